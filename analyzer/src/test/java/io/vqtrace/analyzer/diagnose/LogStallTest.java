package io.vqtrace.analyzer.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.analyzer.diagnose.DiagnoseModel.DiagnosedQueue;
import io.vqtrace.analyzer.fixture.TestTrace;
import io.vqtrace.analyzer.render.Block;
import io.vqtrace.trace.DeviceRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a log of QEMU tells of queues that stood still, and that it tells nothing of queues that QEMU does not serve. */
class LogStallTest {
    private static final long MS = 1_000_000;
    private static final int REQUESTS = 200;
    private static final long LAST = (10 + REQUESTS) * MS;

    @TempDir
    Path folder;

    private final TestTrace trace = new TestTrace();

    private DiagnoseModel model() throws Exception {
        return DiagnosedStall.of(trace.write(folder.resolve("run.vqtrace")));
    }

    private void ready(int device) {
        trace.status(device, 0, 0).status(device, MS, 1).status(device, 2 * MS, 3);
        trace.status(device, 3 * MS, 11).status(device, 4 * MS, 15);
    }

    /** A disk that serves a request each millisecond. */
    private void disk() {
        trace.device(0, "disk0", "virtio-blk").queue(0, 0, 64);
        ready(0);
        for (int i = 1; i <= REQUESTS; i++) {
            long ns = (10 + i) * MS;
            trace.kick(0, 0, ns - MS / 2).used(0, 0, ns - MS / 2, ns).interrupt(0, 0, ns);
        }
    }

    private void vhostUserDisk() {
        trace.device(new DeviceRow(1, "disk1", "virtio-blk", 2, "pci", "0x100", "vhost-user", null, null, null, null));
        trace.queue(1, 0, 64);
        ready(1);
    }

    @Test
    void aStallThatAResetEndedIsTold() throws Exception {
        disk();
        trace.open(0, 0, LAST + MS, LAST + MS);
        // The machine is powered off: the firmware, too, resets.
        trace.status(0, LAST + 900 * MS, 0).status(0, LAST + 910 * MS, 0);
        DiagnoseModel model = model();
        DiagnosedQueue queue = model.queues().get(0);
        assertEquals("reset", queue.state(), queue::toString);
        assertEquals(StallCause.BACKEND_HUNG.id(), queue.causes().get(0).cause());
        assertEquals(TestTrace.START_NS + LAST + 900 * MS, queue.untilNs());
        assertTrue(model.sentence().contains(" stood still from +"), model.sentence());
        assertTrue(model.sentence().contains(" until its device was reset at +"), model.sentence());
        assertFalse(model.stalled(), "nothing stands still at the end");
    }

    @Test
    void aResetSoonAfterTheLastCompletionIsNoStall() throws Exception {
        disk();
        trace.open(0, 0, LAST + MS, LAST + MS);
        trace.status(0, LAST + 2 * MS, 0);
        assertEquals(List.of(), model().queues().get(0).causes());
    }

    @Test
    void ofAQueueThatQemuDoesNotServeNothingIsKnown() throws Exception {
        vhostUserDisk();
        DiagnoseModel model = model();
        assertEquals("unknown", model.queues().get(0).state());
        assertTrue(
                model.sentence().startsWith("Whether a queue stands still is not observable in this capture: needs "),
                model.sentence());
        assertFalse(model.queues().get(0).captureNext().isEmpty());
    }

    @Test
    void theOthersAreJudgedAllTheSame() throws Exception {
        disk();
        vhostUserDisk();
        String sentence = model().sentence();
        assertTrue(sentence.startsWith("No stall: the only queue "), sentence);
        assertTrue(sentence.contains(" Whether 1 more queue stands still is not observable "), sentence);
    }

    @Test
    void neighboursThatDoEquallyWellShareARow() throws Exception {
        disk();
        trace.open(0, 0, LAST + MS, LAST + MS).kick(0, 0, LAST + 900 * MS);
        for (int queue = 1; queue <= 5; queue++) {
            trace.queue(0, queue, 64);
        }
        DiagnoseModel model = model();
        assertEquals(6, model.queues().size());
        Block last = DiagnoseBlocks.of(model).get(DiagnoseBlocks.of(model).size() - 1);
        List<Object> rows = new ArrayList<>();
        ((Block.Grid) last).table().rows().forEach(rows::add);
        assertEquals(2, rows.size(), "queue 0, and 1 to 5");
    }
}
