package io.vqtrace.backend.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vqtrace.backend.Seeds;
import io.vqtrace.testkit.GuestMemory;
import io.vqtrace.testkit.RandomStream;
import io.vqtrace.testkit.ring.Buffers;
import io.vqtrace.testkit.ring.Chain;
import io.vqtrace.testkit.ring.DeviceRing;
import org.junit.jupiter.api.Test;

/** Two rings in step, one with the testkit's reference device: both must decide alike, and so must their drivers. */
class SuppressionTest {
    private static final int STEPS = 400;

    @Test
    void decidesAsTheReferenceDoes() {
        for (long seed : Seeds.first(200)) {
            new Pair(seed).play();
        }
    }

    private static final class Pair {
        final String name;
        final RandomStream random;
        final TestRing ours;
        final TestRing theirs;
        final io.vqtrace.backend.ring.DeviceRing device;
        final DeviceRing reference;
        final ChainBurst burst = new ChainBurst(8);
        final Buffers buffers = new Buffers().writable(GuestMemory.BASE, 100);

        int undecided;

        Pair(long seed) {
            name = "seed " + seed;
            random = RandomStream.of(seed, 12);
            ours = TestRing.random(new GuestMemory(1 << 16), RandomStream.of(seed, 13));
            theirs = TestRing.random(new GuestMemory(1 << 16), RandomStream.of(seed, 13));
            device = ours.device();
            reference = DeviceRing.of(theirs.guest, theirs.layout);
        }

        void play() {
            for (int i = 0; i < STEPS; i++) {
                step();
                assertEquals(reference.kickAdvice(), device.kickAdvice(), name);
                assertEquals(theirs.driver.needsKick(), ours.driver.needsKick(), name);
            }
        }

        private void step() {
            switch (random.nextInt(5)) {
                case 0 -> {
                    for (int i = random.nextInt(5); i > 0; i--) {
                        ours.driver.add(buffers);
                        theirs.driver.add(buffers);
                    }
                    ours.driver.publish();
                    theirs.driver.publish();
                }
                case 1 -> serve();
                case 2 -> {
                    int reaped = random.nextInt(8);
                    for (int i = 0; i < reaped; i++) {
                        assertEquals(theirs.driver.pollUsed(), ours.driver.pollUsed(), name);
                    }
                }
                case 3 -> arm(random.nextInt(3));
                default -> {
                    if (random.nextInt(2) == 0) {
                        device.disableKicks();
                        reference.disableKicks();
                    } else {
                        // The reference looks ahead of what it takes: it is made to take all.
                        serve();
                        assertEquals(reference.enableKicks(), device.enableKicks(), name);
                    }
                }
            }
        }

        private void arm(int how) {
            if (how == 0) {
                ours.driver.disableInterrupts();
                theirs.driver.disableInterrupts();
            } else if (how == 1) {
                ours.driver.enableInterrupts();
                theirs.driver.enableInterrupts();
            } else {
                ours.driver.enableInterruptsDelayed();
                theirs.driver.enableInterruptsDelayed();
            }
        }

        private void serve() {
            // Behind by more than a lap the reference cannot tell a position of this lap from one of the next.
            if (undecided + ours.driver.outstanding() > ours.layout.size()) {
                decide();
            }
            undecided += ours.driver.outstanding();
            reference.observe();
            Chain chain = new Chain();
            while (reference.pop(chain)) {
                reference.use(chain, 7);
            }
            do {
                burst.clear();
                device.take(burst, 8);
                for (int i = 0; i < burst.count(); i++) {
                    device.use(burst.head(i), 7);
                }
            } while (burst.count() > 0);
            reference.publish();
            device.publish();
            assertEquals(reference.suppression(), device.suppression(device.interruptAdvice()), name);
            assertEquals(reference.interruptAdvice(), device.interruptAdvice(), name);
            if (random.nextInt(3) > 0) {
                decide();
            }
        }

        private void decide() {
            undecided = 0;
            reference.decided();
            device.decided();
        }
    }
}
