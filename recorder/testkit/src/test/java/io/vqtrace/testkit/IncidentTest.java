package io.vqtrace.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vqtrace.virtio.DeviceType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IncidentTest {
    private static final int REQUESTS = 400;

    @ParameterizedTest
    @EnumSource
    void losesNothingWhateverWasNegotiated(Incident incident) {
        for (long seed : Seeds.first(60)) {
            TestbedBuilder builder = TestbedTest.random(seed).incident(incident);
            if (incident == Incident.QUEUE_DISABLED) {
                builder.transport(TransportKind.MMIO);
            }
            Oracle oracle = builder.build().run(REQUESTS);
            String run = incident + " seed " + seed + ": " + oracle;
            assertFalse(oracle.stalled(), run);
            assertEquals(0, oracle.faults(), run);
            boolean net = builder.options().type == DeviceType.NET;
            long requests = 0;
            long corrupted = 0;
            for (QueueCounts queue : oracle.queues()) {
                boolean asks = !net || queue.queue() % 2 == 1;
                requests += asks ? queue.completed() : 0;
                corrupted += asks ? queue.corrupted() + queue.unknownUsed() : queue.unknownUsed();
            }
            assertEquals(REQUESTS, requests, run);
            assertEquals(0, corrupted, run);
        }
    }
}
