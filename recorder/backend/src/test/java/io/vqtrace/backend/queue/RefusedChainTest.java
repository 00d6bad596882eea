package io.vqtrace.backend.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vqtrace.backend.ring.ChainBurst;
import io.vqtrace.backend.ring.TestRing;
import io.vqtrace.recorder.QueueProbe;
import io.vqtrace.testkit.GuestMemory;
import io.vqtrace.testkit.ring.Buffers;
import io.vqtrace.testkit.ring.DriverRing;
import io.vqtrace.testkit.ring.RingLayout;
import io.vqtrace.trace.FaultReason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Chains that are refused are returned once, whatever becomes of those around them. */
class RefusedChainTest {
    private static final int RING = 16;
    private static final long NOWHERE = 1L << 50;

    private final GuestMemory guest = new GuestMemory(1 << 16);
    private final TestQueue queue = new TestQueue();
    private final ChainBurst burst = new ChainBurst(RING);

    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void chainsInFrontOfItCanBePutBack(boolean packed, boolean inOrder) {
        TestRing ring = new TestRing(guest, RingLayout.allocate(guest, packed, RING, false, false, inOrder));
        DriverRing driver = ring.driver;
        queue.start(ring.memory, ring.setup());
        long slot = guest.allocate(4, 4);
        int faults = 0;
        // Around the ring, so that positions wrap.
        for (int round = 0; round < 2 * RING; round++) {
            List<Integer> ids = new ArrayList<>();
            for (long address : new long[] {slot, slot, NOWHERE, NOWHERE, slot}) {
                ids.add(driver.add(new Buffers().writable(address, 4)));
                driver.publish();
            }
            assertEquals(2, queue.queue.take(burst));
            queue.queue.untake(burst, 1);
            useFirst();
            assertEquals(1, queue.queue.take(burst));
            useFirst();
            assertEquals(faults, queue.probe.faults.size());
            assertEquals(1, queue.queue.take(burst));
            assertEquals(faults += 2, queue.probe.faults.size());
            useFirst();
            assertEquals(0, queue.queue.take(burst));
            List<Integer> returned = new ArrayList<>();
            for (int id = driver.pollUsed(); id != DriverRing.NONE; id = driver.pollUsed()) {
                returned.add(id);
            }
            assertEquals(ids, returned);
        }
        assertEquals(
                List.of(FaultReason.ADDRESS_OUT_OF_RANGE.code()),
                queue.probe.faults.stream().distinct().toList());
    }

    private void useFirst() {
        queue.queue.use(burst.head(0), 1, QueueProbe.UNKNOWN);
        queue.queue.flush();
    }
}
