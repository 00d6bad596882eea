package io.vqtrace.backend.device.block;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The configuration space {@code struct virtio_blk_config} (virtio 1.4 section 5.2.4), without secure erase and zones. */
final class BlockConfig {
    static final int SECTOR_BYTES = 512;

    /** Segments that one discard or write-zeroes command may name. */
    static final int MAX_RANGES = 16;

    /** Sectors of one segment of such a command: what zeros take a second to be written, at worst. */
    static final int MAX_RANGE_SECTORS = 1 << 21;

    private static final int BYTES = 60;
    private static final int SEG_MAX = 12;
    private static final int BLK_SIZE = 20;
    private static final int PHYSICAL_BLOCK_EXP = 24;
    private static final int MIN_IO_SIZE = 26;
    private static final int OPT_IO_SIZE = 28;
    private static final int WRITEBACK = 32;
    private static final int NUM_QUEUES = 34;
    private static final int MAX_DISCARD_SECTORS = 36;
    private static final int MAX_DISCARD_SEG = 40;
    private static final int DISCARD_SECTOR_ALIGNMENT = 44;
    private static final int MAX_WRITE_ZEROES_SECTORS = 48;
    private static final int MAX_WRITE_ZEROES_SEG = 52;
    private static final int WRITE_ZEROES_MAY_UNMAP = 56;

    private final ByteBuffer fields = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private volatile boolean writeback = true;

    BlockConfig(BlockImage image, int queues, int maxSegments) {
        int logical = image.logicalBlockBytes();
        int physical = Math.max(logical, image.physicalBlockBytes());
        fields.putLong(0, image.sectors());
        fields.putInt(SEG_MAX, maxSegments);
        fields.putInt(BLK_SIZE, logical);
        fields.put(PHYSICAL_BLOCK_EXP, (byte) Integer.numberOfTrailingZeros(physical / logical));
        fields.putShort(MIN_IO_SIZE, (short) (physical / logical));
        fields.putInt(OPT_IO_SIZE, 0);
        fields.putShort(NUM_QUEUES, (short) queues);
        fields.putInt(MAX_DISCARD_SECTORS, MAX_RANGE_SECTORS);
        fields.putInt(MAX_DISCARD_SEG, MAX_RANGES);
        fields.putInt(DISCARD_SECTOR_ALIGNMENT, physical / SECTOR_BYTES);
        fields.putInt(MAX_WRITE_ZEROES_SECTORS, MAX_RANGE_SECTORS);
        fields.putInt(MAX_WRITE_ZEROES_SEG, MAX_RANGES);
        fields.put(WRITE_ZEROES_MAY_UNMAP, (byte) 1);
        setWriteback(true);
    }

    /** Returns all fields, as they are now. */
    ByteBuffer bytes() {
        return fields.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Tells whether writes may lie in a cache until the next flush. */
    boolean writeback() {
        return writeback;
    }

    void setWriteback(boolean on) {
        fields.put(WRITEBACK, (byte) (on ? 1 : 0));
        writeback = on;
    }

    /** Writes the one field that a driver may write (section 5.2.5.1); false if it is another. */
    boolean write(int offset, ByteBuffer value) {
        if (offset != WRITEBACK || value.remaining() != 1) {
            return false;
        }
        int wanted = value.get(value.position());
        if (wanted != 0 && wanted != 1) {
            return false;
        }
        setWriteback(wanted == 1);
        return true;
    }
}
