package io.vqtrace.analyzer.diff;

import io.vqtrace.analyzer.analysis.TraceSummary;
import io.vqtrace.analyzer.text.Durations;
import java.util.ArrayList;
import java.util.List;

/** What the reader of a comparison has to keep in mind about its two traces. */
final class DiffNotes {
    /** Factor between two step sizes from which clocks count as different. */
    private static final int OTHER_CLOCK = 10;

    private final TraceProfile a;
    private final TraceProfile b;

    DiffNotes(TraceProfile a, TraceProfile b) {
        this.a = a;
        this.b = b;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        untimed(lines, "A", a);
        untimed(lines, "B", b);
        if (!String.valueOf(a.trace().source()).equals(String.valueOf(b.trace().source()))) {
            lines.add("A was captured as " + a.trace().source() + ", B as "
                    + b.trace().source() + ": what the capture itself costs is in the difference");
        }
        long steps = Math.max(a.resolutionNs(), b.resolutionNs());
        long finer = Math.min(a.resolutionNs(), b.resolutionNs());
        boolean known = finer > 0;
        if (known && finer * OTHER_CLOCK <= steps && steps > 1) {
            lines.add("the clocks step by " + Durations.text(a.resolutionNs()) + " (A) and "
                    + Durations.text(b.resolutionNs()) + " (B)");
        }
        lost(lines, "A", a.trace());
        lost(lines, "B", b.trace());
        notes(lines);
        return List.copyOf(lines);
    }

    private static void untimed(List<String> lines, String side, TraceProfile profile) {
        if (profile.trace().events() == 0) {
            lines.add(side + " has no virtqueue event");
        } else if (!profile.timed()) {
            lines.add("the events of " + side
                    + " carry no time: there are no durations or rates, and no interval for any figure");
        }
    }

    private static void lost(List<String> lines, String side, TraceSummary trace) {
        if (trace.gaps() != null && trace.gaps().count() > 0) {
            lines.add(side + " lost " + Durations.count(trace.gaps().lost(), "event") + " in "
                    + Durations.count(trace.gaps().count(), "gap") + ": its rates and counts are too low");
        }
        if (!trace.complete()) {
            lines.add(side + " is cut or was not closed");
        }
    }

    private void notes(List<String> lines) {
        for (String note : a.notes()) {
            lines.add((b.notes().contains(note) ? "A and B: " : "A: ") + note);
        }
        b.notes().stream().filter(note -> !a.notes().contains(note)).forEach(note -> lines.add("B: " + note));
    }
}
