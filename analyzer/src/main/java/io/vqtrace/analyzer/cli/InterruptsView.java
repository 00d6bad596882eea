package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.analysis.InterruptsModel;
import io.vqtrace.analyzer.analysis.InterruptsModel.Distribution;
import io.vqtrace.analyzer.analysis.InterruptsModel.QueueInterrupts;
import io.vqtrace.analyzer.analysis.LatencyNs;
import io.vqtrace.analyzer.render.Block;
import io.vqtrace.analyzer.render.Column;
import io.vqtrace.analyzer.render.Result;
import io.vqtrace.analyzer.render.Table;
import io.vqtrace.analyzer.render.Unit;
import io.vqtrace.trace.SuppressionReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Shows {@code vqtrace interrupts}: notifications in both directions, first the interrupts, then the kicks. */
final class InterruptsView {

    private InterruptsView() {}

    static Result of(String name, InterruptsModel model) {
        List<Block> document = new ArrayList<>();
        document.add(TraceFacts.of(name, model.trace()));
        document.add(new Block.Heading("Interrupts (device to driver)"));
        document.add(new Block.Grid(new Table<>(interruptColumns(), model.queues())));
        document.add(new Block.Heading("Kicks (driver to device)"));
        document.add(new Block.Grid(new Table<>(kickColumns(), model.queues())));
        document.addAll(suppression(model.queues()));
        document.addAll(Notes.of(model.notes()));
        return new Result("vqtrace.interrupts/1", model, new Table<>(csvColumns(), model.queues()), document);
    }

    private static List<Column<QueueInterrupts>> interruptColumns() {
        return List.of(
                Column.of("device", "DEVICE", Unit.TEXT, QueueInterrupts::device),
                Column.of("queue", "Q", Unit.NUMBER, QueueInterrupts::queue),
                Column.optional(5, "role", "ROLE", Unit.TEXT, QueueInterrupts::role),
                Column.of("completions", "COMPLETIONS", Unit.COUNT, QueueInterrupts::completions),
                Column.of("interrupts", "INTERRUPTS", Unit.COUNT, QueueInterrupts::interrupts),
                Column.of(
                        "completions_per_interrupt", "DONE/IRQ", Unit.RATIO, QueueInterrupts::completionsPerInterrupt),
                Column.optional(3, "completions_p99", "P99 DONE/IRQ", Unit.NUMBER, distribution(Distribution::p99)),
                Column.optional(1, "interrupts_per_s", "RATE", Unit.PER_SECOND, QueueInterrupts::interruptsPerS),
                Column.optional(2, "needless", "NEEDLESS", Unit.COUNT, QueueInterrupts::needlessInterrupts),
                Column.optional(6, "notify_p50_ns", "NOTIFY P50", Unit.DURATION, notify(LatencyNs::p50)),
                Column.optional(4, "notify_p99_ns", "NOTIFY P99", Unit.DURATION, notify(LatencyNs::p99)));
    }

    private static List<Column<QueueInterrupts>> kickColumns() {
        return List.of(
                Column.of("device", "DEVICE", Unit.TEXT, QueueInterrupts::device),
                Column.of("queue", "Q", Unit.NUMBER, QueueInterrupts::queue),
                Column.optional(2, "role", "ROLE", Unit.TEXT, QueueInterrupts::role),
                Column.of("kicks", "KICKS", Unit.COUNT, QueueInterrupts::kicks),
                Column.of("kicks_per_request", "KICKS/REQUEST", Unit.RATIO, QueueInterrupts::kicksPerRequest),
                Column.optional(1, "kicks_per_s", "RATE", Unit.PER_SECOND, QueueInterrupts::kicksPerS),
                Column.of("needless", "NEEDLESS", Unit.COUNT, QueueInterrupts::needlessKicks));
    }

    private static List<Column<QueueInterrupts>> csvColumns() {
        List<Column<QueueInterrupts>> columns = new ArrayList<>(List.of(
                Column.of("device", "", Unit.TEXT, QueueInterrupts::device),
                Column.of("source_id", "", Unit.TEXT, QueueInterrupts::sourceId),
                Column.of("queue", "", Unit.NUMBER, QueueInterrupts::queue),
                Column.of("role", "", Unit.TEXT, QueueInterrupts::role),
                Column.of("kind", "", Unit.TEXT, QueueInterrupts::kind),
                Column.of("completions", "", Unit.COUNT, QueueInterrupts::completions),
                Column.of("interrupts", "", Unit.COUNT, QueueInterrupts::interrupts),
                Column.of("completions_per_interrupt", "", Unit.RATIO, QueueInterrupts::completionsPerInterrupt),
                Column.of("completions_per_interrupt_p50", "", Unit.NUMBER, distribution(Distribution::p50)),
                Column.of("completions_per_interrupt_p99", "", Unit.NUMBER, distribution(Distribution::p99)),
                Column.of("completions_per_interrupt_max", "", Unit.NUMBER, distribution(Distribution::max)),
                Column.of("interrupts_per_s", "", Unit.PER_SECOND, QueueInterrupts::interruptsPerS),
                Column.of("needless_interrupts", "", Unit.COUNT, QueueInterrupts::needlessInterrupts),
                Column.of("kicks", "", Unit.COUNT, QueueInterrupts::kicks),
                Column.of("kicks_per_request", "", Unit.RATIO, QueueInterrupts::kicksPerRequest),
                Column.of("kicks_per_s", "", Unit.PER_SECOND, QueueInterrupts::kicksPerS),
                Column.of("needless_kicks", "", Unit.COUNT, QueueInterrupts::needlessKicks),
                Column.of("suppressed", "", Unit.COUNT, InterruptsView::suppressed)));
        for (SuppressionReason reason : SuppressionReason.values()) {
            columns.add(
                    Column.of("suppressed_" + reason.label(), "", Unit.COUNT, suppressed(reason, Counted.COMPLETIONS)));
            columns.add(Column.of(
                    "suppressed_" + reason.label() + "_decisions",
                    "",
                    Unit.COUNT,
                    suppressed(reason, Counted.DECISIONS)));
        }
        columns.addAll(LatencyColumns.of("notify", QueueInterrupts::notifyNs));
        return columns;
    }

    private static List<Block> suppression(List<QueueInterrupts> queues) {
        List<Suppression> rows = queues.stream()
                .filter(q -> q.suppressed() != null)
                .flatMap(q -> q.suppressed().entrySet().stream().map(e -> new Suppression(q, e.getKey(), e.getValue())))
                .toList();
        if (rows.isEmpty()) {
            return List.of();
        }
        List<Column<Suppression>> columns = List.of(
                Column.of("device", "DEVICE", Unit.TEXT, s -> s.queue.device()),
                Column.of("queue", "Q", Unit.NUMBER, s -> s.queue.queue()),
                Column.of("reason", "REASON", Unit.TEXT, Suppression::text),
                Column.of("decisions", "DECISIONS", Unit.COUNT, Suppression::decisions),
                Column.of("completions", "COMPLETIONS", Unit.COUNT, Suppression::completions),
                Column.of("share", "OF ALL", Unit.SHARE, Suppression::share));
        return List.of(
                new Block.Heading("Interrupts that were not sent, or not at once"),
                new Block.Grid(new Table<>(columns, rows)),
                new Block.Paragraph("Not wanted: the driver had asked not to be told. Delayed: moderation held the"
                        + " completions back, and a later interrupt delivered them."));
    }

    private static Long suppressed(QueueInterrupts queue) {
        Map<String, Long> reasons = queue.suppressed();
        return reasons == null
                ? null
                : Long.valueOf(
                        reasons.values().stream().mapToLong(Long::longValue).sum());
    }

    private static Function<QueueInterrupts, Object> distribution(Function<Distribution, Object> part) {
        return queue -> queue.completionsPerInterruptDistribution() == null
                ? null
                : part.apply(queue.completionsPerInterruptDistribution());
    }

    private static Function<QueueInterrupts, Object> notify(Function<LatencyNs, Object> part) {
        return queue -> queue.notifyNs() == null ? null : part.apply(queue.notifyNs());
    }

    private static Function<QueueInterrupts, Object> suppressed(SuppressionReason reason, Counted what) {
        return queue -> {
            Map<String, Long> counts = what == Counted.DECISIONS ? queue.suppressedDecisions() : queue.suppressed();
            return counts == null ? null : counts.getOrDefault(reason.label(), 0L);
        };
    }

    private enum Counted {
        DECISIONS,
        COMPLETIONS
    }

    private record Suppression(QueueInterrupts queue, String reason, long completions) {
        String text() {
            return Arrays.stream(SuppressionReason.values())
                    .filter(known -> known.label().equals(reason))
                    .map(InterruptsView::text)
                    .findFirst()
                    .orElse(reason);
        }

        Long decisions() {
            return queue.suppressedDecisions().get(reason);
        }

        Double share() {
            return queue.completions() == 0 ? null : Double.valueOf((double) completions / queue.completions());
        }
    }

    private static String text(SuppressionReason reason) {
        return switch (reason) {
            case FLAGS -> "not wanted (flags)";
            case EVENT_INDEX -> "not wanted (event index)";
            case DELAYED -> "delayed (moderation)";
        };
    }
}
