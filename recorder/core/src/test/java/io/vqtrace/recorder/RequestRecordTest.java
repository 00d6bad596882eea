package io.vqtrace.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;
import io.vqtrace.virtio.DeviceType;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the row of a request tells of its past, and how requests end. */
class RequestRecordTest {
    @TempDir
    Path temp;

    private final SteppedClock clock = new SteppedClock();
    private Path trace;

    @BeforeEach
    void nameTrace() {
        trace = temp.resolve("requests.vqtrace");
    }

    private VirtioRecorder open(CaptureLevel level) throws Exception {
        return VirtioRecorder.builder(trace)
                .clock(clock)
                .level(level)
                .memory(1 << 20)
                .open();
    }

    @Test
    void usedRowHoldsEverythingKnownOfTheRequest() throws Exception {
        try (VirtioRecorder recorder = open(CaptureLevel.REQUESTS)) {
            recorder.device("net", DeviceType.NET);
            QueueProbe queue = recorder.device("disk", DeviceType.BLK).queue(3, 128);
            queue.avail(2, 2);
            clock.pass(10);
            queue.pop(100, 3, 16, 4096, 1, 777);
            clock.pass(5);
            queue.pop(7);
            clock.pass(100);
            queue.used(100, 4097, 2);
        }
        TraceRow row = TraceRows.rows(trace, EventKind.USED).get(0);
        assertEquals(SteppedClock.EPOCH + 115, row.get(EventColumn.TS));
        assertEquals(105, row.get(EventColumn.SINCE_NS));
        assertEquals(777, row.get(EventColumn.VALUE));
        assertEquals(10, row.get(EventColumn.WAIT_NS));
        assertEquals(16, row.get(EventColumn.OUT_BYTES));
        assertEquals(4096, row.get(EventColumn.IN_BYTES));
        assertEquals(4097, row.get(EventColumn.USED_BYTES));
        assertEquals(3, row.get(EventColumn.COUNT));
        assertEquals(1, row.get(EventColumn.DEVICE));
        assertEquals(3, row.get(EventColumn.QUEUE));
        assertEquals(1, row.get(EventColumn.THREAD));
        assertEquals(100, row.get(EventColumn.HEAD));
        assertEquals(1, row.get(EventColumn.IN_FLIGHT));
        assertEquals(2, row.get(EventColumn.OUTSTANDING));
        assertEquals(1, row.get(EventColumn.OP));
        assertEquals(2, row.get(EventColumn.STATUS));
        int all = 0xffff & ~(Observed.RING_IDX | Observed.RETURNED | Observed.RESET);
        assertEquals(all, row.get(EventColumn.FLAGS));
    }

    @Test
    void unknownNumbersAreNotObservedAndZero() throws Exception {
        try (VirtioRecorder recorder = open(CaptureLevel.REQUESTS)) {
            QueueProbe queue = recorder.device("disk", DeviceType.BLK).queue(0, 128);
            queue.pop(1);
            queue.used(1, QueueProbe.UNKNOWN);
        }
        TraceRow row = TraceRows.rows(trace, EventKind.USED).get(0);
        int known = Observed.SINCE_NS | Observed.THREAD | Observed.HEAD | Observed.IN_FLIGHT;
        assertEquals(known, row.get(EventColumn.FLAGS));
        for (EventColumn column : List.of(
                EventColumn.VALUE,
                EventColumn.WAIT_NS,
                EventColumn.OUT_BYTES,
                EventColumn.IN_BYTES,
                EventColumn.USED_BYTES,
                EventColumn.COUNT,
                EventColumn.OUTSTANDING,
                EventColumn.OP,
                EventColumn.STATUS)) {
            assertEquals(0, row.get(column), column.columnName());
        }
    }

    @Test
    void popRowsExistAtLevelFullOnly() throws Exception {
        try (VirtioRecorder recorder = open(CaptureLevel.FULL)) {
            QueueProbe queue = recorder.device("disk", DeviceType.BLK).queue(0, 128);
            queue.avail(1, 41);
            queue.pop(5, 2, 1, 2, 2, 9);
            queue.kickArm(3);
            queue.interruptArm(4);
        }
        List<TraceRow> rows = TraceRows.rows(trace);
        assertEquals(
                List.of(EventKind.AVAIL, EventKind.POP, EventKind.KICK_ARM, EventKind.INTERRUPT_ARM, EventKind.OPEN),
                rows.stream().map(TraceRow::kind).toList());
        assertEquals(41, rows.get(0).get(EventColumn.RING_IDX));
        assertEquals(1, rows.get(0).get(EventColumn.COUNT));
        assertEquals(0, rows.get(1).get(EventColumn.RING_IDX));
        assertEquals(5, rows.get(1).get(EventColumn.HEAD));
        assertFalse(rows.get(1).has(Observed.SINCE_NS));
        assertEquals(3, rows.get(2).get(EventColumn.VALUE));
        assertEquals(4, rows.get(3).get(EventColumn.VALUE));
    }

    @Test
    void requestInFlightAtTheEndIsOpen() throws Exception {
        try (VirtioRecorder recorder = open(CaptureLevel.REQUESTS)) {
            QueueProbe queue = recorder.device("disk", DeviceType.BLK).queue(0, 128);
            queue.pop(9, 1, 10, 20, 1, 30);
            clock.pass(1000);
        }
        List<TraceRow> open = TraceRows.rows(trace, EventKind.OPEN);
        assertEquals(1, open.size());
        assertEquals(9, open.get(0).get(EventColumn.HEAD));
        assertEquals(1000, open.get(0).get(EventColumn.SINCE_NS));
        assertEquals(30, open.get(0).get(EventColumn.VALUE));
        assertTrue(open.get(0).has(Observed.SINCE_NS | Observed.VALUE | Observed.HEAD));
    }

    @Test
    void headTakenTwiceEndsTheEarlierRequestAsReturned() throws Exception {
        try (VirtioRecorder recorder = open(CaptureLevel.REQUESTS)) {
            QueueProbe queue = recorder.device("disk", DeviceType.BLK).queue(0, 128);
            queue.pop(9);
            clock.pass(10);
            queue.pop(9);
            clock.pass(20);
            queue.used(9, 1);
            queue.pop(10);
            queue.used(10, 1);
        }
        List<TraceRow> used = TraceRows.rows(trace, EventKind.USED);
        assertEquals(List.of(10L, 20L, 0L), column(used, EventColumn.SINCE_NS));
        assertTrue(used.get(0).has(Observed.RETURNED));
        assertFalse(used.get(1).has(Observed.RETURNED));
        assertEquals(
                List.of(1L, 1L, 1L),
                column(used, EventColumn.IN_FLIGHT).stream().toList());
    }

    private static List<Long> column(List<TraceRow> rows, EventColumn column) {
        return rows.stream().map(row -> row.get(column)).toList();
    }

    @Test
    void returnedRequestIsStillOutstandingAndKeepsItsPublicationTime() throws Exception {
        try (VirtioRecorder recorder = open(CaptureLevel.REQUESTS)) {
            QueueProbe queue = recorder.device("disk", DeviceType.BLK).queue(0, 128);
            queue.avail(1, 0);
            clock.pass(10);
            queue.pop(9);
            clock.pass(10);
            queue.returned(9);
            clock.pass(10);
            queue.pop(9);
            queue.used(9, 0);
        }
        List<TraceRow> used = TraceRows.rows(trace, EventKind.USED);
        assertTrue(used.get(0).has(Observed.RETURNED));
        assertEquals(List.of(10L, 30L), column(used, EventColumn.WAIT_NS));
        assertEquals(List.of(1L, 1L), column(used, EventColumn.OUTSTANDING));
        assertEquals(List.of(1L, 1L), column(used, EventColumn.IN_FLIGHT));
    }

    @Test
    void usedWithoutPopIsARecordWithoutPast() throws Exception {
        try (VirtioRecorder recorder = open(CaptureLevel.REQUESTS)) {
            QueueProbe queue = recorder.device("disk", DeviceType.BLK).queue(0, 128);
            queue.used(9, 3, 1);
            queue.pop(137); // Shares the slot of 9 in a queue of 128.
            queue.used(9, 3, 1);
            queue.used(137, 3, 1);
        }
        List<TraceRow> used = TraceRows.rows(trace, EventKind.USED);
        assertEquals(List.of(9L, 9L, 137L), column(used, EventColumn.HEAD));
        assertFalse(used.get(0).has(Observed.SINCE_NS));
        assertFalse(used.get(1).has(Observed.SINCE_NS));
        assertTrue(used.get(2).has(Observed.SINCE_NS));
        assertEquals(1, used.get(2).get(EventColumn.IN_FLIGHT));
    }

    @Test
    void inOrderBatchIsARecordForEachChainInTheOrderTaken() throws Exception {
        try (VirtioRecorder recorder = open(CaptureLevel.REQUESTS)) {
            QueueProbe queue = recorder.device("net", DeviceType.NET).queue(1, 8);
            for (int head : new int[] {3, 1, 7, 5}) {
                queue.pop(head);
                clock.pass(1);
            }
            queue.usedInOrder(3, 3);
            queue.usedInOrder(5, 2);
            queue.usedInOrder(2, 1);
            queue.usedInOrder(2, 0);
            queue.usedInOrder(2, -5);
        }
        List<TraceRow> used = TraceRows.rows(trace, EventKind.USED);
        assertEquals(List.of(3L, 1L, 7L, 5L, 0L, 2L), column(used, EventColumn.HEAD));
        assertEquals(List.of(4L, 3L, 2L, 1L, 0L, 0L), column(used, EventColumn.SINCE_NS));
        assertFalse(used.get(4).has(Observed.HEAD));
        assertTrue(used.get(5).has(Observed.HEAD));
    }

    @Test
    void burstsAreTheSameAsSingleCallsAtOneTime() throws Exception {
        int[] heads = {4, 5, 6};
        int[] numbers = {-1, 2, 3};
        try (VirtioRecorder recorder = open(CaptureLevel.FULL)) {
            QueueProbe queue = recorder.device("net", DeviceType.NET).queue(1, 8);
            queue.avail(3, 3);
            clock.pass(1);
            queue.popBurst(3, heads, new int[] {1, 2, 3}, numbers, null);
            clock.pass(1);
            queue.usedBurst(3, heads, numbers);
            queue.usedBurst(9, heads, new int[2]);
            queue.usedBurst(3, null, null);
            queue.popBurst(3, null, null, null, null);
        }
        List<TraceRow> pops = TraceRows.rows(trace, EventKind.POP);
        assertEquals(List.of(4L, 5L, 6L), column(pops, EventColumn.HEAD));
        assertEquals(List.of(1L, 2L, 3L), column(pops, EventColumn.IN_FLIGHT));
        assertEquals(List.of(3L, 3L, 3L), column(pops, EventColumn.OUTSTANDING));
        List<TraceRow> used = TraceRows.rows(trace, EventKind.USED);
        assertEquals(List.of(4L, 5L, 6L, 4L, 5L), column(used, EventColumn.HEAD));
        assertEquals(List.of(0xffff_ffffL, 2L, 3L, 0L, 0L), column(used, EventColumn.USED_BYTES));
        assertEquals(List.of(0xffff_ffffL, 2L, 3L, 0L, 0L), column(used, EventColumn.OUT_BYTES));
        assertEquals(List.of(1L, 1L, 1L, 0L, 0L), column(used, EventColumn.SINCE_NS));
        assertFalse(used.get(0).has(Observed.IN_BYTES));
    }

    /** virtio 1.4 section 2.6.1: a queue reset takes back all buffers; section 2.4: so does a device reset. */
    @Test
    void resetEndsRequestsInFlight() throws Exception {
        try (VirtioRecorder recorder = open(CaptureLevel.REQUESTS)) {
            DeviceProbe device = recorder.device("disk", DeviceType.BLK);
            QueueProbe first = device.queue(0, 8);
            QueueProbe second = device.queue(1, 8);
            first.pop(1);
            second.pop(2);
            clock.pass(7);
            device.queueReset(0);
            first.pop(3);
            device.deviceReset();
            first.pop(4);
            first.used(4, 0);
            device.queueReset(99);
        }
        List<TraceRow> used = TraceRows.rows(trace, EventKind.USED);
        assertEquals(List.of(1L, 3L, 2L, 4L), column(used, EventColumn.HEAD));
        assertEquals(List.of(0L, 0L, 1L, 0L), column(used, EventColumn.QUEUE));
        assertEquals(
                List.of(true, true, true, false),
                used.stream().map(row -> row.has(Observed.RESET)).toList());
        assertEquals(1, used.get(3).get(EventColumn.IN_FLIGHT));
        assertEquals(0, TraceRows.rows(trace, EventKind.OPEN).size());
    }

    @Test
    void stoppedRecorderFollowsRequestsSoThatTheirPastIsKnownAfterTheStart() throws Exception {
        try (VirtioRecorder recorder = open(CaptureLevel.REQUESTS)) {
            QueueProbe queue = recorder.device("disk", DeviceType.BLK).queue(0, 8);
            recorder.stop();
            assertFalse(recorder.recording());
            queue.pop(1);
            queue.pop(2);
            clock.pass(5);
            queue.used(1, 0);
            queue.kick();
            queue.drop(1, 1);
            assertEquals(0, recorder.status().offered());
            recorder.start();
            queue.used(2, 0);
            assertEquals(1, recorder.status().offered());
        }
        List<TraceRow> rows = TraceRows.rows(trace);
        assertEquals(1, rows.size());
        assertEquals(5, rows.get(0).get(EventColumn.SINCE_NS));
        assertEquals(2, rows.get(0).get(EventColumn.IN_FLIGHT));
    }

    @Test
    void publicationTimesFollowTheOrderOfPublication() throws Exception {
        int size = 4;
        try (VirtioRecorder recorder = open(CaptureLevel.REQUESTS)) {
            QueueProbe queue = recorder.device("disk", DeviceType.BLK).queue(0, size);
            for (int i = 0; i < 3 * size; i++) {
                queue.avail(1, i);
                clock.pass(1);
                queue.avail(1, i);
                clock.pass(1);
                queue.pop(0);
                queue.pop(1);
                queue.used(0, 0);
                queue.used(1, 0);
            }
            queue.pop(2); // Was not announced.
            queue.used(2, 0);
            queue.avail(1, 0);
            clock.pass(3);
            queue.pop(3);
            queue.used(3, 0);
        }
        List<TraceRow> used = TraceRows.rows(trace, EventKind.USED);
        for (int i = 0; i < 3 * size; i++) {
            assertEquals(List.of(2L, 1L), column(used.subList(2 * i, 2 * i + 2), EventColumn.WAIT_NS));
        }
        TraceRow unannounced = used.get(used.size() - 2);
        assertFalse(unannounced.has(Observed.WAIT_NS));
        assertFalse(unannounced.has(Observed.OUTSTANDING));
        TraceRow last = used.get(used.size() - 1);
        assertEquals(3, last.get(EventColumn.WAIT_NS));
        assertEquals(1, last.get(EventColumn.OUTSTANDING));
    }

    @Test
    void unusedArraysOfTheTestAreNotTouched() throws Exception {
        int[] heads = {1, 2};
        try (VirtioRecorder recorder = open(CaptureLevel.FULL)) {
            QueueProbe queue = recorder.device("disk", DeviceType.BLK).queue(0, 8);
            queue.popBurst(2, heads, heads, heads, heads);
            queue.usedBurst(2, heads, heads);
        }
        assertEquals("[1, 2]", Arrays.toString(heads));
    }
}
