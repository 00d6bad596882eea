package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.analysis.InterruptsModel.Distribution;
import io.vqtrace.analyzer.analysis.InterruptsModel.QueueInterrupts;
import io.vqtrace.analyzer.analysis.LatencyNs;
import io.vqtrace.analyzer.render.Column;
import io.vqtrace.analyzer.render.Unit;
import io.vqtrace.trace.SuppressionReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What the tables of {@code vqtrace interrupts} tell of each queue. */
final class NotificationColumns {

    private NotificationColumns() {}

    static List<Column<QueueInterrupts>> interrupts() {
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

    static List<Column<QueueInterrupts>> kicks() {
        return List.of(
                Column.of("device", "DEVICE", Unit.TEXT, QueueInterrupts::device),
                Column.of("queue", "Q", Unit.NUMBER, QueueInterrupts::queue),
                Column.optional(2, "role", "ROLE", Unit.TEXT, QueueInterrupts::role),
                Column.of("kicks", "KICKS", Unit.COUNT, QueueInterrupts::kicks),
                Column.of("kicks_per_request", "KICKS/REQUEST", Unit.RATIO, QueueInterrupts::kicksPerRequest),
                Column.optional(1, "kicks_per_s", "RATE", Unit.PER_SECOND, QueueInterrupts::kicksPerS),
                Column.of("needless", "NEEDLESS", Unit.COUNT, QueueInterrupts::needlessKicks));
    }

    static List<Column<QueueInterrupts>> csv() {
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
                Column.of("suppressed", "", Unit.COUNT, NotificationColumns::suppressed)));
        for (SuppressionReason reason : SuppressionReason.values()) {
            columns.add(
                    Column.of("suppressed_" + reason.label(), "", Unit.COUNT, suppressed(reason, Counted.COMPLETIONS)));
            columns.add(Column.of(
                    "suppressed_" + reason.label() + "_decisions",
                    "",
                    Unit.COUNT,
                    suppressed(reason, Counted.DECISIONS)));
        }
        columns.add(Column.of("notified_at_once", "", Unit.COUNT, QueueInterrupts::notifiedAtOnce));
        columns.add(Column.of("notified_delayed", "", Unit.COUNT, QueueInterrupts::notifiedDelayed));
        columns.addAll(LatencyColumns.of("notify", QueueInterrupts::notifyNs));
        columns.add(Column.of("reading", "", Unit.TEXT, QueueInterrupts::reading));
        return columns;
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
}
