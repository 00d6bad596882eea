package io.vqtrace.backend.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vqtrace.backend.Seeds;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a successor finds after the back end was killed at any moment. */
class SplitInflightTest {
    private static final int SIZE = 16;

    private final ByteBuffer memory =
            ByteBuffer.allocateDirect(SplitInflight.bytes(SIZE)).order(ByteOrder.LITTLE_ENDIAN);

    private int[] successor(int usedIndex) {
        ByteBuffer copy = ByteBuffer.allocateDirect(memory.capacity()).put(0, memory, 0, memory.capacity());
        return new SplitInflight(copy, SIZE).recover(usedIndex);
    }

    @Test
    void layoutIsThatOfTheDocument() {
        SplitInflight queue = new SplitInflight(memory, SIZE);
        queue.recover(0x1234);
        queue.taken(3);
        queue.taken(9);
        queue.using(9);
        assertEquals(1, memory.getShort(8), "version");
        assertEquals(SIZE, memory.getShort(10), "desc_num");
        assertEquals(9, memory.getShort(12), "last_batch_head");
        assertEquals(0x1234, memory.getShort(14), "used_idx");
        assertEquals(1, memory.get(16 + 3 * 16), "desc[3].inflight");
        assertEquals(0, memory.getLong(16 + 3 * 16 + 8), "desc[3].counter");
        assertEquals(1, memory.getLong(16 + 9 * 16 + 8), "desc[9].counter");
        queue.published(0x1235);
        assertEquals(0, memory.get(16 + 9 * 16), "desc[9].inflight");
        assertEquals(0x1235, memory.getShort(14));
    }

    /** Document, section "Inflight I/O tracking": the batch is known by the used index that the ring has and the region has not. */
    @Test
    void batchThatWasPublishedAndNotStruckOffIsDone() {
        SplitInflight queue = new SplitInflight(memory, SIZE);
        queue.recover(0);
        for (int head : new int[] {7, 2, 5, 11}) {
            queue.taken(head);
        }
        queue.using(2);
        queue.using(11);
        assertArrayEquals(new int[] {7, 2, 5, 11}, successor(0), "killed before the used index was written");
        assertArrayEquals(new int[] {7, 5}, successor(2), "killed after");
        queue.published(2);
        assertArrayEquals(new int[] {7, 5}, successor(2));
    }

    @Test
    void memoryOfAnotherRingIsForgotten() {
        SplitInflight queue = new SplitInflight(memory, SIZE);
        queue.recover(1000);
        queue.taken(4);
        assertArrayEquals(new int[0], successor(0), "the ring began anew");
        assertArrayEquals(new int[] {4}, successor(1000));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void successorServesExactlyWhatIsOpen(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SplitInflight queue = new SplitInflight(memory, SIZE);
        int used = random.nextInt(0x10000);
        queue.recover(used);
        List<Integer> open = new ArrayList<>();
        for (int step = 0; step < 200; step++) {
            if (random.nextInt(10) == 0) {
                ByteBuffer life = memory.duplicate();
                queue = new SplitInflight(life, SIZE);
                assertArrayEquals(heads(open), queue.recover(used), "seed " + seed);
            }
            if (open.size() < SIZE && random.nextBoolean()) {
                int head = random.nextInt(SIZE);
                if (!open.contains(head)) {
                    queue.taken(head);
                    open.add(head);
                }
            } else if (!open.isEmpty()) {
                int batch = 1 + random.nextInt(open.size());
                List<Integer> rest = new ArrayList<>(open);
                for (int i = 0; i < batch; i++) {
                    queue.using(rest.remove(random.nextInt(rest.size())));
                    assertArrayEquals(heads(open), successor(used), "seed " + seed);
                }
                used = used + batch & 0xffff;
                assertArrayEquals(heads(rest), successor(used), "seed " + seed);
                queue.published(used);
                open = rest;
            }
            assertArrayEquals(heads(open), successor(used), "seed " + seed);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void spoiledMemoryDoesNoHarm(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 100; i++) {
            SplitInflight queue = new SplitInflight(memory, SIZE);
            queue.recover(random.nextInt(0x10000));
            for (int j = 0; j < 20; j++) {
                memory.put(random.nextInt(memory.capacity()), (byte) random.nextInt());
            }
            memory.putShort(8, (short) 1).putShort(10, (short) SIZE);
            for (int head : new SplitInflight(memory, SIZE).recover(random.nextInt(0x10000))) {
                assertEquals(head, head & SIZE - 1, "seed " + seed);
            }
        }
    }

    private static int[] heads(List<Integer> open) {
        return open.stream().mapToInt(Integer::intValue).toArray();
    }

    static long[] seeds() {
        return Seeds.first(20);
    }
}
