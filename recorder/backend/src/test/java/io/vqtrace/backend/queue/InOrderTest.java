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
import org.junit.jupiter.params.provider.ValueSource;

/** VIRTIO_F_IN_ORDER: whatever is completed first, the driver gets chains back as it made them available (section 2.7.9). */
class InOrderTest {
    private static final int RING = 16;
    private static final long NOWHERE = 1L << 50;

    private final GuestMemory guest = new GuestMemory(1 << 16);
    private final TestQueue queue = new TestQueue();
    private final ChainBurst burst = new ChainBurst(RING);
    private DriverRing driver;

    private void start(boolean packed) {
        TestRing ring = new TestRing(guest, RingLayout.allocate(guest, packed, RING, false, false, true));
        driver = ring.driver;
        queue.start(ring.memory, ring.setup());
    }

    private int publish(long address) {
        int id = driver.add(new Buffers().writable(address, 4));
        driver.publish();
        return id;
    }

    private void use(int chain) {
        queue.queue.use(burst.head(chain), chain, QueueProbe.UNKNOWN);
        queue.queue.flush();
    }

    private List<Integer> returned() {
        List<Integer> ids = new ArrayList<>();
        for (int id = driver.pollUsed(); id != DriverRing.NONE; id = driver.pollUsed()) {
            ids.add(id);
        }
        return ids;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void laterCompletionsWaitForTheEarlier(boolean packed) {
        start(packed);
        long slot = guest.allocate(4, 4);
        // Around the ring, so that positions wrap.
        for (int round = 0; round < 2 * RING; round++) {
            List<Integer> ids = List.of(publish(slot), publish(slot), publish(slot));
            assertEquals(3, queue.queue.take(burst));
            use(2);
            use(1);
            assertEquals(List.of(), returned());
            use(0);
            assertEquals(ids, returned());
        }
        assertEquals(3 * 2 * RING, queue.probe.used.size());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void burstsGoOutWithWhatWaitsForThem(boolean packed) {
        start(packed);
        long slot = guest.allocate(4, 4);
        int[] lengths = new int[RING];
        for (int round = 0; round < 2 * RING; round++) {
            List<Integer> ids = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                ids.add(publish(slot));
            }
            assertEquals(5, queue.queue.take(burst));
            use(2);
            queue.queue.useBurst(burst, 2, lengths);
            queue.queue.flush();
            assertEquals(ids.subList(0, 3), returned());
            queue.queue.untake(burst, 4);
            use(3);
            assertEquals(ids.subList(3, 4), returned());
            assertEquals(1, queue.queue.take(burst));
            queue.queue.useBurst(burst, 1, lengths);
            queue.queue.flush();
            assertEquals(ids.subList(4, 5), returned());
        }
        assertEquals(5 * 2 * RING, queue.probe.used.size());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void refusedChainsKeepTheirPlace(boolean packed) {
        start(packed);
        long slot = guest.allocate(4, 4);
        List<Integer> ids = List.of(publish(slot), publish(NOWHERE), publish(slot));
        assertEquals(1, queue.queue.take(burst));
        int first = burst.head(0);
        assertEquals(1, queue.queue.take(burst));
        assertEquals(List.of(FaultReason.ADDRESS_OUT_OF_RANGE.code()), queue.probe.faults);
        use(0);
        assertEquals(List.of(), returned(), "the refused one and the last wait for the first");
        queue.queue.use(first, 0, QueueProbe.UNKNOWN);
        queue.queue.flush();
        assertEquals(ids, returned());
    }
}
