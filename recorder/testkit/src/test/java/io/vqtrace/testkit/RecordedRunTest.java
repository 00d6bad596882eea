package io.vqtrace.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.recorder.CaptureLevel;
import io.vqtrace.recorder.VirtioRecorder;
import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.SuppressionReason;
import io.vqtrace.virtio.DeviceType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recorded run is what the testbed says it was: the recorder's rows against the oracle's counts. */
class RecordedRunTest {
    private static final int REQUESTS = 300;

    @TempDir
    Path folder;

    @Test
    void theTraceTellsWhatTheOracleCounted() throws IOException {
        for (long seed : Seeds.first(30)) {
            CaptureLevel level = seed % 2 == 0 ? CaptureLevel.FULL : CaptureLevel.REQUESTS;
            VirtualClock clock = new VirtualClock();
            Path trace = folder.resolve("seed-" + seed + ".vqtrace");
            Oracle oracle;
            try (VirtioRecorder recorder = VirtioRecorder.builder(trace)
                    .clock(clock)
                    .level(level)
                    .memory(8 << 20)
                    .open()) {
                oracle = TestbedTest.random(seed)
                        .clock(clock)
                        .probe(recorder.device("testbed", DeviceType.BLK))
                        .requestTimes()
                        .build()
                        .run(REQUESTS);
            }
            RecordedRows rows = RecordedRows.of(trace);
            for (QueueCounts queue : oracle.queues()) {
                compare("seed " + seed + " queue " + queue.queue(), rows, queue, clock);
            }
            if (level == CaptureLevel.FULL) {
                long taken =
                        oracle.queues().stream().mapToLong(QueueCounts::popped).sum();
                long recorded =
                        rows.with(EventColumn.KIND, EventKind.POP.code()).count();
                assertEquals(taken, recorded, "seed " + seed);
            }
        }
    }

    private static void compare(String run, RecordedRows rows, QueueCounts queue, VirtualClock clock) {
        int index = queue.queue();
        RecordedRows interrupts = rows.of(index, EventKind.INTERRUPT);
        RecordedRows suppressed = rows.of(index, EventKind.INTERRUPT_SUPPRESSED);
        assertEquals(queue.kicks(), rows.of(index, EventKind.KICK).count(), run);
        assertEquals(queue.drops(), rows.of(index, EventKind.DROP).count(), run);
        assertEquals(queue.faults(), rows.of(index, EventKind.FAULT).count(), run);
        assertEquals(queue.interrupts(), interrupts.count(), run);
        assertEquals(queue.notified(), interrupts.sum(EventColumn.COUNT), run);
        assertEquals(queue.suppressedFlags(), count(suppressed, SuppressionReason.FLAGS), run);
        assertEquals(queue.suppressedEventIndex(), count(suppressed, SuppressionReason.EVENT_INDEX), run);
        assertEquals(queue.delayed(), count(suppressed, SuppressionReason.DELAYED), run);
        assertEquals(oldest(queue.requests()), ages(interrupts), run);
        requests(run, rows.of(index, EventKind.USED), queue.requests(), clock.epochNanos() - clock.nanoTime());
    }

    private static long count(RecordedRows rows, SuppressionReason reason) {
        return rows.with(EventColumn.VALUE, reason.code()).count();
    }

    /** For each interrupt the age of the oldest completion that it delivers. */
    private static List<Long> oldest(List<RequestTimes> requests) {
        List<Long> ages = new ArrayList<>();
        long last = RequestTimes.NOT_NOTIFIED;
        for (RequestTimes request : requests) {
            if (request.notified() != RequestTimes.NOT_NOTIFIED && request.notified() != last) {
                ages.add(request.notified() - request.used());
                last = request.notified();
            }
        }
        return ages;
    }

    private static List<Long> ages(RecordedRows interrupts) {
        return interrupts.rows().stream()
                .map(row -> row[EventColumn.SINCE_NS.ordinal()])
                .toList();
    }

    private static void requests(String run, RecordedRows used, List<RequestTimes> requests, long epoch) {
        assertEquals(requests.size(), used.count(), run);
        for (int i = 0; i < requests.size(); i++) {
            RequestTimes expected = requests.get(i);
            String request = run + " request " + i + " " + expected;
            assertEquals(expected.used() + epoch, used.get(i, EventColumn.TS), request);
            assertEquals(expected.used() - expected.popped(), used.get(i, EventColumn.SINCE_NS), request);
            assertEquals(expected.popped() - expected.seen(), used.get(i, EventColumn.WAIT_NS), request);
            assertEquals(expected.head(), used.get(i, EventColumn.HEAD), request);
            assertEquals(expected.inFlight(), used.get(i, EventColumn.IN_FLIGHT), request);
            assertTrue(used.get(i, EventColumn.OUTSTANDING) >= expected.inFlight(), request);
        }
    }
}
