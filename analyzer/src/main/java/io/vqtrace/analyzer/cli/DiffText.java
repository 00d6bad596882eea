package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.diff.Change;
import io.vqtrace.analyzer.diff.DiffModel;
import io.vqtrace.analyzer.diff.Metric;
import io.vqtrace.analyzer.diff.MetricDiff;
import io.vqtrace.analyzer.render.Unit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Figures of a comparison as text. */
final class DiffText {
    private static final Map<Metric.MetricUnit, Unit> UNITS = Map.of(
            Metric.MetricUnit.NS, Unit.DURATION,
            Metric.MetricUnit.SHARE, Unit.SHARE,
            Metric.MetricUnit.NUMBER, Unit.RATIO,
            Metric.MetricUnit.PER_S, Unit.PER_SECOND,
            Metric.MetricUnit.BYTES_PER_S, Unit.BYTES);

    private static final double FACTOR_FROM = 3;

    private DiffText() {}

    /** The figure's name, with the operation if it is of one. */
    static String name(Metric metric) {
        return metric.op().equals(Metric.ALL_OPERATIONS) ? metric.label() : metric.op() + ": " + metric.label();
    }

    static String value(Metric metric, Double value) {
        String text = UNITS.get(metric.unit()).text(value);
        return value != null && metric.unit() == Metric.MetricUnit.BYTES_PER_S ? text + "/s" : text;
    }

    /** The change alone: {@code +103 %}, {@code ×4.2}, {@code -3.1 points}; null if there is none. */
    static String change(MetricDiff diff) {
        return diff.change() == null ? null : amount(diff, diff.change());
    }

    /** The interval of the change, null without one. */
    static String interval(MetricDiff diff) {
        if (diff.low() == null || diff.low().equals(diff.high())) {
            return null;
        }
        return amount(diff, diff.low()) + " … " + amount(diff, diff.high());
    }

    private static String amount(MetricDiff diff, double change) {
        if (diff.relative()) {
            return change + 1 >= FACTOR_FROM
                    ? "×" + Unit.RATIO.text(change + 1)
                    : String.format(Locale.ROOT, "%+.1f %%", 100 * change);
        }
        if (diff.metric().unit() == Metric.MetricUnit.SHARE) {
            return String.format(Locale.ROOT, "%+.1f pp", 100 * change);
        }
        return (change < 0 ? "-" : change > 0 ? "+" : "") + value(diff.metric(), Math.abs(change));
    }

    /** A change in one line. */
    static String line(MetricDiff diff) {
        return name(diff.metric()) + " " + value(diff.metric(), diff.a()) + " → " + value(diff.metric(), diff.b())
                + ": " + change(diff) + " (" + interval(diff) + ")";
    }

    static String verdict(MetricDiff diff) {
        return verdict(diff.verdict(), diff.reason());
    }

    static String verdict(Change verdict, String reason) {
        String word = verdict == Change.NONE ? "no change" : verdict == Change.NOT_COMPARABLE ? "—" : verdict.label();
        return reason == null || reason.equals("equal") ? word : word + " (" + reason + ")";
    }

    /** One value if both are the same, else both with an arrow. */
    static String pair(Unit unit, Object a, Object b) {
        String before = unit.text(a);
        String after = unit.text(b);
        return before.equals(after) ? before : before + " → " + after;
    }

    static String percent(double share) {
        return BigDecimal.valueOf(100 * share)
                        .round(new MathContext(4))
                        .stripTrailingZeros()
                        .toPlainString() + " %";
    }

    /** What became of a device's features, in a word or two. */
    static String features(DiffModel.DeviceDiff device) {
        DiffModel.FeatureDiff features = device.features();
        if (features == null) {
            return "not comparable";
        }
        List<String> counts = new ArrayList<>();
        count(counts, "accepted", features.acceptedGained(), features.acceptedLost());
        count(counts, "offered", features.offeredGained(), features.offeredLost());
        return counts.isEmpty() ? "the same" : String.join(", ", counts);
    }

    private static void count(List<String> counts, String what, List<String> gained, List<String> lost) {
        if (gained == null) {
            counts.add(what + " not comparable");
        } else if (gained.size() + lost.size() > 0) {
            counts.add(what + " +" + gained.size() + " -" + lost.size());
        }
    }
}
