package io.vqtrace.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;
import io.vqtrace.trace.SuppressionReason;
import io.vqtrace.virtio.DeviceType;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kicks, interrupts and what an interrupt delivers; drops and faults. */
class NotificationRecordTest {
    @TempDir
    Path temp;

    private final SteppedClock clock = new SteppedClock();

    private VirtioRecorder open() throws Exception {
        return VirtioRecorder.builder(temp.resolve("trace"))
                .clock(clock)
                .memory(1 << 20)
                .open();
    }

    private List<TraceRow> rows(EventKind kind) throws Exception {
        return TraceRows.rows(temp.resolve("trace"), kind);
    }

    @Test
    void interruptDeliversNotifiedAndDelayedCompletionsOnly() throws Exception {
        try (VirtioRecorder recorder = open()) {
            QueueProbe queue = recorder.device("net", DeviceType.NET).queue(0, 16);
            queue.used(1, 0);
            clock.pass(1);
            queue.interruptSuppressed(SuppressionReason.EVENT_INDEX.code());
            queue.used(2, 0);
            clock.pass(10);
            queue.used(3, 0);
            queue.interruptSuppressed(SuppressionReason.DELAYED.code());
            clock.pass(100);
            queue.usedBurst(2, new int[] {4, 5}, null);
            queue.interruptSuppressed(SuppressionReason.DELAYED.code());
            queue.interruptSuppressed(SuppressionReason.DELAYED.code());
            clock.pass(1000);
            queue.used(6, 0);
            queue.interruptSuppressed(SuppressionReason.FLAGS.code());
            queue.used(7, 0);
            queue.interrupt(5);
            queue.interrupt(QueueProbe.UNKNOWN);
        }
        List<TraceRow> suppressed = rows(EventKind.INTERRUPT_SUPPRESSED);
        assertEquals(
                List.of(1L, 2L, 2L, 0L, 1L),
                suppressed.stream().map(row -> row.get(EventColumn.COUNT)).toList());
        assertEquals(
                List.of(2L, 3L, 3L, 3L, 1L),
                suppressed.stream().map(row -> row.get(EventColumn.VALUE)).toList());
        List<TraceRow> interrupts = rows(EventKind.INTERRUPT);
        assertEquals(5, interrupts.get(0).get(EventColumn.COUNT));
        assertEquals(1110, interrupts.get(0).get(EventColumn.SINCE_NS));
        assertEquals(5, interrupts.get(0).get(EventColumn.VALUE));
        assertEquals(0, interrupts.get(1).get(EventColumn.COUNT));
        assertFalse(interrupts.get(1).has(Observed.SINCE_NS));
        assertFalse(interrupts.get(1).has(Observed.VALUE));
    }

    @Test
    void kickHasItsDataWhereThereIsAny() throws Exception {
        try (VirtioRecorder recorder = open()) {
            QueueProbe queue = recorder.device("net", DeviceType.NET).queue(0, 16);
            queue.kick();
            queue.kick(0x8000_0001);
            queue.kickArm(1);
            queue.interruptArm(1);
        }
        List<TraceRow> kicks = rows(EventKind.KICK);
        assertFalse(kicks.get(0).has(Observed.VALUE));
        assertEquals(0x8000_0001L, kicks.get(1).get(EventColumn.VALUE));
        assertEquals(2, TraceRows.rows(temp.resolve("trace")).size());
    }

    @Test
    void dropsFaultsAndConfigurationInterruptsComeFromAnyThread() throws Exception {
        try (VirtioRecorder recorder = open()) {
            DeviceProbe device = recorder.device("net", DeviceType.NET);
            QueueProbe queue = device.queue(2, 16);
            Thread other = new Thread(() -> {
                queue.drop(3, 4500);
                queue.fault(2);
                device.configChanged(0);
            });
            other.start();
            other.join();
            queue.kick();
        }
        TraceRow drop = rows(EventKind.DROP).get(0);
        assertEquals(3, drop.get(EventColumn.COUNT));
        assertEquals(4500, drop.get(EventColumn.VALUE));
        assertEquals(2, drop.get(EventColumn.QUEUE));
        assertEquals(2, rows(EventKind.FAULT).get(0).get(EventColumn.VALUE));
        TraceRow interrupt = rows(EventKind.INTERRUPT).get(0);
        assertEquals(EventColumn.NO_QUEUE, interrupt.get(EventColumn.QUEUE));
        assertTrue(interrupt.has(Observed.VALUE));
        assertEquals(drop.get(EventColumn.THREAD), interrupt.get(EventColumn.THREAD));
        assertEquals(1, drop.get(EventColumn.THREAD));
        assertEquals(2, rows(EventKind.KICK).get(0).get(EventColumn.THREAD));
    }
}
