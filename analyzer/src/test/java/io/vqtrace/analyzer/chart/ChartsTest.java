package io.vqtrace.analyzer.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.imports.QemuLogImport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From a QEMU log through importer and session to a picture. */
class ChartsTest {
    private static final long START_MICROS = 1_795_352_240_000_000L;
    private static final int REQUESTS = 500;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(value = ChartKind.class, mode = EnumSource.Mode.EXCLUDE, names = "NEGOTIATION")
    void drawsEveryKindOfAnImportedLog(ChartKind kind) throws Exception {
        Path file = folder.resolve("chart.svg");
        draw(kind, trace(true), SessionOptions.builder()).writeSvg(file);
        String svg = Files.readString(file);
        assertTrue(svg.contains("run, virtio-blk@0x55f647ad4600 queue 0"), "title names trace, device and queue");
        assertTrue(svg.contains("trace start 2026-11-22 12:57:20.000"), "absolute start");
    }

    @ParameterizedTest
    @EnumSource(ChartKind.class)
    void refusesALogWithoutTimes(ChartKind kind) throws Exception {
        Path trace = trace(false);
        ChartUnavailableException e =
                assertThrows(ChartUnavailableException.class, () -> draw(kind, trace, SessionOptions.builder()));
        assertTrue(e.getMessage().startsWith("run has no times: "), e.getMessage());
    }

    @Test
    void keepsTheStartOfTheTraceAsZeroInsideAWindow() throws Exception {
        long second = START_MICROS * 1000 + 200_000_000L;
        Path file = folder.resolve("chart.svg");
        draw(ChartKind.LATENCY, trace(true), SessionOptions.builder().window(second, second + 100_000_000L))
                .writeSvg(file);
        String svg = Files.readString(file);
        assertTrue(svg.contains("trace start 2026-11-22 12:57:20.000"), "start of the trace");
        assertTrue(svg.contains(">0.2<") && !svg.contains(">0.4<"), "the axis shows 0.2 to 0.3 s");
    }

    private Chart draw(ChartKind kind, Path trace, SessionOptions.Builder options) throws Exception {
        try (TraceFiles files = TraceFiles.open(trace);
                TraceSession session =
                        TraceSession.open(files, Charts.prepare(kind, options).build())) {
            assertEquals(REQUESTS, files.manifest().events() / 3, "kick, completion and interrupt of each request");
            return Charts.draw(kind, session, "run", ChartOptions.DEFAULT);
        }
    }

    /** One request each millisecond, with kick and interrupt; each takes 200 µs. */
    private Path trace(boolean timed) throws Exception {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < REQUESTS; i++) {
            long at = START_MICROS + 1000L * i;
            line(log, timed, at, "virtio_queue_notify vdev 0x55f647ad4600 n 0 vq 0x7fe1c3e12010");
            line(log, timed, at + 10, "virtqueue_pop vq 0x7fe1c3e12010 elem 0x55f647c98490 in_num 2 out_num 1");
            line(
                    log,
                    timed,
                    at + 11,
                    "virtio_blk_handle_read vdev 0x55f647ad4600 req 0x55f647c98490 sector 8 nsectors 8");
            line(log, timed, at + 210, "virtqueue_fill vq 0x7fe1c3e12010 elem 0x55f647c98490 len 4097 idx 0");
            line(log, timed, at + 211, "virtqueue_flush vq 0x7fe1c3e12010 count 1");
            line(log, timed, at + 212, "virtio_notify vdev 0x55f647ad4600 vq 0x7fe1c3e12010");
        }
        Path file = folder.resolve("qemu.log");
        Files.writeString(file, log);
        Path trace = folder.resolve("run.vqtrace");
        QemuLogImport.builder().inputs(List.of(file)).build().importTo(trace);
        return trace;
    }

    private static void line(StringBuilder log, boolean timed, long micros, String event) {
        if (timed) {
            log.append(String.format(Locale.ROOT, "11533@%d.%06d:", micros / 1_000_000, micros % 1_000_000));
        }
        log.append(event).append('\n');
    }
}
