package io.vqtrace.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.recorder.CaptureLevel;
import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;
import io.vqtrace.trace.SuppressionReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The trace of a stall shows what the stall's description promises, in each window. */
class StallRecordingTest {
    private static final long EPOCH = new VirtualClock().epochNanos();

    @TempDir
    Path folder;

    /** What a trace says of the queue that stalled, from a little after the beginning on. */
    private record Evidence(Stall stall, Oracle oracle, int queue, RecordedRows rows, String run) {
        RecordedRows of(EventKind kind) {
            return rows.of(queue, kind).after(EPOCH + oracle.stallNanos() + StallTest.SETTLED_NANOS);
        }

        long suppressed(SuppressionReason reason) {
            return rows.of(queue, EventKind.INTERRUPT_SUPPRESSED)
                    .after(EPOCH + oracle.stallNanos() - 1)
                    .with(EventColumn.VALUE, reason.code())
                    .count();
        }

        long ended(int flag) {
            return rows.of(queue, EventKind.USED).rows().stream()
                    .filter(row -> (row[EventColumn.FLAGS.ordinal()] & flag) != 0)
                    .count();
        }

        long last(EventKind kind) {
            RecordedRows all = rows.of(queue, kind);
            return all.get(all.count() - 1, EventColumn.VALUE);
        }

        QueueCounts counts() {
            return oracle.queue(queue);
        }

        void none(EventKind kind) {
            assertEquals(0, of(kind).count(), kind + " " + run);
        }

        void some(EventKind kind) {
            assertTrue(of(kind).count() > 0, kind + " " + run);
        }
    }

    private Evidence record(Stall stall, long seed, CaptureLevel level, StallWindow window) throws IOException {
        TestbedBuilder testbed = StallTest.random(seed, stall);
        Path trace = folder.resolve(stall + "-" + seed + "-" + window + ".vqtrace");
        Oracle oracle = StallRecording.of(testbed).level(level).window(window).write(trace);
        int queue = testbed.options().stallPlan().queue();
        String run = stall + " seed " + seed + " " + window + " queue " + queue + ": " + oracle;
        assertFalse(Files.exists(folder.resolve(trace.getFileName() + ".recording")), run);
        return new Evidence(stall, oracle, queue, RecordedRows.of(trace), run);
    }

    @Test
    void segmentsOfTheBeginningAreDeleted() throws IOException {
        Path trace = folder.resolve("deleted.vqtrace");
        Oracle oracle = StallRecording.of(Testbed.builder()
                        .queues(2)
                        .workload(Workload.closedLoop(4).think(Duration.ofMillis(1)))
                        .stall(Stall.LOST_INTERRUPT)
                        .stallAt(StallTest.STALL_AT))
                .window(StallWindow.SEGMENTS_DELETED)
                .write(trace);
        RecordedRows rows = RecordedRows.of(trace);
        long from = EPOCH + oracle.stallNanos() + 200_000_000;
        assertTrue(rows.count() > 0);
        assertEquals(rows.count(), rows.after(from).count());
        assertEquals(0, rows.of(0, EventKind.USED).count());
    }

    @ParameterizedTest
    @EnumSource
    void showsWhatItsDescriptionSays(Stall stall) throws IOException {
        for (long seed : Seeds.first(2)) {
            Evidence seen = record(stall, seed, CaptureLevel.FULL, StallWindow.WHOLE);
            check(seen);
            assertEquals(inFlight(seen), seen.of(EventKind.OPEN).count(), seen.run());
        }
    }

    /** By the device's own count, chains that a reset ended taken off. */
    private static long inFlight(Evidence seen) {
        return seen.counts().popped() - seen.counts().used() - seen.ended(Observed.RESET);
    }

    private static void check(Evidence seen) {
        QueueCounts counts = seen.counts();
        switch (seen.stall()) {
            case LOST_KICK, KICK_NOT_SENT, STALE_AVAIL_EVENT -> {
                seen.none(EventKind.KICK);
                seen.none(EventKind.POP);
                seen.some(EventKind.AVAIL);
            }
            case KICKS_LEFT_OFF -> {
                seen.none(EventKind.KICK);
                seen.some(EventKind.AVAIL);
                assertEquals(1, seen.last(EventKind.KICK_ARM) >>> (seen.last(EventKind.KICK_ARM) > 1 ? 16 : 0));
            }
            case LOST_INTERRUPT, USED_NOT_REAPED -> {
                assertTrue(counts.used() > counts.completed(), seen.run());
                seen.none(EventKind.OPEN);
            }
            case INTERRUPT_NOT_SENT -> {
                seen.none(EventKind.INTERRUPT);
                assertTrue(counts.used() > counts.completed(), seen.run());
                assertTrue(seen.suppressed(SuppressionReason.EVENT_INDEX) < counts.used() - counts.completed());
            }
            case FROZEN_USED_EVENT -> {
                seen.none(EventKind.INTERRUPT);
                assertTrue(seen.suppressed(SuppressionReason.EVENT_INDEX) > 0, seen.run());
            }
            case INTERRUPTS_LEFT_OFF -> {
                seen.none(EventKind.INTERRUPT);
                assertTrue(seen.suppressed(SuppressionReason.FLAGS) > 0, seen.run());
            }
            case MODERATION_TIMER_LOST -> {
                seen.none(EventKind.INTERRUPT);
                assertTrue(seen.suppressed(SuppressionReason.DELAYED) > 0, seen.run());
            }
            case NOTHING_TAKEN -> {
                seen.none(EventKind.POP);
                assertTrue(counts.published() > counts.popped(), seen.run());
            }
            case BACKEND_HUNG, NEEDS_RESET_IGNORED -> {
                seen.none(EventKind.USED);
                seen.some(EventKind.OPEN);
            }
            case BACKEND_HUNG_ONCE -> {
                RecordedRows open = seen.rows().of(seen.queue(), EventKind.OPEN);
                long old = open.rows().stream()
                        .filter(row -> row[EventColumn.SINCE_NS.ordinal()] > StallTest.SETTLED_NANOS)
                        .count();
                assertEquals(1, old, seen.run());
            }
            case QUEUE_FULL -> {
                // Used chains that the driver has not taken back yet occupy the ring, too.
                assertTrue(counts.published() - counts.completed() > 64, seen.run());
                seen.some(EventKind.USED);
            }
            case QUEUE_DISABLED, DEVICE_RESET_IN_FLIGHT, QUEUE_RESET_IN_FLIGHT -> {
                seen.none(EventKind.POP);
                seen.none(EventKind.OPEN);
                assertTrue(seen.ended(Observed.RESET) > 0, seen.run());
            }
            case RX_STARVED -> {
                seen.some(EventKind.DROP);
                assertEquals(counts.published(), counts.completed(), seen.run());
            }
            case DRIVER_SILENT -> {
                seen.none(EventKind.OPEN);
                assertEquals(counts.published(), counts.completed(), seen.run());
            }
            case SLOW_BACKEND -> {
                seen.some(EventKind.USED);
                assertTrue(counts.lastCompletedNanos() > seen.oracle().endNanos() - StallTest.SETTLED_NANOS);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SEGMENTS_DELETED")
    void canBeCut(StallWindow window) throws IOException {
        for (Stall stall : List.of(Stall.LOST_KICK, Stall.FROZEN_USED_EVENT, Stall.BACKEND_HUNG, Stall.RX_STARVED)) {
            CaptureLevel level = stall.ordinal() % 2 == 0 ? CaptureLevel.REQUESTS : CaptureLevel.FULL;
            Evidence seen = record(stall, 5, level, window);
            long begin = EPOCH + seen.oracle().stallNanos();
            RecordedRows before = new RecordedRows(seen.rows().rows().stream()
                    .filter(row -> row[EventColumn.TS.ordinal()] < begin)
                    .toList());
            assertEquals(window.showsBeginning(), before.count() > 0, seen.run());
            long lasts = seen.oracle().endNanos() - seen.oracle().stallNanos();
            assertEquals(window.lasts().toNanos(), lasts, seen.run());
            RecordedRows atEnd = seen.rows()
                    .of(seen.queue(), EventKind.OPEN)
                    .after(EPOCH + seen.oracle().endNanos() - 1);
            assertEquals(inFlight(seen), atEnd.count(), seen.run());
            Path trace = folder.resolve(stall + "-5-" + window + ".vqtrace");
            boolean closed = Files.readString(trace.resolve("trace.json")).contains("\"closed\": true");
            assertEquals(window != StallWindow.KILLED, closed, seen.run());
        }
    }

    /** What nobody looked at is not in the trace: then a lost kick is a silent driver. */
    @Test
    void withoutALookALostKickLeavesNothing() throws IOException {
        Path trace = folder.resolve("asleep.vqtrace");
        Oracle oracle = StallRecording.of(
                        Testbed.builder().stall(Stall.LOST_KICK).stallAt(StallTest.STALL_AT))
                .withoutLook()
                .write(trace);
        RecordedRows rows = RecordedRows.of(trace);
        assertTrue(oracle.queue(0).published() > oracle.queue(0).popped(), oracle.toString());
        assertTrue(rows.count() > 0);
        assertEquals(
                0,
                rows.after(EPOCH + oracle.stallNanos() + StallTest.SETTLED_NANOS)
                        .count());
    }
}
