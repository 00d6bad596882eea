package io.vqtrace.backend.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.backend.Seeds;
import io.vqtrace.testkit.GuestMemory;
import io.vqtrace.testkit.RandomStream;
import io.vqtrace.testkit.ring.Buffers;
import io.vqtrace.testkit.ring.DriverRing;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The device's side against the testkit's driver, with a model of what must come out. */
class DeviceRingTest {
    private static final int STEPS = 800;

    @Test
    void whatGoesInComesOut() {
        for (long seed : Seeds.first(300)) {
            new Run(seed).play();
        }
    }

    private record Expected(int id, int count, int readable, long address, int length, int entries) {}

    private static final class Run {
        final String name;
        final RandomStream random;
        final GuestMemory guest = new GuestMemory(1 << 20);
        final TestRing ring;
        DeviceRing device;
        final ChainBurst burst = new ChainBurst(4);
        final Buffers buffers = new Buffers();
        final Deque<Expected> published = new ArrayDeque<>();
        final List<Expected> taken = new ArrayList<>();
        final Deque<int[]> used = new ArrayDeque<>();
        int waiting;

        Run(long seed) {
            name = "seed " + seed;
            random = RandomStream.of(seed, 11);
            ring = TestRing.random(guest, random);
            device = ring.device();
        }

        void play() {
            for (int i = 0; i < STEPS; i++) {
                switch (random.nextInt(9)) {
                    case 0, 1 -> publish();
                    case 2, 3 -> take();
                    case 4, 5 -> giveBack();
                    case 6, 7 -> reap();
                    default -> restart();
                }
            }
        }

        private void publish() {
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                int count = 1 + random.nextInt(Math.min(4, ring.layout.size()));
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
                boolean indirect = ring.layout.indirect() && random.nextInt(2) == 0 && ring.driver.free() > 0;
                int id = indirect
                        ? ring.driver.addIndirect(buffers, guest.allocate(16 * count, 16))
                        : ring.driver.add(buffers);
                if (id != DriverRing.NONE) {
                    published.add(new Expected(id, count, readable, address, length, indirect ? 1 : count));
                    waiting++;
                }
            }
            ring.driver.publish();
        }

        private void take() {
            if (random.nextInt(2) == 0) {
                assertEquals(waiting, device.look(), name);
                waiting = 0;
            }
            burst.clear();
            device.take(burst, random.nextInt(5));
            assertNull(device.broken(), name);
            assertEquals(0, burst.faulty(), name);
            int back = random.nextInt(3) == 0 ? random.nextInt(burst.count() + 1) : 0;
            for (int i = 0; i < burst.count(); i++) {
                check(published.remove(), i);
            }
            // What was taken counts as looked at, even if it is put back.
            waiting = Math.min(waiting, published.size());
            device.untake(burst, back);
            for (int i = 0; i < back; i++) {
                published.addFirst(taken.remove(taken.size() - 1));
            }
            assertEquals(taken.size(), device.held(), name);
        }

        private void check(Expected expected, int chain) {
            assertEquals(expected.id, burst.head(chain), name);
            assertEquals(expected.count, burst.buffers(chain), name);
            assertEquals(expected.readable, burst.readable(chain), name);
            assertEquals(expected.entries, burst.descriptors()[chain], name);
            assertEquals(expected.readable * expected.length, burst.outBytes()[chain], name);
            assertEquals((expected.count - expected.readable) * expected.length, burst.inBytes()[chain], name);
            for (int j = 0; j < expected.count; j++) {
                assertEquals(expected.address + j, burst.address(burst.first(chain) + j), name);
                assertEquals(expected.length, burst.length(burst.first(chain) + j), name);
            }
            assertTrue(device.holds(expected.id), name);
            taken.add(expected);
        }

        private void giveBack() {
            for (int i = Math.min(taken.size(), 1 + random.nextInt(3)); i > 0; i--) {
                Expected chain = taken.remove(ring.layout.inOrder() ? 0 : random.nextInt(taken.size()));
                int length = random.nextInt(100);
                device.use(chain.id, length);
                used.add(new int[] {chain.id, length});
            }
            device.publish();
        }

        private void reap() {
            for (int i = random.nextInt(6); i > 0; i--) {
                int id = ring.driver.pollUsed();
                if (used.isEmpty()) {
                    assertEquals(DriverRing.NONE, id, name);
                } else {
                    int[] expected = used.remove();
                    assertEquals(expected[0], id, name);
                    assertEquals(expected[1], ring.driver.usedLength(), name);
                }
            }
        }

        /** A device that stopped with nothing in flight goes on where it was, as after GET_VRING_BASE. */
        private void restart() {
            if (taken.isEmpty()) {
                RingSetup setup = ring.setup();
                device = DeviceRing.of(
                        ring.memory,
                        new RingSetup(
                                setup.packed(),
                                setup.size(),
                                setup.descriptorArea(),
                                setup.driverArea(),
                                setup.deviceArea(),
                                setup.indirect(),
                                setup.eventIdx(),
                                setup.inOrder(),
                                device.position()));
                waiting = published.size();
            }
        }
    }
}
