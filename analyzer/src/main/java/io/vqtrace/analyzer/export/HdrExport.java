package io.vqtrace.analyzer.export;

import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.analyzer.session.Window;
import io.vqtrace.analyzer.text.Durations;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * Latencies as an HdrHistogram log: per interval one histogram for each queue and phase, in nanoseconds, with a tag
 * {@code device/queue/phase}. A request counts in the interval of its end, under the conditions of the latency views.
 */
final class HdrExport {
    /** The modules that a session needs for it. */
    static final String[] MODULES = {"requests", "latency"};

    private static final int SIGNIFICANT_DIGITS = 3;
    private static final double NS_PER_MS = 1e6;
    private static final String[] PHASES = {"service", "wait", "notify"};

    private final TraceSession session;
    private final long intervalNs;
    private final Map<Series, Histogram> current = new TreeMap<>();
    private long histograms;

    /** What a histogram is of. */
    private record Series(int device, int queue, int phase) implements Comparable<Series> {
        @Override
        public int compareTo(Series other) {
            int order = Integer.compare(device, other.device);
            order = order != 0 ? order : Integer.compare(queue, other.queue);
            return order != 0 ? order : Integer.compare(phase, other.phase);
        }
    }

    HdrExport(TraceSession session, long intervalNs) {
        this.session = session;
        this.intervalNs = intervalNs;
    }

    String write(Path target) throws IOException, SQLException {
        session.require(MODULES);
        long startNs = session.window().startNs();
        try (OutputStream file = Files.newOutputStream(target);
                PrintStream text = new PrintStream(file, false, StandardCharsets.UTF_8)) {
            HistogramLogWriter log = new HistogramLogWriter(text);
            head(log, startNs);
            RowStream.read(session, sql(session.window()), rows -> write(rows, log, startNs));
            if (text.checkError()) {
                throw new IOException("cannot write " + target.getFileName());
            }
        }
        return Durations.count(histograms, "histogram");
    }

    private void head(HistogramLogWriter log, long startNs) {
        long startMs = Math.floorDiv(startNs, (long) NS_PER_MS);
        log.outputComment("[vqtrace: values in nanoseconds, Interval_Max in milliseconds;"
                + " tags are device/queue/phase, phases are service (taken to used), wait (published to taken) and"
                + " notify (used to interrupt)]");
        log.outputLogFormatVersion();
        log.outputStartTime(startMs);
        log.setBaseTime(startMs);
        log.outputBaseTime(startMs);
        log.outputLegend();
    }

    private String sql(Window window) {
        String bucket = "(ts - " + window.startNs() + ") // " + intervalNs;
        return "SELECT greatest(0, " + bucket + ")::BIGINT AS bucket, device_id::BIGINT, queue::BIGINT, phase::BIGINT,"
                + " ns::BIGINT FROM ("
                + "SELECT ts_used AS ts, device_id, queue, 0 AS phase, service_ns AS ns FROM latency_samples"
                + " UNION ALL SELECT ts_used, device_id, queue, 1, wait_ns FROM latency_samples WHERE wait_ns IS NOT NULL"
                + " UNION ALL SELECT ts_used, device_id, queue, 2, notify_ns FROM requests WHERE notify_ns IS NOT NULL"
                + " AND ts_used <= " + window.endNs() + ") ORDER BY bucket";
    }

    private void write(RowStream rows, HistogramLogWriter log, long startNs) {
        long bucket = -1;
        while (rows.next()) {
            long next = rows.number(0);
            if (next != bucket) {
                flush(log, startNs, bucket);
                bucket = next;
            }
            Series series = new Series((int) rows.number(1), (int) rows.number(2), (int) rows.number(3));
            current.computeIfAbsent(series, any -> new Histogram(SIGNIFICANT_DIGITS))
                    .recordValue(rows.number(4));
        }
        flush(log, startNs, bucket);
    }

    private void flush(HistogramLogWriter log, long startNs, long bucket) {
        long beginMs = Math.floorDiv(startNs, (long) NS_PER_MS) + Math.round(bucket * (intervalNs / NS_PER_MS));
        long endMs = Math.floorDiv(startNs, (long) NS_PER_MS) + Math.round((bucket + 1) * (intervalNs / NS_PER_MS));
        current.forEach((series, histogram) -> {
            histogram.setTag(tag(series));
            histogram.setStartTimeStamp(beginMs);
            histogram.setEndTimeStamp(endMs);
            log.outputIntervalHistogram(histogram);
            histograms++;
        });
        current.clear();
    }

    /** A tag has no comma and no white space. */
    private String tag(Series series) {
        String device = session.catalog().device(series.device()).displayName();
        return device.replaceAll("[,\\s\\p{Cntrl}]", "_") + "/" + series.queue() + "/" + PHASES[series.phase()];
    }
}
