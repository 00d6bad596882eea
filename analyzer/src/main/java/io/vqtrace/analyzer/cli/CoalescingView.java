package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.render.Block;
import io.vqtrace.analyzer.render.Column;
import io.vqtrace.analyzer.render.Result;
import io.vqtrace.analyzer.render.Table;
import io.vqtrace.analyzer.render.Unit;
import io.vqtrace.analyzer.simulate.AddedLatency;
import io.vqtrace.analyzer.simulate.CoalescingModel;
import io.vqtrace.analyzer.simulate.CoalescingModel.Choice;
import io.vqtrace.analyzer.simulate.CoalescingModel.QueueCoalescing;
import io.vqtrace.analyzer.simulate.CoalescingModel.SettingResult;
import io.vqtrace.analyzer.text.Durations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Shows {@code vqtrace simulate coalescing}: a line per queue, then the curve of the busiest ones. */
final class CoalescingView {
    private static final int MOST_CURVES = 4;

    private CoalescingView() {}

    static Result of(String name, CoalescingModel model) {
        List<Block> document = new ArrayList<>();
        document.add(TraceFacts.of(name, model.trace()));
        if (!model.queues().isEmpty()) {
            document.add(new Block.Heading("Interrupt moderation, simulated"));
            document.add(new Block.Grid(new Table<>(summaryColumns(), model.queues())));
            goal(model).ifPresent(document::add);
            curves(model, document);
            document.addAll(SimulationBlocks.assumptions(model.assumptions()));
        }
        document.addAll(Notes.of(model.notes()));
        return new Result("vqtrace.simulate.coalescing/1", model, csv(model), document);
    }

    private static List<Column<QueueCoalescing>> summaryColumns() {
        return List.of(
                Column.of("device", "DEVICE", Unit.TEXT, QueueCoalescing::device),
                Column.optional(1, "queue", "Q", Unit.NUMBER, QueueCoalescing::queue),
                Column.optional(5, "role", "ROLE", Unit.TEXT, QueueCoalescing::role),
                Column.of("completions", "COMPLETIONS", Unit.COUNT, QueueCoalescing::completions),
                Column.optional(1, "recorded", "RECORDED", Unit.PER_SECOND, q -> rate(q.recorded())),
                Column.optional(3, "off", "OFF", Unit.PER_SECOND, q -> rate(q.result("off"))),
                Column.optional(1, "knee", "KNEE", Unit.TEXT, QueueCoalescing::knee),
                Column.optional(2, "knee_rate", "RATE", Unit.PER_SECOND, q -> rate(q.result(q.knee()))),
                Column.optional(2, "knee_p99", "ADDED P99", Unit.DURATION, q -> p99(q.result(q.knee()))),
                Column.optional(1, "goal", "GOAL", Unit.TEXT, CoalescingView::goal),
                Column.of("confidence", "CONFIDENCE", Unit.TEXT, QueueCoalescing::confidence));
    }

    private static String goal(QueueCoalescing queue) {
        Choice choice = queue.choice();
        return choice == null ? null : choice.met() ? choice.setting() : "none (" + choice.setting() + ")";
    }

    private static Optional<Block> goal(CoalescingModel model) {
        List<String> limits = new ArrayList<>();
        if (model.maxAddedP99Ns() != null) {
            limits.add("at most " + Durations.text(model.maxAddedP99Ns()) + " added at p99");
        }
        if (model.maxInterruptsPerS() != null) {
            limits.add("at most " + Unit.PER_SECOND.text(model.maxInterruptsPerS()) + " interrupts");
        }
        return limits.isEmpty()
                ? Optional.empty()
                : Optional.of(new Block.Paragraph("Goal: " + String.join(" and ", limits)
                        + "; none (F:U) is the setting that comes nearest where none meets it."));
    }

    private static void curves(CoalescingModel model, List<Block> document) {
        List<QueueCoalescing> busiest = model.queues().stream()
                .sorted(Comparator.comparingLong(QueueCoalescing::completions).reversed())
                .limit(MOST_CURVES)
                .toList();
        for (QueueCoalescing queue : model.queues()) {
            if (busiest.contains(queue)) {
                document.add(new Block.Heading(title(queue)));
                document.add(new Block.Grid(new Table<>(CoalescingCurve.columns(queue), CoalescingCurve.rows(queue))));
                verdict(queue, model).ifPresent(document::add);
                document.add(SimulationBlocks.trust(queue.method(), queue.confidence(), queue.limits()));
            }
        }
        if (model.queues().size() > busiest.size()) {
            document.add(new Block.Paragraph(Durations.count(model.queues().size() - busiest.size(), "more queue")
                    + " with fewer completions: --device and --queue show their curve, csv and json have every"
                    + " setting."));
        }
    }

    private static String title(QueueCoalescing queue) {
        String name = queue.queue() == null ? ", all queues" : " queue " + queue.queue();
        return queue.device() + name + (queue.role() == null ? "" : " (" + queue.role() + ")");
    }

    private static Optional<Block> verdict(QueueCoalescing queue, CoalescingModel model) {
        Choice choice = queue.choice();
        if (choice == null) {
            return Optional.empty();
        }
        SettingResult chosen = queue.result(choice.setting());
        String figures = Unit.PER_SECOND.text(chosen.interruptsPerS()) + " interrupts, "
                + Durations.text(chosen.addedLatencyNs().p99()) + " added at p99";
        return Optional.of(new Block.Paragraph(
                choice.met()
                        ? "Goal met by " + choice.setting() + ": " + figures + "."
                        : "No setting meets the goal. Nearest is " + choice.setting() + ": " + figures + ", "
                                + Unit.RATIO.text(choice.excessRatio()) + " times the limit."));
    }

    private static Double rate(SettingResult result) {
        return result == null ? null : result.interruptsPerS();
    }

    private static Long p99(SettingResult result) {
        return result == null || result.addedLatencyNs() == null
                ? null
                : Long.valueOf(result.addedLatencyNs().p99());
    }

    private record Row(QueueCoalescing queue, SettingResult result) {}

    private static Table<Row> csv(CoalescingModel model) {
        List<Row> rows = new ArrayList<>();
        for (QueueCoalescing queue : model.queues()) {
            if (queue.recorded() != null) {
                rows.add(new Row(queue, queue.recorded()));
            }
            queue.settings().forEach(result -> rows.add(new Row(queue, result)));
        }
        return new Table<>(
                List.of(
                        Column.of("device", "", Unit.TEXT, r -> r.queue.device()),
                        Column.of("source_id", "", Unit.TEXT, r -> r.queue.sourceId()),
                        Column.of("queue", "", Unit.NUMBER, r -> r.queue.queue()),
                        Column.of("role", "", Unit.TEXT, r -> r.queue.role()),
                        Column.of("setting", "", Unit.TEXT, r -> r.result.setting()),
                        Column.of("frames", "", Unit.NUMBER, r -> r.result.frames()),
                        Column.of("usecs", "", Unit.NUMBER, r -> r.result.usecs()),
                        Column.of("adaptive", "", Unit.TEXT, r -> r.result.adaptive()),
                        Column.of("interrupts", "", Unit.COUNT, r -> r.result.interrupts()),
                        Column.of("interrupts_per_s", "", Unit.PER_SECOND, r -> r.result.interruptsPerS()),
                        Column.of("completions_per_interrupt", "", Unit.RATIO, r -> r.result.completionsPerInterrupt()),
                        Column.of("added_mean_ns", "", Unit.DURATION, added(AddedLatency::mean)),
                        Column.of("added_p50_ns", "", Unit.DURATION, added(AddedLatency::p50)),
                        Column.of("added_p99_ns", "", Unit.DURATION, added(AddedLatency::p99)),
                        Column.of("added_max_ns", "", Unit.DURATION, added(AddedLatency::max)),
                        Column.of("on_curve", "", Unit.TEXT, r -> r.result.onCurve()),
                        Column.of("knee", "", Unit.TEXT, r -> r.result.setting().equals(r.queue.knee())),
                        Column.of("chosen", "", Unit.TEXT, CoalescingView::chosen),
                        Column.of("method", "", Unit.TEXT, r -> r.queue.method()),
                        Column.of("confidence", "", Unit.TEXT, r -> r.queue.confidence())),
                rows);
    }

    private static Boolean chosen(Row row) {
        Choice choice = row.queue.choice();
        return choice == null
                ? null
                : Boolean.valueOf(choice.met() && row.result.setting().equals(choice.setting()));
    }

    private static Function<Row, Object> added(Function<AddedLatency, Object> part) {
        return row -> row.result.addedLatencyNs() == null ? null : part.apply(row.result.addedLatencyNs());
    }
}
