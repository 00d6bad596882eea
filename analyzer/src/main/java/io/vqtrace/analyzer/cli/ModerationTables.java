package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.analysis.InterruptsModel;
import io.vqtrace.analyzer.analysis.InterruptsModel.LateInterrupt;
import io.vqtrace.analyzer.analysis.InterruptsModel.ModerationInterval;
import io.vqtrace.analyzer.analysis.InterruptsModel.Storm;
import io.vqtrace.analyzer.render.Block;
import io.vqtrace.analyzer.render.Column;
import io.vqtrace.analyzer.render.Table;
import io.vqtrace.analyzer.render.Unit;
import io.vqtrace.trace.SuppressionReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** What {@code vqtrace interrupts} shows with a time: storms, the longest waits, and moderation over time. */
final class ModerationTables {

    private static final int STORMS_SHOWN = 20;

    private ModerationTables() {}

    /** The longest storms in the order of time; nothing if there are none. */
    static List<Block> storms(InterruptsModel model) {
        Long startNs = model.trace().startNs();
        if (model.storms() == null || model.storms().isEmpty() || startNs == null) {
            return List.of();
        }
        List<Storm> shown = model.storms().stream()
                .sorted(Comparator.comparingLong(Storm::durationNs).reversed())
                .limit(STORMS_SHOWN)
                .sorted(Comparator.comparingLong(Storm::startNs))
                .toList();
        int all = model.storms().size();
        String title = all > shown.size() ? "Storms (the longest " + shown.size() + " of " + all + ")" : "Storms";
        List<Column<Storm>> columns = List.of(
                Column.of("device", "DEVICE", Unit.TEXT, Storm::device),
                Column.of("queue", "Q", Unit.NUMBER, Storm::queue),
                Column.of("offset_ns", "FROM START", Unit.DURATION, storm -> storm.startNs() - startNs),
                Column.of("duration_ns", "DURATION", Unit.DURATION, Storm::durationNs),
                Column.of("interrupts", "INTERRUPTS", Unit.COUNT, Storm::interrupts),
                Column.of("interrupts_per_s", "RATE", Unit.PER_SECOND, Storm::interruptsPerS),
                Column.of("completions_per_interrupt", "DONE/IRQ", Unit.RATIO, Storm::completionsPerInterrupt),
                Column.optional(1, "start_ns", "BEGIN", Unit.TIME, Storm::startNs));
        return List.of(new Block.Heading(title), new Block.Grid(new Table<>(columns, shown)));
    }

    /** The completions that waited longest; nothing if none is known. */
    static List<Block> longest(InterruptsModel model) {
        Long startNs = model.trace().startNs();
        if (model.longest() == null || model.longest().isEmpty() || startNs == null) {
            return List.of();
        }
        List<Column<LateInterrupt>> columns = List.of(
                Column.of("device", "DEVICE", Unit.TEXT, LateInterrupt::device),
                Column.of("queue", "Q", Unit.NUMBER, LateInterrupt::queue),
                Column.of("head", "HEAD", Unit.NUMBER, LateInterrupt::head),
                Column.optional(2, "op", "OPERATION", Unit.TEXT, LateInterrupt::op),
                Column.of("offset_ns", "FROM START", Unit.DURATION, late -> late.usedNs() - startNs),
                Column.of("notify_ns", "NOTIFY", Unit.DURATION, LateInterrupt::notifyNs),
                Column.of("service_ns", "SERVICE", Unit.DURATION, LateInterrupt::serviceNs),
                Column.of("delivered", "TOGETHER", Unit.COUNT, LateInterrupt::delivered),
                Column.of("decision", "DECISION", Unit.TEXT, LateInterrupt::decision),
                Column.optional(1, "used_ns", "USED", Unit.TIME, LateInterrupt::usedNs));
        return List.of(
                new Block.Heading("Completions that waited longest for their interrupt"),
                new Block.Grid(new Table<>(columns, model.longest())),
                new Block.Paragraph("Decision is the device's first after the completion: delayed by moderation, or"
                        + " interrupt where nothing but the device's own time lay between. Together: completions that"
                        + " the interrupt delivered."));
    }

    /** Moderation by stretch of time on the queues with a completion. */
    static List<Block> overTime(InterruptsModel model) {
        Long startNs = model.trace().startNs();
        if (model.overTime() == null || startNs == null) {
            return List.of();
        }
        List<ModerationInterval> rows = model.overTime().stream()
                .filter(row -> model.queues().stream()
                        .anyMatch(queue -> queue.completions() > 0
                                && queue.queue() == row.queue()
                                && queue.device().equals(row.device())))
                .toList();
        List<Column<ModerationInterval>> columns = new ArrayList<>(List.of(
                Column.of("device", "DEVICE", Unit.TEXT, ModerationInterval::device),
                Column.of("queue", "Q", Unit.NUMBER, ModerationInterval::queue),
                Column.of("offset_ns", "FROM START", Unit.DURATION, row -> row.startNs() - startNs)));
        columns.addAll(List.of(
                Column.of("completions", "DONE", Unit.COUNT, ModerationInterval::completions),
                Column.of("interrupts", "IRQ", Unit.COUNT, ModerationInterval::interrupts),
                Column.of(
                        "completions_per_interrupt",
                        "DONE/IRQ",
                        Unit.RATIO,
                        ModerationInterval::completionsPerInterrupt),
                Column.optional(6, "kicks", "KICKS", Unit.COUNT, ModerationInterval::kicks),
                Column.optional(5, "notify_p50_ns", "NOTIFY P50", Unit.DURATION, ModerationInterval::notifyP50Ns),
                Column.optional(1, "notify_p99_ns", "NOTIFY P99", Unit.DURATION, ModerationInterval::notifyP99Ns),
                Column.optional(2, "suppressed_delayed", "DELAYED", Unit.COUNT, suppressed(SuppressionReason.DELAYED)),
                Column.optional(3, "suppressed_flags", "FLAGS", Unit.COUNT, suppressed(SuppressionReason.FLAGS)),
                Column.optional(
                        4,
                        "suppressed_event_index",
                        "EVENT IDX",
                        Unit.COUNT,
                        suppressed(SuppressionReason.EVENT_INDEX))));
        String title = "Over time (stretches of " + Unit.DURATION.text(model.intervalNs())
                + " with an event; delayed and suppressed are completions)";
        return List.of(new Block.Heading(title), new Block.Grid(new Table<>(columns, rows)));
    }

    /** The columns of moderation over time in CSV. */
    static List<Column<ModerationInterval>> csv() {
        List<Column<ModerationInterval>> columns = new ArrayList<>(List.of(
                Column.of("device", "", Unit.TEXT, ModerationInterval::device),
                Column.of("source_id", "", Unit.TEXT, ModerationInterval::sourceId),
                Column.of("queue", "", Unit.NUMBER, ModerationInterval::queue),
                Column.of("role", "", Unit.TEXT, ModerationInterval::role),
                Column.of("start_ns", "", Unit.TIME, ModerationInterval::startNs),
                Column.of("completions", "", Unit.COUNT, ModerationInterval::completions),
                Column.of("interrupts", "", Unit.COUNT, ModerationInterval::interrupts),
                Column.of("completions_per_interrupt", "", Unit.RATIO, ModerationInterval::completionsPerInterrupt),
                Column.of("kicks", "", Unit.COUNT, ModerationInterval::kicks),
                Column.of("notified", "", Unit.COUNT, ModerationInterval::notified),
                Column.of("notify_p50_ns", "", Unit.DURATION, ModerationInterval::notifyP50Ns),
                Column.of("notify_p99_ns", "", Unit.DURATION, ModerationInterval::notifyP99Ns),
                Column.of("notify_max_ns", "", Unit.DURATION, ModerationInterval::notifyMaxNs)));
        for (SuppressionReason reason : SuppressionReason.values()) {
            columns.add(Column.of("suppressed_" + reason.label(), "", Unit.COUNT, suppressed(reason)));
        }
        return columns;
    }

    private static Function<ModerationInterval, Object> suppressed(SuppressionReason reason) {
        return row -> row.suppressed() == null ? null : row.suppressed().get(reason.label());
    }
}
