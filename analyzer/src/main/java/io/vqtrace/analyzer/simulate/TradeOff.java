package io.vqtrace.analyzer.simulate;

import io.vqtrace.analyzer.simulate.CoalescingModel.Choice;
import io.vqtrace.analyzer.simulate.CoalescingModel.SettingResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Fewer interrupts against more latency: the curve of the settings worth having, its knee, and what meets a goal. */
final class TradeOff {
    private static final Comparator<SettingResult> CHEAPEST =
            Comparator.comparingLong(SettingResult::interrupts).thenComparingLong(TradeOff::p99);
    private static final Comparator<SettingResult> QUICKEST =
            Comparator.comparingLong(TradeOff::p99).thenComparingLong(SettingResult::interrupts);

    private TradeOff() {}

    /** The settings that no other one beats in interrupts and added p99 alike, by falling interrupts. */
    static List<SettingResult> curve(List<SettingResult> results) {
        List<SettingResult> curve = new ArrayList<>();
        long least = Long.MAX_VALUE;
        for (SettingResult result : results.stream()
                .filter(r -> r.addedLatencyNs() != null)
                .sorted(QUICKEST)
                .toList()) {
            if (result.interrupts() < least) {
                least = result.interrupts();
                curve.add(result);
            }
        }
        return curve;
    }

    /**
     * The knee: with both axes scaled to the curve's ends, the point farthest below the straight line between them.
     *
     * @return null if no point lies below the line
     */
    static SettingResult knee(List<SettingResult> curve) {
        if (curve.size() < 3) {
            return null;
        }
        SettingResult first = curve.get(0);
        SettingResult last = curve.get(curve.size() - 1);
        double interrupts = first.interrupts() - last.interrupts();
        double latency = p99(last) - p99(first);
        SettingResult knee = null;
        double best = 0;
        for (SettingResult point : curve) {
            double x = (point.interrupts() - last.interrupts()) / interrupts;
            double y = (p99(point) - p99(first)) / latency;
            // The line runs from (1, 0) to (0, 1); the distance differs from this by a constant factor only.
            double below = 1 - x - y;
            if (below > best) {
                best = below;
                knee = point;
            }
        }
        return knee;
    }

    /** The cheapest setting that meets the goal, or the nearest; with a limit of interrupts alone, the quickest. */
    static Choice choose(List<SettingResult> curve, CoalescingOptions goal) {
        if (!goal.hasGoal() || curve.isEmpty()) {
            return null;
        }
        Comparator<SettingResult> better = goal.maxAddedP99Ns() == null ? QUICKEST : CHEAPEST;
        SettingResult chosen = curve.stream()
                .filter(result -> excess(result, goal) <= 1)
                .min(better)
                .orElseGet(() -> curve.stream()
                        .min(Comparator.comparingDouble((SettingResult r) -> excess(r, goal))
                                .thenComparing(better))
                        .orElseThrow());
        double excess = excess(chosen, goal);
        return new Choice(chosen.setting(), excess <= 1, excess);
    }

    private static double excess(SettingResult result, CoalescingOptions goal) {
        double latency = goal.maxAddedP99Ns() == null ? 0 : (double) p99(result) / goal.maxAddedP99Ns();
        double rate = goal.maxInterruptsPerS() == null ? 0 : result.interruptsPerS() / goal.maxInterruptsPerS();
        return Math.max(latency, rate);
    }

    private static long p99(SettingResult result) {
        return result.addedLatencyNs().p99();
    }
}
