package io.vqtrace.analyzer.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vqtrace.analyzer.fixture.SampleTraces;
import io.vqtrace.analyzer.read.QueueKey;
import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.SessionOptions.Inspection;
import io.vqtrace.analyzer.session.TraceSession;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CellCountsTest {

    @TempDir
    private Path folder;

    private Map<QueueKey, QueueCells> cells(String name) throws Exception {
        Path trace = SampleTraces.of(name).write(folder.resolve(name + ".vqtrace"));
        SessionOptions options = SessionOptions.builder()
                .modules("queue_summary")
                .inspections(Inspection.CELLS, Inspection.NOTIFY)
                .build();
        try (TraceFiles files = TraceFiles.open(trace);
                TraceSession session = TraceSession.open(files, options)) {
            return session.cells();
        }
    }

    /** The trace lasts 13 ms; request i ends 100 µs · (i + 1) after i ms. */
    @Test
    void requestsCountWhereTheyEnd() throws Exception {
        Map<QueueKey, QueueCells> queues = cells("block");
        QueueCells queue = queues.get(new QueueKey(0, 0));
        assertEquals(10, Arrays.stream(queue.used()).sum());
        assertEquals(10, Arrays.stream(queue.kicks()).sum());
        assertEquals(1, Arrays.stream(queue.interrupts()).sum());
        for (int i = 0; i < 10; i++) {
            int cell = queue.cells().of(queue.cells().startNs() + i * 1_000_000L + 100_000L * (i + 1));
            assertEquals(1, queue.used()[cell], "request " + i);
            CellHistogram service = QueueCells.total(queue.serviceByOp());
            assertEquals(100_000.0 * (i + 1), service.sums()[cell], "request " + i);
        }
        QueueCells other = queues.get(new QueueKey(0, 1));
        assertEquals(2, Arrays.stream(other.requests()).sum());
        assertEquals(1, Arrays.stream(other.used()).sum());
        assertEquals(1, QueueCells.total(other.serviceByOp()).count());
        assertNull(QueueCells.total(other.waitByOp()));
        assertNull(other.delays());
    }

    /** Waits of 1, 2, 1, 1, 1 and 0.5 µs; notified after 4, 3 and 0.5 µs; three packets lost. */
    @Test
    void aRecorderShowsWaitsDelaysAndDrops() throws Exception {
        QueueCells queue = cells("recorder").get(new QueueKey(0, 0));
        CellHistogram waits = QueueCells.total(queue.waitByOp());
        assertEquals(6, waits.count());
        assertEquals(6500, Arrays.stream(waits.sums()).sum());
        assertEquals(3, queue.delays().count());
        assertEquals(7500, Arrays.stream(queue.delays().sums()).sum());
        assertEquals(3, Arrays.stream(queue.dropped()).sum());
    }

    @Test
    void cellsCoverTheWindow() {
        TimeCells cells = TimeCells.of(1000, 5999);
        assertEquals(3, cells.cellNs());
        assertEquals(1667, cells.count());
        assertEquals(2, cells.lengthNs(1666));
        assertEquals(0, cells.of(1000));
        assertEquals(1666, cells.of(5999));
        assertEquals(-1, cells.of(6000));
        assertEquals(-1, cells.of(999));
        assertEquals(1, TimeCells.of(7, 7).count());
    }
}
