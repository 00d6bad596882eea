package io.vqtrace.backend.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.backend.Seeds;
import io.vqtrace.backend.TestDoorbell;
import io.vqtrace.backend.protocol.InflightQueue;
import io.vqtrace.backend.protocol.PackedInflight;
import io.vqtrace.backend.protocol.SplitInflight;
import io.vqtrace.backend.ring.ChainBurst;
import io.vqtrace.backend.ring.DeviceRing;
import io.vqtrace.backend.ring.RingSetup;
import io.vqtrace.backend.ring.TestRing;
import io.vqtrace.testkit.GuestMemory;
import io.vqtrace.testkit.RandomStream;
import io.vqtrace.testkit.ring.Buffers;
import io.vqtrace.testkit.ring.DriverRing;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Back ends that die with requests in flight: their successors answer each of these once. */
class RestartTest {
    private static final int STEPS = 400;

    @Test
    void noRequestIsLostOrAnsweredTwice() {
        int inFlightAtDeath = 0;
        for (long seed : Seeds.first(200)) {
            inFlightAtDeath += new Lives(seed).play();
        }
        assertTrue(inFlightAtDeath > 0);
    }

    private static final class Lives {
        final String name;
        final RandomStream random;
        final GuestMemory guest = new GuestMemory(1 << 20);
        final TestRing ring;
        final ByteBuffer region;
        final Set<Integer> unanswered = new HashSet<>();
        final List<Integer> held = new ArrayList<>();
        final ChainBurst burst = new ChainBurst(4);
        VirtQueue queue;

        Lives(long seed) {
            name = "seed " + seed;
            random = RandomStream.of(seed, 41);
            ring = TestRing.random(guest, random);
            int size = ring.layout.size();
            region = ByteBuffer.allocateDirect(
                    ring.layout.packed() ? PackedInflight.bytes(size) : SplitInflight.bytes(size));
            live();
        }

        private void live() {
            int size = ring.layout.size();
            InflightQueue inflight =
                    ring.layout.packed() ? new PackedInflight(region, size, size) : new SplitInflight(region, size);
            RingSetup setup = ring.setup();
            DeviceRing device = DeviceRing.of(ring.memory, setup);
            TestQueue made = new TestQueue();
            queue = made.queue;
            queue.start(device, ring.memory, new TestDoorbell(), RequestLog.of(inflight, device));
            held.clear();
        }

        int play() {
            int died = 0;
            for (int i = 0; i < STEPS; i++) {
                switch (random.nextInt(12)) {
                    case 0, 1, 2 -> publish();
                    case 3, 4, 5 -> take();
                    case 6, 7, 8 -> answer();
                    case 9, 10 -> reap();
                    default -> {
                        died += held.size();
                        live();
                    }
                }
            }
            finish();
            return died;
        }

        /** Serves and takes back all there is. */
        private void finish() {
            for (int i = 0; i < 1_000 && !unanswered.isEmpty(); i++) {
                take();
                answer();
                reap();
            }
            assertEquals(Set.of(), unanswered, name);
            assertEquals(0, ring.driver.outstanding(), name);
        }

        private void publish() {
            int count = 1 + random.nextInt(Math.min(3, ring.layout.size()));
            Buffers buffers = new Buffers();
            for (int i = 0; i < count; i++) {
                buffers.writable(GuestMemory.BASE + i, 10);
            }
            boolean indirect = ring.layout.indirect() && random.nextInt(2) == 0 && ring.driver.free() > 0;
            int id = indirect
                    ? ring.driver.addIndirect(buffers, guest.allocate(16 * count, 16))
                    : ring.driver.add(buffers);
            if (id != DriverRing.NONE) {
                assertTrue(unanswered.add(id), name);
            }
            ring.driver.publish();
        }

        private void take() {
            queue.take(burst, 1 + random.nextInt(4));
            for (int i = 0; i < burst.count(); i++) {
                held.add(burst.head(i));
            }
        }

        private void answer() {
            for (int i = Math.min(held.size(), random.nextInt(4)); i > 0; i--) {
                queue.use(held.remove(random.nextInt(held.size())), 1, 0);
            }
            if (random.nextInt(3) > 0) {
                queue.flush();
            }
        }

        private void reap() {
            for (int id = ring.driver.pollUsed(); id != DriverRing.NONE; id = ring.driver.pollUsed()) {
                assertTrue(unanswered.remove(id), name + ": " + id + " was answered twice");
            }
        }
    }
}
