package io.vqtrace.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.FaultReason;
import io.vqtrace.virtio.DeviceType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each trigger, from the probe's call to the dump, on virtual time. */
class RecorderTriggerTest {
    private static final long MS = 1_000_000;
    private static final int SIZE = 32;

    @TempDir
    Path folder;

    private final SteppedClock clock = new SteppedClock();
    private VirtioRecorder recorder;
    private QueueProbe disk;
    private QueueProbe rx;

    @BeforeEach
    void open() throws IOException {
        recorder = VirtioRecorder.builder(folder)
                .clock(clock)
                .memory(2 << 20)
                .threads(2)
                .flight(Duration.ofSeconds(5))
                .lookForward(Duration.ZERO)
                .minDumpInterval(Duration.ofSeconds(30))
                .trigger(Trigger.slowRequest(Duration.ofMillis(20)))
                .trigger(Trigger.ringFull(Duration.ofMillis(50)))
                .trigger(Trigger.stalled(Duration.ofMillis(100)))
                .trigger(Trigger.drop())
                .trigger(Trigger.fault())
                .open();
        disk = recorder.device("disk0", DeviceType.BLK).queue(0, SIZE);
        rx = recorder.device("net0", DeviceType.NET).queue(0, SIZE);
    }

    @AfterEach
    void close() {
        recorder.close();
    }

    /** A run that nobody complains about, full of what is healthy on the one kind of queue and not on the other. */
    private void healthy(Random random, int requests) {
        for (int head = 0; head < SIZE; head++) {
            rx.pop(head, 1, 0, 1500);
        }
        for (int i = 0; i < requests; i++) {
            int depth = 1 + random.nextInt(SIZE);
            disk.avail(depth, QueueProbe.UNKNOWN);
            for (int head = 0; head < depth; head++) {
                disk.pop(head, 1, 512, 0, 1, i);
            }
            clock.pass(random.nextInt((int) (18 * MS)));
            for (int head = 0; head < depth; head++) {
                disk.used(head, 1, 0);
            }
            if (random.nextInt(10) == 0) {
                recorder.flush();
                clock.pass(random.nextInt((int) (500 * MS)));
            }
            if (random.nextInt(50) == 0) {
                rx.used(i % SIZE, 60);
                rx.pop(i % SIZE, 1, 0, 1500);
            }
        }
    }

    private String cause(Trigger.Kind kind) {
        switch (kind) {
            case SLOW_REQUEST -> {
                disk.pop(7, 3, 512, 0, 1, 4711);
                clock.pass(52_340_000);
                disk.used(7, 1, 0);
                return "slow request: disk0 queue 0 head 7 took 52.3 ms, threshold 20 ms";
            }
            case RING_FULL -> {
                disk.avail(SIZE, QueueProbe.UNKNOWN);
                for (int i = 0; i < 60; i++) {
                    disk.pop(i % SIZE, 1, 512, 0, 1, i);
                    clock.pass(MS);
                    recorder.flush();
                    disk.used(i % SIZE, 1, 0);
                    disk.avail(1, QueueProbe.UNKNOWN);
                }
                return "ring full: disk0 queue 0 occupied 32 of 32 entries";
            }
            case STALLED -> {
                // Published and never taken: no request is slow.
                disk.avail(3, QueueProbe.UNKNOWN);
                for (int i = 0; i < 120; i++) {
                    recorder.flush();
                    clock.pass(MS);
                }
                return "stalled: disk0 queue 0 completed nothing for ";
            }
            case DROP -> {
                rx.drop(12, 18_000);
                return "drop: net0 queue 0 lost 12 packets, 18000 bytes";
            }
            case FAULT -> {
                disk.fault(FaultReason.CHAIN_TOO_LONG.code());
                return "fault: disk0 queue 0 chain_too_long (virtio 1.4 section 2.7.5.2)";
            }
        }
        throw new AssertionError(kind);
    }

    private List<Path> dumps() throws IOException {
        try (Stream<Path> dumps = Files.list(folder)) {
            return dumps.sorted().toList();
        }
    }

    @ParameterizedTest
    @EnumSource(Trigger.Kind.class)
    void firesForItsCauseAndDumps(Trigger.Kind kind) throws Exception {
        healthy(new Random(3), 200);
        recorder.flush();
        assertEquals(
                0, recorder.status().triggersFired(), () -> recorder.status().lastTrigger());
        String reason = cause(kind);
        recorder.flush();
        assertEquals(1, recorder.status().triggersFired());
        String told = recorder.status().lastTrigger();
        assertTrue(told.startsWith(reason), told);
        recorder.close();
        assertEquals(1, dumps().size());
        RecordedTrace trace = RecordedTrace.read(dumps().get(0));
        assertEquals("\"" + kind.label() + "\"", trace.field("trigger"));
        assertEquals("\"" + told + "\"", trace.field("reason"));
        assertTrue(dumps().get(0).getFileName().toString().contains("-" + kind.label() + "-"), dumps()::toString);
        if (kind == Trigger.Kind.SLOW_REQUEST) {
            assertTrue(trace.values(EventKind.USED, EventColumn.VALUE).contains(4711L), "the cause is in the dump");
        }
    }

    static long[] seeds() {
        return Seeds.first(8);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void neverFiresOnAHealthyRun(long seed) throws Exception {
        healthy(new Random(seed), 1_000);
        recorder.flush();
        assertEquals(
                0,
                recorder.status().triggersFired(),
                () -> "seed " + seed + ": " + recorder.status().lastTrigger());
        assertEquals(List.of(), dumps());
    }

    @Test
    void rateLimitCountsAndEnds() throws Exception {
        for (int i = 0; i < 5; i++) {
            cause(Trigger.Kind.SLOW_REQUEST);
            recorder.flush();
        }
        assertEquals(1, recorder.status().triggersFired());
        assertEquals(4, recorder.status().triggersSuppressed());
        clock.pass(30_000 * MS);
        cause(Trigger.Kind.SLOW_REQUEST);
        recorder.flush();
        assertEquals(2, recorder.status().triggersFired());
        recorder.close();
        assertEquals(2, dumps().size());
    }

    @Test
    void nothingFiresWhileStopped() throws Exception {
        recorder.stop();
        for (Trigger.Kind kind : Trigger.Kind.values()) {
            cause(kind);
        }
        recorder.flush();
        assertEquals(0, recorder.status().triggersFired());
        assertEquals(List.of(), dumps());
    }
}
