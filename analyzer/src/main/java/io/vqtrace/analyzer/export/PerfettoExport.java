package io.vqtrace.analyzer.export;

import io.vqtrace.analyzer.read.QueueKey;
import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.analyzer.text.Durations;
import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.FaultReason;
import io.vqtrace.trace.SuppressionReason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * A session as a Perfetto trace, in order of time: per queue its depth, its requests, and what has no length on tracks of
 * their own. A request that is open is a slice without an end. The depth is that of the exported requests.
 */
final class PerfettoExport {
    private static final int INSTANT_RANK = 2;

    private final TraceSession session;
    private final Map<QueueKey, RequestLanes> lanes = new HashMap<>();
    private final PriorityQueue<PendingEnd> ends = new PriorityQueue<>();
    private PerfettoWriter writer;
    private TrackTree tree;
    private long slices;
    private long instants;

    /** A request that has begun. */
    private record PendingEnd(long ts, long order, RequestLanes lanes, int lane) implements Comparable<PendingEnd> {
        @Override
        public int compareTo(PendingEnd other) {
            return ts != other.ts ? Long.compare(ts, other.ts) : Long.compare(order, other.order);
        }
    }

    PerfettoExport(TraceSession session) {
        this.session = session;
    }

    String write(Path target) throws IOException, SQLException {
        try (OutputStream file = Files.newOutputStream(target);
                PerfettoWriter packets =
                        new PerfettoWriter(file, session.window().startNs())) {
            writer = packets;
            tree = new TrackTree(packets, session.catalog());
            TimelineQuery.run(session, rows -> {
                while (rows.next()) {
                    endUntil(number(rows, TimelineQuery.Column.TS));
                    add(rows);
                }
            });
            endUntil(Long.MAX_VALUE);
        }
        return Durations.count(slices, "request") + ", " + Durations.count(instants, "instant") + ", "
                + Durations.count(tree.tracks(), "track");
    }

    private void endUntil(long ts) throws IOException {
        while (!ends.isEmpty() && ends.peek().ts() <= ts) {
            PendingEnd end = ends.poll();
            end.lanes().end(end.ts(), end.lane());
        }
    }

    private void add(RowStream row) throws IOException {
        Long index = value(row, TimelineQuery.Column.QUEUE);
        QueueKey key = new QueueKey(
                (int) number(row, TimelineQuery.Column.DEVICE),
                index == null ? EventColumn.NO_QUEUE : index.intValue());
        EventKind kind = EventKind.ofCode((int) number(row, TimelineQuery.Column.KIND));
        if (kind == EventKind.USED) {
            request(row, key);
        } else {
            instant(row, kind, key);
        }
    }

    private void request(RowStream row, QueueKey key) throws IOException {
        RequestLanes queue = lanes.get(key);
        if (queue == null) {
            queue = new RequestLanes(writer, tree, tree.queue(key));
            lanes.put(key, queue);
        }
        long ts = number(row, TimelineQuery.Column.TS);
        String op = text(row, TimelineQuery.Column.OP);
        String fate = text(row, TimelineQuery.Column.FATE);
        annotate(row, TimelineQuery.Column.HEAD, "head");
        annotate(row, TimelineQuery.Column.VALUE, "argument");
        annotate(row, TimelineQuery.Column.STATUS, "status");
        annotate(row, TimelineQuery.Column.COUNT, "descriptors");
        annotate(row, TimelineQuery.Column.OUT_BYTES, "out_bytes");
        annotate(row, TimelineQuery.Column.IN_BYTES, "in_bytes");
        annotate(row, TimelineQuery.Column.USED_BYTES, "used_bytes");
        annotate(row, TimelineQuery.Column.WAIT_NS, "wait_ns");
        annotate(row, TimelineQuery.Column.NOTIFY_NS, "notify_ns");
        annotate(row, TimelineQuery.Column.OUTSTANDING, "outstanding");
        writer.with("end", fate);
        String name = op == null ? "request" : op;
        if (row.isNull(TimelineQuery.Column.SINCE_NS.ordinal())) {
            writer.instant(ts, tree.instants(key, INSTANT_RANK, "requests of unknown begin"), name);
            instants++;
            return;
        }
        int lane = queue.begin(ts, name);
        slices++;
        Long end = value(row, TimelineQuery.Column.END_TS);
        if (end != null) {
            ends.add(new PendingEnd(end, slices, queue, lane));
        }
    }

    private void instant(RowStream row, EventKind kind, QueueKey key) throws IOException {
        long ts = number(row, TimelineQuery.Column.TS);
        Long value = value(row, TimelineQuery.Column.VALUE);
        String track;
        String name;
        switch (kind) {
            case KICK -> {
                track = "kicks";
                name = "kick";
                writer.with("notification_data", value);
            }
            case INTERRUPT -> {
                track = "interrupts";
                name = "interrupt";
                annotate(row, TimelineQuery.Column.COUNT, "completions");
                annotate(row, TimelineQuery.Column.SINCE_NS, "oldest_ns");
                writer.with("vector", value);
            }
            case INTERRUPT_SUPPRESSED -> {
                track = "interrupts suppressed";
                SuppressionReason reason = value == null ? null : SuppressionReason.ofCode(value);
                name = reason == null ? "suppressed" : reason.label();
                annotate(row, TimelineQuery.Column.COUNT, "completions");
            }
            case DROP -> {
                track = "drops";
                name = "drop";
                annotate(row, TimelineQuery.Column.COUNT, "packets");
                writer.with("bytes", value);
            }
            case FAULT -> {
                track = "faults";
                FaultReason reason = value == null ? null : FaultReason.ofCode(value);
                name = reason == null ? "fault" : reason.label();
            }
            case GAP -> {
                track = "gaps";
                name = "events lost";
                annotate(row, TimelineQuery.Column.COUNT, "lost");
                annotate(row, TimelineQuery.Column.SINCE_NS, "length_ns");
            }
            default -> throw new IllegalStateException("no instant: " + kind);
        }
        writer.instant(ts, tree.instants(key, INSTANT_RANK, track), name);
        instants++;
    }

    private void annotate(RowStream row, TimelineQuery.Column column, String name) {
        writer.with(name, value(row, column));
    }

    private static long number(RowStream row, TimelineQuery.Column column) {
        return row.number(column.ordinal());
    }

    private static Long value(RowStream row, TimelineQuery.Column column) {
        return row.numberOrNull(column.ordinal());
    }

    private static String text(RowStream row, TimelineQuery.Column column) {
        return row.text(column.ordinal());
    }
}
