package io.vqtrace.analyzer.diff;

import io.vqtrace.analyzer.analysis.DeviceSummary;
import java.util.ArrayList;
import java.util.List;

/** Compares what was offered and accepted. */
final class FeatureComparison {
    private FeatureComparison() {}

    /** Returns the difference, null if one of the traces shows no negotiation of the device. */
    static DiffModel.FeatureDiff of(DeviceSummary a, DeviceSummary b) {
        if (a.features() == null || b.features() == null) {
            return null;
        }
        return new DiffModel.FeatureDiff(
                missingFrom(a.features().offered(), b.features().offered()),
                missingFrom(b.features().offered(), a.features().offered()),
                missingFrom(a.features().accepted(), b.features().accepted()),
                missingFrom(b.features().accepted(), a.features().accepted()));
    }

    private static List<String> missingFrom(List<String> some, List<String> others) {
        return some == null || others == null
                ? null
                : others.stream().filter(name -> !some.contains(name)).toList();
    }

    /** Says what changed, a line for each kind of change; empty for none. */
    static List<String> lines(DiffModel.FeatureDiff diff) {
        List<String> lines = new ArrayList<>();
        if (diff != null) {
            add(lines, "accepted now: ", diff.acceptedGained());
            add(lines, "no longer accepted: ", diff.acceptedLost());
            add(lines, "offered now: ", diff.offeredGained());
            add(lines, "no longer offered: ", diff.offeredLost());
        }
        return lines;
    }

    private static void add(List<String> lines, String what, List<String> names) {
        if (names != null && !names.isEmpty()) {
            lines.add(what + String.join(", ", names));
        }
    }
}
