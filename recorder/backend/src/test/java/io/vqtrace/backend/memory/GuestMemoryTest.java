package io.vqtrace.backend.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.backend.Seeds;
import io.vqtrace.testkit.RandomStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuestMemoryTest {
    private static final long BASE = 0x1000;
    private static final int[] SIZES = {100, 300, 40};
    private static final int ALL = 440;

    private final GuestMemory memory = GuestMemory.of(List.of(
            MemoryRegion.of(BASE + 400, 0x9000, ByteBuffer.allocateDirect(SIZES[2])),
            MemoryRegion.of(BASE, 0x5000, ByteBuffer.allocateDirect(SIZES[0])),
            MemoryRegion.of(BASE + 100, 0x7000, ByteBuffer.allocateDirect(SIZES[1]))));

    /** Three adjacent regions behave as one array of bytes. */
    @Test
    void adjacentRegionsAreOneMemory() {
        for (long seed : Seeds.first(50)) {
            RandomStream random = RandomStream.of(seed, 51);
            ByteBuffer model = ByteBuffer.allocate(ALL).order(ByteOrder.LITTLE_ENDIAN);
            memory.write(model, 0, BASE, ALL);
            for (int i = 0; i < 300; i++) {
                step(random, model, "seed " + seed);
            }
        }
    }

    private void step(RandomStream random, ByteBuffer model, String name) {
        long value = random.nextLong();
        int length = random.nextInt(ALL);
        int at = random.nextInt(ALL - length + 1);
        int word = random.nextInt(ALL - 7);
        switch (random.nextInt(8)) {
            case 0 -> {
                memory.putByte(BASE + word, (int) value);
                model.put(word, (byte) value);
            }
            case 1 -> {
                memory.putShortRelease(BASE + word, (int) value);
                model.putShort(word, (short) value);
            }
            case 2 -> {
                memory.putInt(BASE + word, (int) value);
                model.putInt(word, (int) value);
            }
            case 3 -> {
                memory.putLong(BASE + word, value);
                model.putLong(word, value);
            }
            case 4 -> {
                byte[] bytes = new byte[length];
                for (int i = 0; i < length; i++) {
                    bytes[i] = (byte) random.nextInt(256);
                }
                memory.write(ByteBuffer.wrap(bytes), 0, BASE + at, length);
                model.put(at, bytes);
            }
            case 5 -> {
                int to = random.nextInt(ALL / 2 - 100);
                int from = ALL / 2 + random.nextInt(ALL / 2 - 120);
                memory.copy(BASE + from, memory, BASE + to, 100);
                model.put(to, model, from, 100);
            }
            default -> {
                assertEquals(model.getLong(word), memory.getLong(BASE + word), name);
                assertEquals(model.getInt(word), memory.getInt(BASE + word), name);
                assertEquals(model.getShort(word) & 0xffff, memory.getShortAcquire(BASE + word), name);
                assertEquals(model.get(word) & 0xff, memory.getByte(BASE + word), name);
                byte[] read = new byte[length];
                byte[] expected = new byte[length];
                memory.read(BASE + at, ByteBuffer.wrap(read), 0, length);
                model.get(at, expected);
                assertArrayEquals(expected, read, name);
            }
        }
    }

    @Test
    void containsWhatIsThereAndNothingElse() {
        for (long seed : Seeds.first(2_000)) {
            RandomStream random = RandomStream.of(seed, 52);
            int from = random.nextInt(ALL + 40) - 20;
            int length = random.nextInt(ALL + 40);
            boolean inside = from >= 0 && from + length <= ALL;
            assertEquals(inside, memory.contains(BASE + from, length), "seed " + seed);
        }
        assertTrue(memory.contains(BASE + ALL, 0));
        assertFalse(memory.contains(BASE, -1));
        for (long address : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, -1, 0, BASE + ALL + 1}) {
            for (long length : new long[] {0, 1, 0xffff_ffffL, Long.MAX_VALUE}) {
                assertFalse(memory.contains(address, length), address + ", " + length);
            }
        }
    }

    @Test
    void refusesWhatIsOutside() {
        assertThrows(IndexOutOfBoundsException.class, () -> memory.getLong(BASE + ALL - 7));
        assertThrows(IndexOutOfBoundsException.class, () -> memory.putShort(BASE - 1, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> memory.write(ByteBuffer.allocate(9), 0, BASE + ALL - 8, 9));
        assertThrows(
                IndexOutOfBoundsException.class, () -> GuestMemory.of(List.of()).getByte(0));
        MemoryRegion one = MemoryRegion.of(BASE, 0, ByteBuffer.allocateDirect(10));
        MemoryRegion overlapping = MemoryRegion.of(BASE + 9, 0, ByteBuffer.allocateDirect(10));
        assertThrows(IllegalArgumentException.class, () -> GuestMemory.of(List.of(one, overlapping)));
    }

    @Test
    void translatesAddressesOfTheFrontEnd() {
        assertEquals(BASE + 5, memory.toGuest(0x5005, 95));
        assertEquals(-1, memory.toGuest(0x5005, 96), "the next region is elsewhere in the front end");
        assertEquals(BASE + 110, memory.toGuest(0x700a, 1));
        assertEquals(-1, memory.toGuest(0x4fff, 1));
        assertEquals(-1, memory.toGuest(0x5000, -1));
    }

    @Test
    void slicesAreTheMemoryItself() {
        memory.slice(BASE + 100, 8).putLong(0, 42);
        assertEquals(42, memory.getLong(BASE + 100));
        assertNull(memory.slice(BASE + 96, 8));
        assertEquals(4, memory.contiguous(BASE + 96));
        assertEquals(0, memory.contiguous(BASE + ALL));
    }
}
