package io.vqtrace.testkit.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.testkit.GuestMemory;
import io.vqtrace.testkit.RandomStream;
import io.vqtrace.testkit.Seeds;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Both sides of a ring against each other, with a model of what must come out. */
class RingPairTest {
    private static final int STEPS = 600;

    @Test
    void whatGoesInComesOut() {
        for (long seed : Seeds.first(400)) {
            new Run(seed).play();
        }
    }

    private static final class Run {
        final String name;
        final RandomStream random;
        final GuestMemory memory = new GuestMemory(1 << 20);
        final RingLayout layout;
        final DriverRing driver;
        final DeviceRing device;
        final Buffers buffers = new Buffers();
        final Deque<long[]> published = new ArrayDeque<>();
        final List<Chain> taken = new ArrayList<>();
        final Deque<int[]> used = new ArrayDeque<>();
        int waiting;

        Run(long seed) {
            name = "seed " + seed;
            random = RandomStream.of(seed, 7);
            boolean packed = random.nextInt(2) == 0;
            int size = packed ? 1 + random.nextInt(30) : 1 << random.nextInt(6);
            layout = RingLayout.allocate(
                    memory, packed, size, random.nextInt(2) == 0, random.nextInt(2) == 0, random.nextInt(3) == 0);
            assertTrue(layout.valid(memory), name);
            driver = DriverRing.of(memory, layout);
            device = DeviceRing.of(memory, layout);
        }

        void play() {
            for (int i = 0; i < STEPS; i++) {
                switch (random.nextInt(4)) {
                    case 0 -> publish();
                    case 1 -> take();
                    case 2 -> giveBack();
                    default -> reap();
                }
            }
        }

        private void publish() {
            int chains = 1 + random.nextInt(3);
            for (int i = 0; i < chains; i++) {
                int count = 1 + random.nextInt(Math.min(4, layout.size()));
                int readable = random.nextInt(count + 1);
                long address = GuestMemory.BASE + random.nextInt(1000);
                int length = 1 + random.nextInt(500);
                buffers.clear();
                for (int j = 0; j < count; j++) {
                    if (j < readable) {
                        buffers.readable(address + j, length);
                    } else {
                        buffers.writable(address + j, length);
                    }
                }
                int free = driver.free();
                boolean indirect = layout.indirect() && random.nextInt(2) == 0;
                int id = indirect && free > 0
                        ? driver.addIndirect(buffers, memory.allocate(16 * count, 16))
                        : driver.add(buffers);
                if (id == DriverRing.NONE) {
                    assertTrue(free < count, name);
                } else {
                    int entries = indirect ? 1 : count;
                    assertEquals(free - entries, driver.free(), name);
                    published.add(new long[] {id, count, readable, address, length, entries});
                    waiting++;
                }
            }
            driver.publish();
        }

        private void take() {
            assertEquals(waiting, device.observe(), name);
            waiting = 0;
            Chain chain = new Chain();
            int limit = random.nextInt(4);
            for (int i = 0; i < limit && device.pop(chain); i++) {
                long[] expected = published.remove();
                assertNull(chain.fault(), name);
                assertEquals(expected[0], chain.head(), name);
                assertEquals(expected[1], chain.count(), name);
                assertEquals(expected[2], chain.readable(), name);
                assertEquals(expected[5], chain.descriptors(), name);
                assertEquals(expected[2] * expected[4], chain.outBytes(), name);
                assertEquals((expected[1] - expected[2]) * expected[4], chain.inBytes(), name);
                for (int j = 0; j < chain.count(); j++) {
                    assertEquals(expected[3] + j, chain.address(j), name);
                }
                taken.add(chain);
                chain = new Chain();
            }
            assertNull(device.fault(), name);
        }

        private void giveBack() {
            int count = Math.min(taken.size(), 1 + random.nextInt(3));
            if (count == 0) {
                return;
            }
            if (layout.inOrder() && random.nextInt(2) == 0) {
                Chain last = taken.get(count - 1);
                int entries = 0;
                for (Chain chain : taken.subList(0, count)) {
                    entries += chain.descriptors();
                    device.skip(chain);
                }
                device.useInOrder(last, count, entries, 77);
                for (Chain chain : taken.subList(0, count)) {
                    used.add(new int[] {chain.head(), chain == last ? 77 : (int) chain.inBytes()});
                }
                taken.subList(0, count).clear();
            } else {
                for (int i = 0; i < count; i++) {
                    Chain chain = taken.remove(layout.inOrder() ? 0 : random.nextInt(taken.size()));
                    int length = random.nextInt(100);
                    device.use(chain, length);
                    used.add(new int[] {chain.head(), length});
                }
            }
            device.publish();
        }

        private void reap() {
            for (int i = random.nextInt(6); i > 0; i--) {
                assertEquals(!used.isEmpty(), driver.hasUsed(), name);
                int id = driver.pollUsed();
                if (used.isEmpty()) {
                    assertEquals(DriverRing.NONE, id, name);
                } else {
                    int[] expected = used.remove();
                    assertEquals(expected[0], id, name);
                    assertEquals(expected[1], driver.usedLength(), name);
                }
            }
            assertEquals(published.size() + taken.size() + used.size(), driver.outstanding(), name);
        }
    }
}
