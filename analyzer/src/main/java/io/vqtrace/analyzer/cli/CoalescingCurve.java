package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.render.Column;
import io.vqtrace.analyzer.render.Unit;
import io.vqtrace.analyzer.simulate.AddedLatency;
import io.vqtrace.analyzer.simulate.CoalescingModel.QueueCoalescing;
import io.vqtrace.analyzer.simulate.CoalescingModel.SettingResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** The trade-off of one queue as a small table: what was recorded, then the settings worth having. */
final class CoalescingCurve {
    private static final int BAR = 16;

    private CoalescingCurve() {}

    /** The recorded row and the curve, by falling interrupts; a chosen setting is on the curve. */
    static List<SettingResult> rows(QueueCoalescing queue) {
        List<SettingResult> rows = new ArrayList<>();
        if (queue.recorded() != null) {
            rows.add(queue.recorded());
        }
        queue.settings().stream()
                .filter(SettingResult::onCurve)
                .sorted(Comparator.comparing(SettingResult::interrupts).reversed())
                .forEach(rows::add);
        return rows;
    }

    static List<Column<SettingResult>> columns(QueueCoalescing queue) {
        double most = queue.settings().stream()
                .mapToDouble(SettingResult::interruptsPerS)
                .max()
                .orElse(1);
        return List.of(
                Column.of("setting", "SETTING", Unit.TEXT, SettingResult::setting),
                Column.of("interrupts_per_s", "INTERRUPTS", Unit.PER_SECOND, SettingResult::interruptsPerS),
                Column.optional(3, "bar", "", Unit.TEXT, r -> bar(r, most)),
                Column.optional(
                        1, "completions_per_interrupt", "DONE/IRQ", Unit.RATIO, SettingResult::completionsPerInterrupt),
                Column.optional(1, "added_p50_ns", "ADDED P50", Unit.DURATION, added(AddedLatency::p50)),
                Column.of("added_p99_ns", "ADDED P99", Unit.DURATION, added(AddedLatency::p99)),
                Column.optional(2, "added_max_ns", "MAX", Unit.DURATION, added(AddedLatency::max)),
                Column.of("mark", "", Unit.TEXT, r -> mark(r, queue)));
    }

    private static String bar(SettingResult result, double most) {
        if (result.interruptsPerS() == null) {
            return "";
        }
        return "#".repeat((int) Math.round(Math.min(1, result.interruptsPerS() / Math.max(1e-9, most)) * BAR));
    }

    private static String mark(SettingResult result, QueueCoalescing queue) {
        List<String> marks = new ArrayList<>();
        if (result.setting().equals(queue.knee())) {
            marks.add("knee");
        }
        if (queue.choice() != null && result.setting().equals(queue.choice().setting())) {
            marks.add(queue.choice().met() ? "goal" : "nearest");
        }
        return String.join(", ", marks);
    }

    private static Function<SettingResult, Object> added(Function<AddedLatency, Object> part) {
        return result -> result.addedLatencyNs() == null ? null : part.apply(result.addedLatencyNs());
    }
}
