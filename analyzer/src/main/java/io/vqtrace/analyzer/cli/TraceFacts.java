package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.analysis.TraceSummary;
import io.vqtrace.analyzer.render.Block;
import io.vqtrace.analyzer.render.Unit;
import io.vqtrace.analyzer.text.Durations;
import java.util.ArrayList;
import java.util.List;

/** The lines at the top of every analysis: which trace, when, how long, how complete. */
final class TraceFacts {

    private static final String SEPARATOR = " · ";

    private TraceFacts() {}

    static Block of(String name, TraceSummary trace) {
        return of(name, trace, null);
    }

    /** @param acrossGaps requests that were left out because events were lost during them; null if not counted */
    static Block of(String name, TraceSummary trace, Long acrossGaps) {
        List<Block.Fact> facts = new ArrayList<>(
                List.of(new Block.Fact("Trace", identity(name, trace)), new Block.Fact("Events", counts(trace))));
        if (trace.gaps() != null && trace.gaps().count() > 0) {
            facts.add(new Block.Fact("Lost", lost(trace.gaps(), acrossGaps)));
        }
        return new Block.Facts(facts);
    }

    /** Which trace, from where, when and how long. */
    static String identity(String name, TraceSummary trace) {
        List<String> identity = new ArrayList<>(List.of(name));
        if (trace.source() != null) {
            identity.add(trace.source());
        }
        if (trace.level() != null && !"import".equals(trace.mode())) {
            identity.add(trace.mode() + ", level " + trace.level());
        }
        if (trace.startNs() == null) {
            identity.add(trace.events() == 0 ? "no virtqueue event" : "without times");
        } else {
            identity.add(Unit.TIME.text(trace.startNs()));
            identity.add(Unit.DURATION.text(trace.durationNs()));
        }
        identity.add(trace.complete() ? "complete" : "INCOMPLETE: cut or not closed");
        return String.join(SEPARATOR, identity);
    }

    /** How much is in it, and how well it was seen. */
    static String counts(TraceSummary trace) {
        List<String> counts = new ArrayList<>(List.of(
                Unit.COUNT.text(trace.events()) + " events",
                Unit.COUNT.text(trace.requests()) + " requests",
                Unit.COUNT.text(trace.dropped()) + " dropped"));
        if (trace.unparsedLines() != null) {
            counts.add(Unit.COUNT.text(trace.unparsedLines()) + " lines not understood");
        }
        if (trace.events() > 0 && trace.clock().resolutionNs() != null) {
            counts.add("clock steps of " + Unit.DURATION.text(trace.clock().resolutionNs()));
        }
        return String.join(SEPARATOR, counts);
    }

    private static String lost(TraceSummary.GapSummary gaps, Long acrossGaps) {
        return Unit.COUNT.text(gaps.lost()) + " events lost in " + Durations.count(gaps.count(), "gap")
                + ", longest " + Unit.DURATION.text(gaps.longestNs())
                + (acrossGaps == null
                        ? ""
                        : "; requests across them: " + Unit.COUNT.text(acrossGaps) + " excluded from percentiles");
    }
}
