package io.vqtrace.backend.ring;

import io.vqtrace.backend.memory.GuestMemory;
import io.vqtrace.backend.memory.MemoryRegion;
import io.vqtrace.testkit.RandomStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * A guest that writes anything into its memory: two adjacent regions and a distant one, with the ring in the first, and bytes
 * around them that are not the guest's.
 */
public final class HostileGuest {
    private static final int REGION = 1 << 14;
    private static final int GAP = 256;
    private static final long BASE = 0x10_0000;
    private static final long FAR = 0x1_0000_0000L;
    private static final int DRIVER_AREA = 0x2000;
    private static final int DEVICE_AREA = 0x2800;
    private static final int TABLES = 0x3000;
    private static final byte FOREIGN = 0x5a;

    public final RingSetup setup;
    public final GuestMemory memory;
    private final RandomStream random;
    private final ByteBuffer all =
            ByteBuffer.allocateDirect(3 * REGION + 4 * GAP).order(ByteOrder.LITTLE_ENDIAN);
    private final ByteBuffer first;

    public HostileGuest(RandomStream random) {
        this.random = random;
        for (int i = 0; i < all.capacity(); i++) {
            all.put(i, FOREIGN);
        }
        // The lower region lies behind the upper one in memory: what runs over its end must not go on there.
        first = region(2);
        memory = GuestMemory.of(List.of(
                MemoryRegion.of(BASE, 0, first),
                MemoryRegion.of(BASE + REGION, 1 << 20, region(0)),
                MemoryRegion.of(FAR, 2 << 20, region(1))));
        boolean packed = random.nextInt(2) == 0;
        int size = packed ? 1 + random.nextInt(64) : 1 << random.nextInt(7);
        setup = new RingSetup(
                packed,
                size,
                BASE,
                BASE + DRIVER_AREA,
                BASE + DEVICE_AREA,
                random.nextInt(4) > 0,
                random.nextInt(2) == 0,
                random.nextInt(4) == 0,
                packed ? RingSetup.PACKED_START : 0);
    }

    private ByteBuffer region(int place) {
        ByteBuffer region = all.slice(GAP + place * (REGION + GAP), REGION).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < REGION; i++) {
            region.put(i, (byte) 0);
        }
        return region;
    }

    /** True if nothing around the regions was touched. */
    public boolean foreignBytesUntouched() {
        byte[] gap = new byte[GAP];
        for (int i = 0; i < 4; i++) {
            all.get(i * (REGION + GAP), gap);
            byte[] expected = new byte[GAP];
            Arrays.fill(expected, FOREIGN);
            if (!Arrays.equals(gap, expected)) {
                return false;
            }
        }
        return true;
    }

    /** Writes some descriptors, tables and an index, mostly such as could be real, and some bytes anywhere in the ring. */
    public void scribble() {
        for (int i = random.nextInt(2 * setup.size()); i >= 0; i--) {
            descriptor(DESCRIPTORS * random.nextInt(setup.size()), true);
        }
        for (int i = random.nextInt(32); i >= 0; i--) {
            descriptor(TABLES + DESCRIPTORS * random.nextInt(64), false);
        }
        if (!setup.packed()) {
            for (int i = random.nextInt(setup.size() + 1); i > 0; i--) {
                int head = random.nextInt(8) > 0 ? random.nextInt(setup.size()) : random.nextInt(1 << 16);
                first.putShort(DRIVER_AREA + 4 + 2 * random.nextInt(setup.size()), (short) head);
            }
        }
        if (random.nextInt(4) == 0) {
            flip();
        }
    }

    private static final int DESCRIPTORS = DeviceRing.DESCRIPTOR_BYTES;

    /** Makes more available, by a number that is right most of the time. */
    public void advance() {
        if (!setup.packed()) {
            int index = first.getShort(DRIVER_AREA + 2) & 0xffff;
            int used = first.getShort(DEVICE_AREA + 2) & 0xffff;
            int room = setup.size() - (index - used & 0xffff);
            int by = random.nextInt(50) == 0 ? random.nextInt(1 << 16) : random.nextInt(Math.max(0, room) + 1);
            first.putShort(DRIVER_AREA + 2, (short) (index + by));
        }
    }

    /** Changes a byte of the rings or the tables. */
    public void flip() {
        int at = switch (random.nextInt(4)) {
            case 0 -> random.nextInt(DESCRIPTORS * setup.size());
            case 1 -> DRIVER_AREA + random.nextInt((int) RingSetup.driverBytes(setup.packed(), setup.size()));
            case 2 -> DEVICE_AREA + random.nextInt((int) RingSetup.deviceBytes(setup.packed(), setup.size()));
            default -> TABLES + random.nextInt(64 * DESCRIPTORS);
        };
        first.put(at, (byte) random.nextInt(256));
    }

    private void descriptor(int at, boolean inRing) {
        first.putLong(at, address(inRing));
        first.putInt(at + 8, length());
        int flags = switch (random.nextInt(8)) {
            case 0 -> random.nextInt(1 << 16);
            case 1, 2 -> DeviceRing.NEXT;
            case 3 -> DeviceRing.NEXT | DeviceRing.WRITE;
            case 4 -> inRing ? DeviceRing.INDIRECT : DeviceRing.NEXT;
            default -> DeviceRing.WRITE;
        };
        int other = random.nextInt(16) == 0 ? random.nextInt(1 << 16) : random.nextInt(setup.size());
        if (setup.packed()) {
            // Available in this lap, in the next, or not.
            flags |= inRing ? random.nextInt(2) << 7 | random.nextInt(2) << 15 : 0;
            first.putShort(at + 12, (short) other);
            first.putShort(at + 14, (short) flags);
        } else {
            first.putShort(at + 12, (short) flags);
            first.putShort(at + 14, (short) other);
        }
    }

    private long address(boolean inRing) {
        return switch (random.nextInt(10)) {
            case 0 -> random.nextLong();
            case 1 -> BASE + REGION - random.nextInt(64);
            case 2 -> BASE + 2 * REGION - random.nextInt(64);
            case 3 -> FAR + random.nextInt(REGION);
            case 4 -> BASE - random.nextInt(64);
            case 5, 6 -> inRing ? BASE + TABLES + DESCRIPTORS * random.nextInt(32) : BASE + random.nextInt(REGION);
            default -> BASE + random.nextInt(2 * REGION);
        };
    }

    private int length() {
        return switch (random.nextInt(8)) {
            case 0 -> (int) random.nextLong();
            case 1 -> 0;
            case 2 -> random.nextInt(2 * REGION);
            case 3, 4 -> DESCRIPTORS * (1 + random.nextInt(32));
            default -> 1 + random.nextInt(128);
        };
    }
}
