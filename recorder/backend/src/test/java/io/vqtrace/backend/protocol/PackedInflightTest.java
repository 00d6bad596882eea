package io.vqtrace.backend.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.backend.Seeds;
import io.vqtrace.backend.protocol.PackedInflight.Chain;
import io.vqtrace.backend.protocol.PackedInflight.Descriptor;
import io.vqtrace.backend.protocol.PackedInflight.Recovery;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a successor finds after the back end was killed at any moment. */
class PackedInflightTest {
    private static final int SIZE = 16;
    private static final int AVAIL = 1 << 7;
    private static final int USED = 1 << 15;

    private final ByteBuffer memory =
            ByteBuffer.allocateDirect(PackedInflight.bytes(SIZE)).order(ByteOrder.LITTLE_ENDIAN);

    /** The flags of the ring, of which only those of used and available matter here. */
    private final int[] ring = new int[SIZE];

    private int used;
    private boolean wrap = true;

    private Recovery successor() {
        ByteBuffer copy = ByteBuffer.allocateDirect(memory.capacity()).put(0, memory, 0, memory.capacity());
        return new PackedInflight(copy, SIZE, SIZE).recover(0, true, index -> ring[index]);
    }

    private static int take(PackedInflight queue, List<Descriptor> descriptors) {
        for (Descriptor one : descriptors) {
            assertTrue(queue.descriptor(one.address(), one.length(), one.id(), one.flags()));
        }
        return queue.taken();
    }

    /** What the device writes when it publishes entries of its ring: as the driver's next round finds them. */
    private void publish(int entries) {
        for (int i = 0; i < entries; i++) {
            ring[used] = wrap ? AVAIL | USED : 0;
            used++;
            if (used == SIZE) {
                used = 0;
                wrap = !wrap;
            }
        }
    }

    @Test
    void layoutIsThatOfTheDocument() {
        PackedInflight queue = new PackedInflight(memory, SIZE, SIZE);
        queue.recover(3, false, index -> ring[index]);
        int entry = take(queue, List.of(new Descriptor(0x1000, 16, 4, 1), new Descriptor(0x2000, 512, 4, 2)));
        assertEquals(0, entry);
        assertEquals(1, memory.getShort(8), "version");
        assertEquals(SIZE, memory.getShort(10), "desc_num");
        assertEquals(2, memory.getShort(12), "free_head");
        assertEquals(2, memory.getShort(14), "old_free_head");
        assertEquals(3, memory.getShort(16), "used_idx");
        assertEquals(3, memory.getShort(18), "old_used_idx");
        assertEquals(0, memory.get(20), "used_wrap_counter");
        assertEquals(1, memory.get(32), "desc[0].inflight");
        assertEquals(1, memory.getShort(32 + 2), "desc[0].next");
        assertEquals(1, memory.getShort(32 + 4), "desc[0].last");
        assertEquals(2, memory.getShort(32 + 6), "desc[0].num");
        assertEquals(4, memory.getShort(64 + 16), "desc[1].id");
        assertEquals(2, memory.getShort(64 + 18), "desc[1].flags");
        assertEquals(512, memory.getInt(64 + 20), "desc[1].len");
        assertEquals(0x2000, memory.getLong(64 + 24), "desc[1].addr");
        queue.using(entry);
        queue.publishing(5, true);
        assertEquals(5, memory.getShort(16), "used_idx");
        assertEquals(3, memory.getShort(18), "old_used_idx");
        assertEquals(1, memory.get(20), "used_wrap_counter");
        assertEquals(0, memory.get(21), "old_used_wrap_counter");
    }

    @Test
    void chainThatTurnsOutBrokenIsForgotten() {
        PackedInflight queue = new PackedInflight(memory, SIZE, SIZE);
        queue.recover(0, true, index -> ring[index]);
        queue.descriptor(1, 2, 3, 1);
        queue.abandon();
        int entry = take(queue, List.of(new Descriptor(9, 9, 9, 0)));
        assertEquals(
                List.of(new Chain(0, List.of(new Descriptor(9, 9, 9, 0)))),
                successor().chains());
        queue.untaken(entry);
        assertEquals(List.of(), successor().chains());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void successorServesExactlyWhatIsOpen(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        PackedInflight queue = new PackedInflight(memory, SIZE, SIZE);
        queue.recover(0, true, index -> ring[index]);
        List<Chain> open = new ArrayList<>();
        int entries = 0;
        for (int step = 0; step < 300; step++) {
            if (random.nextInt(10) == 0) {
                queue = new PackedInflight(memory, SIZE, SIZE);
                Recovery found = queue.recover(0, true, index -> ring[index]);
                assertEquals(new Recovery(used, wrap, open), found, "seed " + seed);
            }
            int length = 1 + random.nextInt(4);
            if (entries + length <= SIZE && random.nextBoolean()) {
                List<Descriptor> chain = new ArrayList<>();
                for (int i = 0; i < length; i++) {
                    chain.add(new Descriptor(
                            random.nextLong(), random.nextInt(), step & 0xffff, random.nextInt(0x10000)));
                    // The driver made it available in this round.
                    int at = used + entries + i;
                    boolean round = at >= SIZE != wrap;
                    ring[at % SIZE] = round ? AVAIL : USED;
                }
                open.add(new Chain(take(queue, chain), chain));
                entries += length;
            } else if (!open.isEmpty()) {
                int before = used;
                boolean wrapBefore = wrap;
                List<Chain> rest = new ArrayList<>(open);
                int count = 0;
                for (int i = 1 + random.nextInt(open.size()); i > 0; i--) {
                    Chain chain = rest.remove(random.nextInt(rest.size()));
                    queue.using(chain.entry());
                    count += chain.descriptors().size();
                    assertEquals(new Recovery(before, wrapBefore, open), successor(), "seed " + seed);
                }
                int next = (used + count) % SIZE;
                queue.publishing(next, used + count >= SIZE != wrap);
                assertEquals(new Recovery(before, wrapBefore, open), successor(), "not published, seed " + seed);
                publish(count);
                assertEquals(new Recovery(used, wrap, rest), successor(), "published, seed " + seed);
                queue.published();
                open = rest;
                entries -= count;
            }
            assertEquals(new Recovery(used, wrap, open), successor(), "seed " + seed);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void spoiledMemoryDoesNoHarm(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 100; i++) {
            PackedInflight queue = new PackedInflight(memory, SIZE, SIZE);
            queue.recover(0, true, index -> ring[index]);
            for (int chain = 0; chain < 5; chain++) {
                take(queue, List.of(new Descriptor(1, 2, chain, 1), new Descriptor(1, 2, chain, 0)));
            }
            for (int j = 0; j < 4; j++) {
                memory.put(12 + random.nextInt(memory.capacity() - 12), (byte) random.nextInt());
            }
            PackedInflight next = new PackedInflight(memory, SIZE, SIZE);
            Recovery found = next.recover(0, true, index -> random.nextInt(0x10000));
            int entries = found.chains().stream()
                    .mapToInt(chain -> chain.descriptors().size())
                    .sum();
            assertTrue(entries <= SIZE && found.usedIndex() < SIZE, "seed " + seed);
            found.chains().forEach(chain -> next.using(chain.entry()));
            next.publishing(0, true);
            next.published();
        }
    }

    static long[] seeds() {
        return Seeds.first(20);
    }
}
