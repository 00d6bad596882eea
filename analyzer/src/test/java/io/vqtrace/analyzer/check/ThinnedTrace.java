package io.vqtrace.analyzer.check;

import io.vqtrace.analyzer.read.EventBlock;
import io.vqtrace.analyzer.read.EventFilter;
import io.vqtrace.analyzer.read.EventScan;
import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.analyzer.read.TraceManifest;
import io.vqtrace.trace.EventChunk;
import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.EventRow;
import io.vqtrace.trace.Observed;
import io.vqtrace.trace.TraceWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** A recorded trace of which runs of rows are taken out, as a recorder loses them that has no room: by side of a queue. */
final class ThinnedTrace {
    private static final Set<EventKind> TAKING =
            EnumSet.of(EventKind.AVAIL, EventKind.POP, EventKind.KICK, EventKind.KICK_ARM);
    private static final int BATCH = 64;

    private final List<EventRow> rows = new ArrayList<>();
    private final TraceFiles files;

    private ThinnedTrace(TraceFiles files) throws IOException {
        this.files = files;
        EnumSet<EventColumn> all = EnumSet.allOf(EventColumn.class);
        try (EventScan scan = files.scan(all, EventFilter.ALL)) {
            for (int next = scan.peekRows(); next >= 0; next = scan.peekRows()) {
                EventBlock block = new EventBlock(Math.max(1, next), all);
                scan.fillBatch(block);
                for (int i = 0; i < block.rows(); i++) {
                    rows.add(row(block, i));
                }
            }
        }
        rows.sort((one, other) -> Long.compare(one.ts, other.ts));
    }

    /**
     * Writes a trace that lacks some rows.
     *
     * @param source a recorded trace
     * @param target directory to make
     * @param random says which rows, and whether the sides of each queue are of different threads
     */
    static Path write(Path source, Path target, Random random) throws IOException {
        try (TraceFiles files = TraceFiles.open(source)) {
            ThinnedTrace trace = new ThinnedTrace(files);
            int losses = 1 + random.nextInt(3);
            for (int i = 0; i < losses; i++) {
                trace.lose(random);
            }
            trace.write(target, random.nextBoolean());
        }
        return target;
    }

    /** Takes out what a side of a queue, or both, recorded in a stretch of time. */
    private void lose(Random random) {
        EventRow begin = rows.get(random.nextInt(rows.size()));
        int length = 1 + random.nextInt(1 << random.nextInt(9));
        boolean both = random.nextBoolean();
        List<EventRow> kept = new ArrayList<>();
        int lost = 0;
        boolean told = false;
        for (EventRow row : rows) {
            boolean own = row.kind != EventKind.GAP.code()
                    && row.queue == begin.queue
                    && (both || taking(row) == taking(begin))
                    && row.ts >= begin.ts;
            if (own && lost < length) {
                lost++;
            } else {
                if (own && !told) {
                    kept.add(gap(row, begin, lost));
                    told = true;
                }
                kept.add(row);
            }
        }
        if (!told) {
            kept.add(gap(rows.get(rows.size() - 1), begin, lost));
        }
        rows.clear();
        rows.addAll(kept);
    }

    private static EventRow gap(EventRow before, EventRow begin, int lost) {
        EventRow row = new EventRow();
        row.ts = before.ts;
        row.sinceNs = before.ts - begin.ts;
        row.count = lost;
        row.device = begin.device;
        row.queue = begin.queue;
        row.kind = EventKind.GAP.code();
        row.flags = Observed.COUNT | Observed.SINCE_NS;
        return row;
    }

    private static boolean taking(EventRow row) {
        return TAKING.contains(EventKind.ofCode(row.kind));
    }

    private void write(Path target, boolean threads) throws IOException {
        TraceManifest manifest = files.manifest();
        try (TraceWriter writer = TraceWriter.builder(target)
                .producer("test")
                .source("recorder")
                .mode("stream")
                .level(manifest.level())
                .clock(manifest.clock())
                .open()) {
            writer.put("observable", new ArrayList<>(manifest.observable()));
            for (var device : files.devices()) {
                writer.device(device);
            }
            for (var queue : files.queues()) {
                writer.queue(queue);
            }
            for (var step : files.negotiation()) {
                writer.negotiation(step);
            }
            if (threads) {
                for (int from = 0; from < rows.size(); from += BATCH) {
                    List<EventRow> some = rows.subList(from, Math.min(rows.size(), from + BATCH));
                    batch(writer, some.stream().filter(row -> !taking(row)).toList());
                    batch(writer, some.stream().filter(ThinnedTrace::taking).toList());
                }
            } else {
                batch(writer, rows);
            }
        }
    }

    private static void batch(TraceWriter writer, List<EventRow> rows) throws IOException {
        if (!rows.isEmpty()) {
            EventChunk chunk = new EventChunk(rows.size());
            rows.forEach(chunk::append);
            writer.write(chunk);
        }
    }

    private static EventRow row(EventBlock block, int i) {
        EventRow row = new EventRow();
        row.ts = value(block, EventColumn.TS, i);
        row.sinceNs = value(block, EventColumn.SINCE_NS, i);
        row.value = value(block, EventColumn.VALUE, i);
        row.waitNs = (int) value(block, EventColumn.WAIT_NS, i);
        row.outBytes = (int) value(block, EventColumn.OUT_BYTES, i);
        row.inBytes = (int) value(block, EventColumn.IN_BYTES, i);
        row.usedBytes = (int) value(block, EventColumn.USED_BYTES, i);
        row.count = (int) value(block, EventColumn.COUNT, i);
        row.device = (int) value(block, EventColumn.DEVICE, i);
        row.queue = (int) value(block, EventColumn.QUEUE, i);
        row.thread = (int) value(block, EventColumn.THREAD, i);
        row.head = (int) value(block, EventColumn.HEAD, i);
        row.ringIdx = (int) value(block, EventColumn.RING_IDX, i);
        row.inFlight = (int) value(block, EventColumn.IN_FLIGHT, i);
        row.outstanding = (int) value(block, EventColumn.OUTSTANDING, i);
        row.flags = (int) value(block, EventColumn.FLAGS, i);
        row.kind = (byte) value(block, EventColumn.KIND, i);
        row.op = (byte) value(block, EventColumn.OP, i);
        row.status = (byte) value(block, EventColumn.STATUS, i);
        return row;
    }

    private static long value(EventBlock block, EventColumn column, int i) {
        int at = i * column.width();
        return switch (column.width()) {
            case Byte.BYTES -> block.column(column).get(at) & 0xff;
            case Short.BYTES -> block.column(column).getShort(at) & 0xffff;
            case Integer.BYTES -> block.column(column).getInt(at);
            default -> block.column(column).getLong(at);
        };
    }
}
