package io.vqtrace.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RealTimeTest {
    private static final int REQUESTS = 50_000;

    /** Two threads, every ring layout: the release and acquire of sections 2.7.13.3 and 2.8.21.1 must hold. */
    @Test
    void payloadsArriveAcrossThreads() {
        for (int variant = 0; variant < 8; variant++) {
            Oracle oracle = testbed(variant).run(REQUESTS);
            assertEquals(REQUESTS, oracle.completed(), "variant " + variant);
            assertEquals(0, oracle.faults(), "variant " + variant);
            for (QueueCounts queue : oracle.queues()) {
                assertEquals(0, queue.failed() + queue.corrupted() + queue.unknownUsed(), queue.toString());
            }
        }
    }

    private static Testbed testbed(int variant) {
        return Testbed.builder()
                .realTime()
                .packed((variant & 1) != 0)
                .eventIdx((variant & 2) != 0)
                .indirect((variant & 4) != 0)
                .queues(2)
                .ringSize(64)
                .workload(Workload.closedLoop(16).sizes(512, 512))
                .servers(64)
                .serviceTime(ServiceTime.constant(Duration.ZERO))
                .build();
    }

    /** The driver's thread is this one; the device's is new in each run, so that its share is what the heap says. */
    @Test
    void nothingIsAllocatedForARequest() {
        Testbed testbed = testbed(0);
        testbed.run(REQUESTS);
        testbed.run(REQUESTS);
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        testbed.run(REQUESTS);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < REQUESTS, allocated + " bytes for " + REQUESTS + " requests");
    }
}
