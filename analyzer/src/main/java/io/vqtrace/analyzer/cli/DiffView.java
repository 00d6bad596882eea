package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.diff.DiffModel;
import io.vqtrace.analyzer.diff.DiffModel.DeviceDiff;
import io.vqtrace.analyzer.diff.DiffModel.QueueDiff;
import io.vqtrace.analyzer.diff.Metric;
import io.vqtrace.analyzer.diff.MetricDiff;
import io.vqtrace.analyzer.render.Block;
import io.vqtrace.analyzer.render.Column;
import io.vqtrace.analyzer.render.Result;
import io.vqtrace.analyzer.render.Table;
import io.vqtrace.analyzer.render.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Shows {@code vqtrace diff}: what changed, then every figure of both traces side by side. */
final class DiffView {
    /** Above so many queues, the tables for reading leave out what did not change. */
    private static final int QUEUES_IN_FULL = 4;

    private final DiffModel model;
    private final List<Block> document = new ArrayList<>();

    private DiffView(DiffModel model) {
        this.model = model;
    }

    /** One figure of one queue. */
    private record Row(QueueDiff queue, MetricDiff metric) {}

    static Result of(DiffModel model) {
        DiffView view = new DiffView(model);
        view.describe();
        return new Result("vqtrace.diff/1", model, new Table<>(csvColumns(), rows(model.queues())), view.document);
    }

    private static List<Row> rows(List<QueueDiff> queues) {
        return queues.stream()
                .flatMap(queue -> queue.metrics().stream().map(metric -> new Row(queue, metric)))
                .toList();
    }

    private void describe() {
        document.add(new Block.Facts(List.of(
                new Block.Fact(
                        "A", TraceFacts.identity(model.a().name(), model.a().trace())),
                new Block.Fact("", TraceFacts.counts(model.a().trace())),
                new Block.Fact(
                        "B", TraceFacts.identity(model.b().name(), model.b().trace())),
                new Block.Fact("", TraceFacts.counts(model.b().trace())))));
        document.addAll(DiffFindingsView.of(model));
        List<QueueDiff> queues =
                model.queues().stream().filter(queue -> !queue.supply()).toList();
        for (Metric.Group group : Metric.Group.values()) {
            table(title(group), group, queues);
        }
        verdicts(queues);
        for (Metric.Group group : Metric.Group.values()) {
            table(
                    "Supply queues: " + group.label(),
                    group,
                    model.queues().stream().filter(QueueDiff::supply).toList());
        }
        matching();
        method();
        if (!model.notes().isEmpty()) {
            document.add(new Block.Heading("Notes"));
            document.add(new Block.Bullets(model.notes()));
        }
    }

    private static String title(Metric.Group group) {
        String label = group.label();
        return label.substring(0, 1).toUpperCase(Locale.ROOT) + label.substring(1);
    }

    private void table(String title, Metric.Group group, List<QueueDiff> queues) {
        List<Row> all = rows(queues).stream()
                .filter(row -> row.metric().metric().group() == group)
                .filter(row -> row.metric().a() != null || row.metric().b() != null)
                .toList();
        boolean inFull = queues.size() <= QUEUES_IN_FULL;
        List<Row> shown = all.stream()
                .filter(row -> inFull || row.metric().verdict().shown())
                .toList();
        if (all.isEmpty()) {
            return;
        }
        document.add(new Block.Heading(title));
        if (!shown.isEmpty()) {
            document.add(new Block.Grid(new Table<>(columns(), shown)));
        }
        if (shown.size() < all.size()) {
            document.add(new Block.Paragraph((all.size() - shown.size())
                    + " figures without a change are left out; --format csv has them all."));
        }
    }

    private static List<Column<Row>> columns() {
        return List.of(
                Column.of("device", "DEVICE", Unit.TEXT, row -> row.queue().device()),
                Column.of("queue", "Q", Unit.NUMBER, row -> row.queue().queue()),
                Column.of(
                        "metric",
                        "FIGURE",
                        Unit.TEXT,
                        row -> DiffText.name(row.metric().metric())),
                Column.of(
                        "a",
                        "A",
                        Unit.TEXT,
                        row -> DiffText.value(
                                row.metric().metric(), row.metric().a())),
                Column.of(
                        "b",
                        "B",
                        Unit.TEXT,
                        row -> DiffText.value(
                                row.metric().metric(), row.metric().b())),
                Column.of("change", "CHANGE", Unit.TEXT, row -> DiffText.change(row.metric())),
                Column.optional(1, "interval", "INTERVAL", Unit.TEXT, row -> DiffText.interval(row.metric())),
                Column.of("verdict", "VERDICT", Unit.TEXT, row -> DiffText.verdict(row.metric())));
    }

    private static Column<Row> csv(String key, Unit unit, Function<Row, ?> value) {
        return Column.of(key, "", unit, value);
    }

    private static List<Column<Row>> csvColumns() {
        return List.of(
                csv("device", Unit.TEXT, row -> row.queue().device()),
                csv("queue", Unit.NUMBER, row -> row.queue().queue()),
                csv("role", Unit.TEXT, row -> row.queue().role()),
                csv("kind", Unit.TEXT, row -> row.queue().kind()),
                csv("group", Unit.TEXT, row -> row.metric().metric().group().label()),
                csv("metric", Unit.TEXT, row -> row.metric().metric().key()),
                csv("op", Unit.TEXT, row -> row.metric().metric().op()),
                csv("unit", Unit.TEXT, row -> row.metric().metric().unit().label()),
                csv("a", Unit.RATIO, row -> row.metric().a()),
                csv("b", Unit.RATIO, row -> row.metric().b()),
                csv("scale", Unit.TEXT, row -> row.metric().scale()),
                csv("change", Unit.RATIO, row -> row.metric().change()),
                csv("low", Unit.RATIO, row -> row.metric().low()),
                csv("high", Unit.RATIO, row -> row.metric().high()),
                csv("p_value", Unit.RATIO, row -> row.metric().pValue()),
                csv("p_adjusted", Unit.RATIO, row -> row.metric().pAdjusted()),
                csv("verdict", Unit.TEXT, row -> row.metric().verdict().label()),
                csv("reason", Unit.TEXT, row -> row.metric().reason()));
    }

    private void verdicts(List<QueueDiff> queues) {
        if (queues.isEmpty()) {
            return;
        }
        document.add(new Block.Heading("Verdicts and extremes (A → B)"));
        document.add(new Block.Grid(new Table<>(
                List.of(
                        Column.of("device", "DEVICE", Unit.TEXT, QueueDiff::device),
                        Column.of("queue", "Q", Unit.NUMBER, QueueDiff::queue),
                        Column.of(
                                "requests",
                                "REQUESTS",
                                Unit.TEXT,
                                q -> DiffText.pair(Unit.COUNT, q.a().requests(), q.b().requests())),
                        Column.of(
                                "size", "RING", Unit.TEXT, q -> DiffText.pair(Unit.NUMBER, q.a().size(), q.b().size())),
                        Column.of(
                                "in_flight_max",
                                "MAX IN FLIGHT",
                                Unit.TEXT,
                                q -> DiffText.pair(Unit.NUMBER, q.a().inFlightMax(), q.b().inFlightMax())),
                        Column.optional(
                                1,
                                "occupancy_max",
                                "MAX OCCUPIED",
                                Unit.TEXT,
                                q -> DiffText.pair(Unit.NUMBER, q.a().occupancyMax(), q.b().occupancyMax())),
                        Column.of(
                                "verdict",
                                "SATURATION",
                                Unit.TEXT,
                                q -> DiffText.pair(
                                        Unit.TEXT,
                                        q.saturation().a(),
                                        q.saturation().b())),
                        Column.of(
                                "change",
                                "VERDICT",
                                Unit.TEXT,
                                q -> DiffText.verdict(
                                        q.saturation().verdict(), q.saturation().reason()))),
                queues)));
    }

    private void matching() {
        document.add(new Block.Heading("What was compared with what"));
        document.add(new Block.Grid(new Table<>(
                List.of(
                        Column.of("a", "IN A", Unit.TEXT, DeviceDiff::a),
                        Column.of("b", "IN B", Unit.TEXT, DeviceDiff::b),
                        Column.of("type", "TYPE", Unit.TEXT, DeviceDiff::type),
                        Column.of("matched_by", "MATCHED BY", Unit.TEXT, DeviceDiff::matchedBy),
                        Column.of("features", "FEATURES", Unit.TEXT, DiffText::features)),
                model.devices())));
        List<String> alone = new ArrayList<>();
        if (!model.onlyA().isEmpty()) {
            alone.add("only in A: " + String.join(", ", model.onlyA()));
        }
        if (!model.onlyB().isEmpty()) {
            alone.add("only in B: " + String.join(", ", model.onlyB()));
        }
        if (!alone.isEmpty()) {
            document.add(new Block.Bullets(alone));
        }
    }

    private void method() {
        DiffModel.Method method = model.method();
        if (method.comparisons() == 0) {
            return;
        }
        String confidence = DiffText.percent(method.confidenceRatio());
        document.add(new Block.Heading("How noise was told from change"));
        document.add(new Block.Paragraph("Intervals of " + confidence + " from a block bootstrap over time ("
                + method.resamples() + " draws, seed " + method.seed() + "), each for itself. A change is shown if it"
                + " holds at " + confidence + " for all " + method.comparisons()
                + " figures together (Holm) and is at least "
                + DiffText.percent(method.minEffectRatio())
                + (method.resolutionNs() == null
                        ? ""
                        : "; one of a duration also if it is more than the clock's step of "
                                + Unit.DURATION.text(method.resolutionNs()))
                + ". Each trace is one run: how much runs differ from each other is not in the intervals."));
    }
}
