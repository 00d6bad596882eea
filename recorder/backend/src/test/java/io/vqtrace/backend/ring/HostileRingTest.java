package io.vqtrace.backend.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.backend.Seeds;
import io.vqtrace.testkit.RandomStream;
import io.vqtrace.trace.FaultReason;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Rings that hold anything: what is handed over obeys the rules, and the rest is refused. */
class HostileRingTest {
    private static final int STEPS = 60;

    @Test
    void handsOverNothingOutsideTheMemory() {
        Set<FaultReason> seen = EnumSet.noneOf(FaultReason.class);
        for (long seed : Seeds.first(600)) {
            RandomStream random = RandomStream.of(seed, 21);
            HostileGuest guest = new HostileGuest(random);
            DeviceRing ring = DeviceRing.of(guest.memory, guest.setup);
            ChainBurst burst = new ChainBurst(1 + random.nextInt(32));
            for (int i = 0; i < STEPS && ring.broken() == null; i++) {
                guest.scribble();
                guest.advance();
                serve(ring, burst, random, seen, "seed " + seed);
            }
            if (ring.broken() != null) {
                seen.add(ring.broken());
                assertBroken(ring, burst, "seed " + seed);
            }
            assertTrue(guest.foreignBytesUntouched(), "seed " + seed);
        }
        // Total length needs gigabytes of memory to get past the range check.
        assertEquals(
                EnumSet.of(
                        FaultReason.AVAIL_INDEX_JUMP,
                        FaultReason.DESCRIPTOR_OUT_OF_RANGE,
                        FaultReason.CHAIN_TOO_LONG,
                        FaultReason.READABLE_AFTER_WRITABLE,
                        FaultReason.INDIRECT_NOT_NEGOTIATED,
                        FaultReason.INDIRECT_NESTED,
                        FaultReason.INDIRECT_TABLE_LENGTH,
                        FaultReason.ADDRESS_OUT_OF_RANGE,
                        FaultReason.HEAD_IN_USE,
                        FaultReason.DESCRIPTOR_OVERWRITTEN),
                seen);
    }

    /** "Changed while being read": whatever a second thread writes meanwhile, what was handed over stays inside. */
    @Test
    void bytesThatChangeUnderTheReaderDoNoHarm() throws InterruptedException {
        for (long seed : Seeds.first(6)) {
            HostileGuest guest = new HostileGuest(RandomStream.of(seed, 22));
            HostileGuest writer = guest;
            AtomicBoolean ended = new AtomicBoolean();
            Thread flipper = new Thread(() -> {
                while (!ended.get()) {
                    writer.flip();
                }
            });
            flipper.start();
            try {
                RandomStream random = RandomStream.of(seed, 23);
                for (int round = 0; round < 20; round++) {
                    DeviceRing ring = DeviceRing.of(guest.memory, guest.setup);
                    ChainBurst burst = new ChainBurst(32);
                    for (int i = 0; i < STEPS && ring.broken() == null; i++) {
                        serve(ring, burst, random, EnumSet.noneOf(FaultReason.class), "seed " + seed);
                    }
                }
            } finally {
                ended.set(true);
                flipper.join();
            }
            assertTrue(guest.foreignBytesUntouched(), "seed " + seed);
        }
    }

    private static void serve(
            DeviceRing ring, ChainBurst burst, RandomStream random, Set<FaultReason> seen, String name) {
        if (random.nextInt(2) == 0) {
            ring.look();
        }
        burst.clear();
        ring.take(burst, random.nextInt(33));
        int size = ring.setup().size();
        for (int i = 0; i < burst.count(); i++) {
            if (burst.fault(i) != null) {
                seen.add(burst.fault(i));
                ring.refuse(burst.head(i), burst.descriptors()[i]);
            }
        }
        burst.removeFaulty();
        for (int i = 0; i < burst.count(); i++) {
            check(ring, burst, i, name);
        }
        assertTrue(ring.held() <= size, name);
        for (int head = 0; head < size; head++) {
            if (ring.holds(head) && random.nextInt(3) > 0) {
                ring.use(head, random.nextInt(1 << 16));
            }
        }
        ring.publish();
        ring.suppression(ring.interruptAdvice());
        ring.decided();
        ring.disableKicks();
        ring.enableKicks();
    }

    private static void check(DeviceRing ring, ChainBurst burst, int chain, String name) {
        assertTrue(ring.holds(burst.head(chain)), name);
        int buffers = burst.buffers(chain);
        assertTrue(buffers > 0 && buffers <= 2 * ring.setup().size(), name);
        long out = 0;
        long in = 0;
        for (int j = 0; j < buffers; j++) {
            long length = Integer.toUnsignedLong(burst.length(burst.first(chain) + j));
            assertTrue(ring.memory.contains(burst.address(burst.first(chain) + j), length), name);
            if (j < burst.readable(chain)) {
                out += length;
            } else {
                in += length;
            }
        }
        assertEquals(out, Integer.toUnsignedLong(burst.outBytes()[chain]), name);
        assertEquals(in, Integer.toUnsignedLong(burst.inBytes()[chain]), name);
    }

    private static void assertBroken(DeviceRing ring, ChainBurst burst, String name) {
        burst.clear();
        ring.take(burst, burst.capacity());
        assertEquals(0, burst.count(), name);
        assertEquals(0, ring.look(), name);
        assertNotNull(ring.broken(), name);
        assertFalse(burst.faulty() > 0, name);
    }
}
