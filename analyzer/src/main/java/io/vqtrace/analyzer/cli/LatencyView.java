package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.analysis.LatencyModel;
import io.vqtrace.analyzer.analysis.LatencyModel.LatencyBucket;
import io.vqtrace.analyzer.analysis.LatencyModel.PhaseLatency;
import io.vqtrace.analyzer.render.Block;
import io.vqtrace.analyzer.render.Column;
import io.vqtrace.analyzer.render.Result;
import io.vqtrace.analyzer.render.Table;
import io.vqtrace.analyzer.render.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Shows {@code vqtrace latency}: percentiles per queue, operation and phase, and when it was worst. */
final class LatencyView {

    private static final int BUCKETS_SHOWN = 10;

    private LatencyView() {}

    static Result of(String name, LatencyModel model) {
        List<Block> document = new ArrayList<>();
        document.add(TraceFacts.of(name, model.trace(), model.acrossGaps()));
        document.add(new Block.Heading("Latency by queue, phase and operation"));
        document.add(new Block.Grid(new Table<>(columns(), model.latency())));
        document.add(new Block.Paragraph("Phases: wait is from publication to being taken, service from taken to"
                + " returned, notify from returned to the interrupt. On a supply queue, service is from"
                + " taking a parked buffer to giving it back filled, for which no driver waits."));
        document.addAll(worstTimes(model));
        document.addAll(Notes.of(model.notes()));
        return new Result("vqtrace.latency/1", model, new Table<>(csvColumns(), model.latency()), document);
    }

    private static List<Column<PhaseLatency>> columns() {
        return List.of(
                Column.of("device", "DEVICE", Unit.TEXT, PhaseLatency::device),
                Column.of("queue", "Q", Unit.NUMBER, PhaseLatency::queue),
                Column.optional(4, "role", "ROLE", Unit.TEXT, PhaseLatency::role),
                Column.of("phase", "PHASE", Unit.TEXT, PhaseLatency::phase),
                Column.of("op", "OPERATION", Unit.TEXT, PhaseLatency::op),
                Column.of("count", "COUNT", Unit.COUNT, l -> l.latencyNs().count()),
                Column.optional(
                        5, "mean_ns", "MEAN", Unit.DURATION, l -> l.latencyNs().mean()),
                Column.of("p50_ns", "P50", Unit.DURATION, l -> l.latencyNs().p50()),
                Column.optional(
                        3, "p90_ns", "P90", Unit.DURATION, l -> l.latencyNs().p90()),
                Column.of("p99_ns", "P99", Unit.DURATION, l -> l.latencyNs().p99()),
                Column.optional(
                        2, "p999_ns", "P99.9", Unit.DURATION, l -> l.latencyNs().p999()),
                Column.optional(
                        1, "max_ns", "MAX", Unit.DURATION, l -> l.latencyNs().max()));
    }

    private static List<Column<PhaseLatency>> csvColumns() {
        List<Column<PhaseLatency>> columns = new ArrayList<>(List.of(
                Column.of("device", "", Unit.TEXT, PhaseLatency::device),
                Column.of("source_id", "", Unit.TEXT, PhaseLatency::sourceId),
                Column.of("queue", "", Unit.NUMBER, PhaseLatency::queue),
                Column.of("role", "", Unit.TEXT, PhaseLatency::role),
                Column.of("kind", "", Unit.TEXT, PhaseLatency::kind),
                Column.of("op", "", Unit.TEXT, PhaseLatency::op),
                Column.of("phase", "", Unit.TEXT, PhaseLatency::phase)));
        columns.addAll(LatencyColumns.of("latency", PhaseLatency::latencyNs));
        return columns;
    }

    private static List<Block> worstTimes(LatencyModel model) {
        Long startNs = model.trace().startNs();
        if (startNs == null || model.bucketNs() == null || model.overTime().isEmpty()) {
            return List.of();
        }
        List<LatencyBucket> worst = model.overTime().stream()
                .sorted(Comparator.comparingLong(
                                (LatencyBucket b) -> b.latencyNs().p99())
                        .reversed())
                .limit(BUCKETS_SHOWN)
                .toList();
        List<Column<LatencyBucket>> columns = List.of(
                Column.of("device", "DEVICE", Unit.TEXT, LatencyBucket::device),
                Column.of("queue", "Q", Unit.NUMBER, LatencyBucket::queue),
                Column.of("offset_ns", "FROM START", Unit.DURATION, b -> b.startNs() - startNs),
                Column.of("count", "COUNT", Unit.COUNT, b -> b.latencyNs().count()),
                Column.of("p50_ns", "P50", Unit.DURATION, b -> b.latencyNs().p50()),
                Column.of("p99_ns", "P99", Unit.DURATION, b -> b.latencyNs().p99()),
                Column.of("max_ns", "MAX", Unit.DURATION, b -> b.latencyNs().max()),
                Column.optional(1, "start_ns", "BEGIN", Unit.TIME, LatencyBucket::startNs));
        String title = "When service was slowest (stretches of " + Unit.DURATION.text(model.bucketNs()) + ", by P99)";
        return List.of(new Block.Heading(title), new Block.Grid(new Table<>(columns, worst)));
    }
}
