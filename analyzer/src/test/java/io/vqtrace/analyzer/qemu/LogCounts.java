package io.vqtrace.analyzer.qemu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Lines of a QEMU log by event, counted the plain way: what an import has to agree with. */
record LogCounts(long pops, long fills, long kicks, long interrupts) {

    static LogCounts of(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return new LogCounts(
                count(lines, "virtqueue_pop"),
                count(lines, "virtqueue_fill"),
                count(lines, "virtio_queue_notify"),
                count(lines, "virtio_notify") + count(lines, "virtio_notify_irqfd"));
    }

    private static long count(List<String> lines, String event) {
        return lines.stream()
                .map(line -> line.substring(line.indexOf(':') + 1))
                .filter(line -> line.startsWith(event + " "))
                .count();
    }
}
