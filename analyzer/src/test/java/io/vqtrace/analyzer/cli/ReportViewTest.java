package io.vqtrace.analyzer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.analyzer.analysis.Depth;
import io.vqtrace.analyzer.analysis.DeviceSummary;
import io.vqtrace.analyzer.analysis.Episode;
import io.vqtrace.analyzer.analysis.LatencyNs;
import io.vqtrace.analyzer.analysis.QueueSummary;
import io.vqtrace.analyzer.analysis.ReportModel;
import io.vqtrace.analyzer.analysis.Saturation;
import io.vqtrace.analyzer.analysis.TraceSummary;
import io.vqtrace.analyzer.render.Format;
import io.vqtrace.analyzer.render.Terminal;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportViewTest {

    private static final long START = 1_700_000_000_000_000_000L;

    private static final Saturation FULL = new Saturation(
            "ring-full",
            List.of("at or above 90 % of the ring of 8 for 43.0 % of the busy time"),
            "give the queue a larger ring",
            new Episode("ring-full", START + 1_204_000_000L, 230_000_000L, 8));

    private static final Saturation OK = new Saturation("ok", List.of("at most 2 of 256 in flight"), null, null);

    private static ReportModel report(LatencyNs latency, Saturation... verdicts) {
        List<QueueSummary> queues = new java.util.ArrayList<>();
        for (Saturation verdict : verdicts) {
            queues.add(queue(queues.size(), latency, verdict));
        }
        TraceSummary trace = new TraceSummary(
                "qemu-log",
                "import",
                null,
                START,
                12_300_000_000L,
                81_234,
                20_111,
                0,
                null,
                17L,
                true,
                new TraceSummary.ClockSummary("gettimeofday", 1000L));
        DeviceSummary device = new DeviceSummary(
                "disk0", "virtio-blk", "0x55f6aa", "pci", "qemu", "split", null, null, null, null, null, "certain");
        return new ReportModel(
                trace,
                List.of(device),
                queues,
                0,
                List.of("waiting and outstanding requests: needs ring indices, which only a recorder sees"));
    }

    private static QueueSummary queue(int index, LatencyNs latency, Saturation verdict) {
        return new QueueSummary(
                "disk0",
                "0x55f6aa",
                index,
                "requestq",
                "request",
                8,
                20_111,
                1,
                0,
                0,
                3000L,
                2900L,
                6.9,
                0.149,
                null,
                null,
                null,
                null,
                1635.04,
                1L << 20,
                5L << 30,
                latency,
                null,
                null,
                new Depth(3.21, 8, 8),
                null,
                verdict);
    }

    private static String text(ReportModel report, Format format, int columns) throws IOException {
        StringWriter out = new StringWriter();
        format.print(ReportView.of("sat.vqtrace", report), new Terminal(columns, false, true), out);
        return out.toString();
    }

    private static final LatencyNs LATENCY =
            new LatencyNs(20_110, 812_345.6, 700_000, 1_500_000, 2_345_678, 9_000_000, 12_000_000);

    @Test
    void findingsComeFirstAndTheWorstIsFirstAmongThem() throws IOException {
        Saturation plateau =
                new Saturation("plateau at 4", List.of("at 4 for 80 % of the busy time"), "look at the driver", null);
        String text = text(report(LATENCY, OK, plateau, FULL), Format.TABLE, 120);
        int full = text.indexOf("RING-FULL");
        int atFour = text.indexOf("PLATEAU AT 4");
        int fine = text.indexOf("ok  disk0 queue 0");
        assertTrue(0 < full && full < atFour && atFour < fine && fine < text.indexOf("Queues\n"), text);
    }

    @Test
    void readsOnATerminalOf100Columns() throws IOException {
        assertEquals("""
                Trace   sat.vqtrace · qemu-log · 2023-11-14T22:13:20Z · 12.3 s · complete
                Events  81,234 events · 20,111 requests · 0 dropped · 17 lines not understood · clock steps of 1 µs

                Findings
                  RING-FULL  disk0 queue 0 (requestq)
                      at or above 90 % of the ring of 8 for 43.0 % of the busy time
                      longest: 230 ms from +1.20 s, up to 8 deep
                      → give the queue a larger ring
                  ok  disk0 queue 1

                Queues
                DEVICE  Q  ROLE      SIZE  REQUESTS  OPEN     RATE     P50      P99    MAX  DEPTH/MAX  VERDICT
                disk0   0  requestq     8    20,111     1  1,635/s  700 µs  2.35 ms  12 ms  3.21/8     ring-full
                disk0   1  requestq     8    20,111     1  1,635/s  700 µs  2.35 ms  12 ms  3.21/8     ok
                  (too narrow for: DONE/IRQ, KICK/REQ)

                Latency is from taking a request to returning it.

                Devices
                DEVICE  TYPE        BACKEND  TRANSPORT  RING   SOURCE ID  NAME MATCH
                disk0   virtio-blk  qemu     pci        split  0x55f6aa   certain

                What this capture cannot tell (—)
                  - waiting and outstanding requests: needs ring indices, which only a recorder sees
                """, text(report(LATENCY, FULL, OK), Format.TABLE, 100));
    }

    @Test
    void nothingObservedIsMarkedAndExplained() throws IOException {
        String text = text(report(null, OK), Format.TABLE, 120);
        assertTrue(text.contains(" — "), text);
        assertTrue(text.contains("What this capture cannot tell (—)\n  - waiting and outstanding requests"), text);
    }

    @Test
    void fitsNarrowTerminals() throws IOException {
        text(report(LATENCY, FULL, OK), Format.TABLE, 80)
                .lines()
                .forEach(line -> assertTrue(line.length() <= 80, line));
    }

    @Test
    void csvHasOneRowPerQueueAndNothingForWhatWasNotObserved() throws IOException {
        List<String> lines =
                text(report(LATENCY, FULL, OK), Format.CSV, 80).lines().toList();
        assertEquals(3, lines.size());
        assertTrue(lines.get(0).startsWith("device,source_id,queue,role,kind,size,requests,"), lines.get(0));
        assertTrue(lines.get(1).contains(",,,,,,"), lines.get(1));
    }
}
