package io.vqtrace.testkit.internal.driver;

import io.vqtrace.testkit.GuestMemory;
import io.vqtrace.testkit.RandomStream;
import io.vqtrace.testkit.Workload;
import io.vqtrace.testkit.internal.run.Settings;
import io.vqtrace.testkit.ring.Buffers;
import java.util.BitSet;

/** Reads, writes and flushes of a disk (virtio 1.4 section 5.2.6), with contents that are checked. */
final class BlockRequests implements RequestSource {
    private static final int TYPE_IN = 0;
    private static final int TYPE_OUT = 1;
    private static final int TYPE_FLUSH = 4;
    private static final int STATUS_OFFSET = 16;
    private static final int TABLE_OFFSET = 32;
    private static final int NO_STATUS = 0xff;
    private static final long STAMP = 0x9e37_79b9_7f4a_7c15L;

    private final GuestMemory memory;
    private final Workload workload;
    private final RandomStream random;
    private final int segments;
    private final long slots;
    private final int stride;
    private final int dataOffset;
    private final long firstSector;
    private final int sectors;
    private final BitSet written;
    private final int[] types;
    private final int[] lengths;
    private final long[] starts;
    private long cursor;

    BlockRequests(Settings settings, GuestMemory memory, int queue) {
        this.memory = memory;
        workload = settings.workload();
        random = RandomStream.of(settings.seed(), queue);
        segments = settings.segments();
        int size = settings.ringSize();
        dataOffset = TABLE_OFFSET + 16 * (segments + 2);
        stride = dataOffset + workload.maxBytes() + 15 & -16;
        slots = memory.allocate(stride * size, 16);
        sectors = settings.capacityBytes() / Workload.SECTOR_BYTES / settings.queues();
        firstSector = (long) sectors * queue;
        written = new BitSet(sectors);
        types = new int[size];
        lengths = new int[size];
        starts = new long[size];
    }

    @Override
    public void build(int slot, Buffers buffers) {
        int type = type();
        int span = (workload.maxBytes() - workload.minBytes()) / Workload.SECTOR_BYTES + 1;
        int bytes = workload.minBytes() + random.nextInt(span) * Workload.SECTOR_BYTES;
        int count = bytes / Workload.SECTOR_BYTES;
        long start = start(count);
        long base = base(slot);
        types[slot] = type;
        lengths[slot] = type == TYPE_FLUSH ? 0 : bytes;
        starts[slot] = start;
        memory.putInt(base, type);
        memory.putInt(base + 4, 0);
        memory.putLong(base + 8, type == TYPE_FLUSH ? 0 : firstSector + start);
        memory.putByte(base + STATUS_OFFSET, NO_STATUS);
        buffers.clear().readable(base, 16);
        if (type != TYPE_FLUSH) {
            for (int i = 0; i < count; i++) {
                long stamp = type == TYPE_OUT ? stamp(start + i) : -1;
                memory.putLong(base + dataOffset + (long) i * Workload.SECTOR_BYTES, stamp);
            }
            addPayload(buffers, base + dataOffset, bytes, type == TYPE_OUT);
        }
        buffers.writable(base + STATUS_OFFSET, 1);
    }

    private int type() {
        if (random.nextDouble() < workload.flushRatio()) {
            return TYPE_FLUSH;
        }
        return random.nextDouble() < workload.readRatio() ? TYPE_IN : TYPE_OUT;
    }

    private long start(int count) {
        long random64 = random.nextInt(sectors - count + 1);
        if (!workload.sequential()) {
            return random64;
        }
        long start = cursor + count > sectors ? 0 : cursor;
        cursor = start + count;
        return start;
    }

    private void addPayload(Buffers buffers, long address, int bytes, boolean readable) {
        int part = bytes / segments;
        for (int i = 0; i < segments; i++) {
            int length = i == segments - 1 ? bytes - i * part : part;
            long from = address + (long) i * part;
            if (readable) {
                buffers.readable(from, length);
            } else {
                buffers.writable(from, length);
            }
        }
    }

    @Override
    public long table(int slot) {
        return base(slot) + TABLE_OFFSET;
    }

    @Override
    public int finish(int slot, int usedLength) {
        int status = memory.getByte(base(slot) + STATUS_OFFSET);
        if (status != 0) {
            return FAILED;
        }
        boolean read = types[slot] == TYPE_IN;
        boolean right = usedLength == (read ? lengths[slot] + 1 : 1);
        for (int i = 0; i < lengths[slot] / Workload.SECTOR_BYTES; i++) {
            int sector = (int) starts[slot] + i;
            if (read) {
                long found = memory.getLong(base(slot) + dataOffset + (long) i * Workload.SECTOR_BYTES);
                right &= found == stamp(sector) || found == 0 && !written.get(sector);
            } else {
                written.set(sector);
            }
        }
        return right ? FINE : CORRUPTED;
    }

    private long stamp(long sector) {
        return (firstSector + sector + 1) * STAMP;
    }

    private long base(int slot) {
        return slots + (long) slot * stride;
    }
}
