package io.vqtrace.testkit;

import org.junit.jupiter.api.Test;

class ViolationTest {
    @Test
    void show() {
        for (Violation violation : Violation.values()) {
            try {
                Oracle oracle = Testbed.builder().violation(violation).build().run(400);
                QueueCounts q = oracle.queue(0);
                System.out.println(violation + " violated=" + oracle.violated() + " stalled=" + oracle.stalled()
                        + " completed=" + oracle.completed() + " faults=" + oracle.faults() + " failed=" + q.failed()
                        + " corrupted=" + q.corrupted() + " unknown=" + q.unknownUsed());
            } catch (RuntimeException e) {
                System.out.println(violation + " " + e);
            }
        }
    }
}
