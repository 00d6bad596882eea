package io.vqtrace.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.virtio.DeviceType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Whatever threads, memory and stalls of the drain: what was offered is what was recorded and what was dropped, thread by
 * thread; and the trace is what was offered but for exactly what its gaps count.
 *
 * <p>Each thread has queues of its own and numbers its events by the NOTIFICATION_DATA of kicks, so that a missing number is
 * a lost event and a GAP row in its place has to count it.
 */
class AccountingPropertyTest {
    @TempDir
    Path temp;

    private record Schedule(int producers, int rings, long memory, int events, int stallMicros, Duration flush) {
        static Schedule of(Random random) {
            int rings = 1 + random.nextInt(4);
            return new Schedule(
                    1 + random.nextInt(6),
                    rings,
                    (160L << 10) + random.nextInt(1 << 20),
                    1 + random.nextInt(60_000),
                    random.nextInt(3) * random.nextInt(20_000),
                    Duration.ofMillis(1 + random.nextInt(200)));
        }
    }

    @Test
    void traceIsTheOfferedSequenceMinusItsGaps() throws Exception {
        long droppedInAll = 0;
        for (long seed : Seeds.first(25)) {
            droppedInAll += run(seed);
        }
        assertTrue(droppedInAll > 0, "no schedule overloaded the recorder, so that nothing was shown");
    }

    private long run(long seed) throws Exception {
        Random random = new Random(seed);
        Schedule schedule = Schedule.of(random);
        String context = "seed " + seed + ": " + schedule;
        Path trace = temp.resolve("trace-" + seed);
        VirtioRecorder recorder = VirtioRecorder.builder(trace)
                .memory(schedule.memory)
                .threads(schedule.rings)
                .flushInterval(schedule.flush)
                .segmentBytes(1 << 20)
                .open();
        Random stalls = new Random(seed);
        recorder.beforeDrainPass(() -> {
            if (schedule.stallMicros > 0) {
                LockSupport.parkNanos(1000L * stalls.nextInt(schedule.stallMicros));
            }
        });
        produce(recorder, schedule, random);
        recorder.close();
        RecorderStatus status = recorder.status();
        long offered = (long) schedule.producers * schedule.events;
        assertEquals(offered, status.offered(), context);
        assertEquals(status.offered(), status.recorded() + status.dropped(), context);
        assertEquals(status.recorded(), status.written(), context);
        assertEquals(
                status.recorded(),
                status.threads().stream()
                        .mapToLong(RecorderStatus.ThreadStatus::recorded)
                        .sum(),
                context);
        checkSequence(trace, schedule, status, context);
        checkManifest(trace, status, context);
        return status.dropped();
    }

    private static void produce(VirtioRecorder recorder, Schedule schedule, Random random) throws Exception {
        DeviceProbe device = recorder.device("net", DeviceType.NET);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < schedule.producers; i++) {
            QueueProbe queue = device.queue(i, 64);
            int pauseEvery = 1 + random.nextInt(20_000);
            threads.add(new Thread(() -> {
                for (int n = 0; n < schedule.events; n++) {
                    queue.kick(n);
                    if (n % pauseEvery == pauseEvery - 1) {
                        LockSupport.parkNanos(300_000);
                    }
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void checkSequence(Path trace, Schedule schedule, RecorderStatus status, String context)
            throws Exception {
        Map<Long, List<TraceRow>> byQueue = new HashMap<>();
        for (List<TraceRow> batch : TraceRows.batches(trace)) {
            long last = Long.MIN_VALUE;
            for (TraceRow row : batch) {
                assertTrue(row.get(EventColumn.TS) >= last, () -> "a batch goes back in time, " + context + ", " + row);
                last = row.get(EventColumn.TS);
                byQueue.computeIfAbsent(row.get(EventColumn.QUEUE), queue -> new ArrayList<>())
                        .add(row);
            }
        }
        long gaps = 0;
        for (long queue = 0; queue < schedule.producers; queue++) {
            List<TraceRow> rows = byQueue.get(queue);
            // A thread may have changed from the shared ring to one of its own.
            rows.sort(Comparator.comparingLong(row -> row.get(EventColumn.TS)));
            long expected = 0;
            for (TraceRow row : rows) {
                if (row.kind() == EventKind.GAP) {
                    gaps += row.get(EventColumn.COUNT);
                    expected += row.get(EventColumn.COUNT);
                } else {
                    assertEquals(expected++, row.get(EventColumn.VALUE), () -> context + ", " + row);
                }
            }
            assertEquals(schedule.events, expected, context + ", queue " + queue);
        }
        assertEquals(status.dropped(), gaps, context);
    }

    private static void checkManifest(Path trace, RecorderStatus status, String context) {
        JsonNode manifest = TraceRows.manifest(trace);
        JsonNode recorder = manifest.get("recorder");
        assertEquals(status.offered(), recorder.get("offered").asLong(), context);
        assertEquals(status.recorded(), recorder.get("recorded").asLong(), context);
        assertEquals(status.dropped(), recorder.get("dropped").asLong(), context);
        assertEquals(status.dropped(), manifest.get("counts").get("dropped").asLong(), context);
        assertEquals(status.threads().size(), recorder.get("threads").size(), context);
        assertTrue(manifest.get("closed").asBoolean(), context);
    }
}
