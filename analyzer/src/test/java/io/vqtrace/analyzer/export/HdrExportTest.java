package io.vqtrace.analyzer.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.vqtrace.analyzer.fixture.SampleTraces;
import io.vqtrace.analyzer.fixture.TestTrace;
import java.io.FileNotFoundException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HdrHistogram logs as HdrHistogram's own reader reads them. */
class HdrExportTest {
    private static final long MS = 1_000_000;

    @TempDir
    private Path folder;

    private List<Histogram> export(TestTrace trace, long intervalNs) throws Exception {
        return read(new ExportedTrace(folder).export(trace, ExportFormat.HDR, new ExportOptions(null, intervalNs)));
    }

    private static List<Histogram> read(Path log) throws FileNotFoundException {
        List<Histogram> histograms = new ArrayList<>();
        try (HistogramLogReader reader = new HistogramLogReader(log.toFile())) {
            for (EncodableHistogram next = reader.nextIntervalHistogram();
                    next != null;
                    next = reader.nextIntervalHistogram()) {
                histograms.add((Histogram) next);
            }
        }
        return histograms;
    }

    private static Map<String, Long> counts(List<Histogram> histograms) {
        Map<String, Long> counts = new TreeMap<>();
        histograms.forEach(each -> counts.merge(each.getTag(), each.getTotalCount(), Long::sum));
        return counts;
    }

    @Test
    void everyServedRequestIsInTheHistogramOfItsQueueAndInterval() throws Exception {
        List<Histogram> histograms = export(SampleTraces.of("block"), 5 * MS);
        assertEquals(
                Map.of("blk0/0/service", 10L, "blk0/1/service", 1L, "virtio-net@0x100/0/service", 1L),
                counts(histograms));
        Histogram first = histograms.get(0);
        assertEquals("blk0/0/service", first.getTag());
        assertEquals(TestTrace.START_NS / MS, first.getStartTimeStamp());
        assertEquals(TestTrace.START_NS / MS + 5, first.getEndTimeStamp());
        assertEquals(5, first.getTotalCount(), "used at 0.1, 1.2, 2.3, 3.4 and 4.5 ms");
        assertEquals(300_000, first.getValueAtPercentile(50), 300);
        assertEquals(500_000, first.getMaxValue(), 500);
    }

    @Test
    void phasesThatWereObservedHaveHistograms() throws Exception {
        TestTrace recorded = SampleTraces.of("recorder");
        Map<String, Long> counts = counts(export(recorded, 1000 * MS));
        Map<String, Long> viewed = new ExportedTrace(folder).with(recorded, ExportFormat.HDR, session -> {
            session.require(HdrExport.MODULES);
            Map<String, Long> phases = new TreeMap<>();
            session.query(
                    "SELECT count(service_ns), count(wait_ns) FROM latency_samples",
                    row -> phases.put("disk/0/service", row.getLong(1)) == null
                            && phases.put("disk/0/wait", row.getLong(2)) == null);
            session.query(
                    "SELECT count(notify_ns) FROM requests",
                    row -> phases.put("disk/0/notify", row.getLong(1)) == null);
            return phases;
        });
        assertNotNull(viewed.get("disk/0/notify"));
        assertEquals(viewed, counts);
    }

    @Test
    void aTagHasNeitherCommaNorSpace() throws Exception {
        List<Histogram> histograms = export(
                new TestTrace()
                        .device(0, "my disk, the\tsecond\n", "virtio-blk")
                        .used(0, 0, 0, 10),
                1000 * MS);
        assertEquals("my_disk__the_second_/0/service", histograms.get(0).getTag());
    }

    @Test
    void nothingToCountIsAnEmptyLog() throws Exception {
        assertEquals(
                List.of(), export(new TestTrace().device(0, "a", "virtio-blk").kick(0, 0, 1), MS));
    }
}
