package io.vqtrace.backend.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.backend.Seeds;
import io.vqtrace.backend.ring.ChainBurst;
import io.vqtrace.backend.ring.HostileGuest;
import io.vqtrace.testkit.RandomStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

/** A queue over a ring that holds anything: every refusal is recorded, and what is not refused is answered once. */
class HostileQueueTest {
    private static final int STEPS = 60;

    @Test
    void everyRefusalIsAFault() {
        int refused = 0;
        int broken = 0;
        for (long seed : Seeds.first(300)) {
            String name = "seed " + seed;
            RandomStream random = RandomStream.of(seed, 31);
            HostileGuest guest = new HostileGuest(random);
            TestQueue tested = new TestQueue();
            tested.start(guest.memory, guest.setup);
            ChainBurst burst = new ChainBurst(1 + random.nextInt(32));
            Deque<Integer> held = new ArrayDeque<>();
            int answered = 0;
            for (int i = 0; i < STEPS && tested.broken.isEmpty(); i++) {
                guest.scribble();
                guest.advance();
                int before = answered + tested.refused();
                tested.queue.take(burst, random.nextInt(33));
                for (int chain = 0; chain < burst.count(); chain++) {
                    held.add(burst.head(chain));
                }
                while (!held.isEmpty() && random.nextInt(4) > 0) {
                    tested.queue.use(random.nextInt(2) == 0 ? held.pollFirst() : held.pollLast(), 1, 0);
                    answered++;
                }
                tested.queue.flush();
                boolean published = answered + tested.refused() > before;
                if (published && !guest.setup.packed() && !guest.setup.inOrder()) {
                    // Each chain that the driver got back was answered, or refused and recorded so.
                    int usedIndex = guest.memory.getShort(guest.setup.deviceArea() + 2);
                    assertEquals(usedIndex, answered + tested.refused() & 0xffff, name);
                }
            }
            if (!tested.broken.isEmpty()) {
                broken++;
                assertEquals(1, tested.broken.size(), name);
                assertFalse(tested.queue.running(), name);
                assertEquals(0, tested.queue.take(burst), name);
            }
            while (!held.isEmpty()) {
                tested.queue.use(held.pollFirst(), 1, 0);
            }
            tested.queue.stop();
            assertEquals(tested.probe.popped, tested.probe.used.size(), name);
            refused += tested.refused();
            assertTrue(guest.foreignBytesUntouched(), name);
        }
        assertTrue(refused > 0 && broken > 0, refused + " refused, " + broken + " broken");
    }

    /** A queue that has nothing to take says so, whatever was rewritten since it looked: else its thread never waits. */
    @Test
    void threadHasNoReasonToSpin() {
        int waits = 0;
        for (long seed : Seeds.first(300)) {
            String name = "seed " + seed;
            RandomStream random = RandomStream.of(seed, 32);
            HostileGuest guest = new HostileGuest(random);
            TestQueue tested = new TestQueue();
            tested.start(guest.memory, guest.setup);
            ChainBurst burst = new ChainBurst(32);
            Deque<Integer> held = new ArrayDeque<>();
            for (int i = 0; i < STEPS && tested.queue.running(); i++) {
                guest.scribble();
                guest.advance();
                take(tested, burst, 1 + random.nextInt(2), held);
                guest.scribble();
                int takes = 0;
                while (take(tested, burst, 32, held)) {
                    assertTrue(++takes <= 4 * guest.setup.size(), name);
                }
                if (tested.queue.running()) {
                    assertFalse(tested.queue.enableKicks(), name);
                    waits++;
                }
                while (!held.isEmpty() && random.nextInt(8) > 0) {
                    tested.queue.use(held.pollFirst(), 1, 0);
                }
                tested.queue.flush();
            }
        }
        assertTrue(waits > 0);
    }

    /** Takes chains; true if that changed anything. */
    private static boolean take(TestQueue tested, ChainBurst burst, int max, Deque<Integer> held) {
        int before = tested.probe.popped + tested.probe.faults.size();
        tested.queue.take(burst, max);
        for (int chain = 0; chain < burst.count(); chain++) {
            held.add(burst.head(chain));
        }
        return tested.probe.popped + tested.probe.faults.size() > before;
    }
}
