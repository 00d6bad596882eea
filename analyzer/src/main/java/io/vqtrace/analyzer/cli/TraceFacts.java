package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.analysis.TraceSummary;
import io.vqtrace.analyzer.render.Block;
import io.vqtrace.analyzer.render.Unit;
import java.util.ArrayList;
import java.util.List;

/** The lines at the top of every analysis: which trace, when, how long, how complete. */
final class TraceFacts {

    private static final String SEPARATOR = " · ";

    private TraceFacts() {}

    static Block of(String name, TraceSummary trace) {
        List<String> identity = new ArrayList<>(List.of(name));
        if (trace.source() != null) {
            identity.add(trace.source());
        }
        if (trace.startNs() == null) {
            identity.add(trace.events() == 0 ? "no virtqueue event" : "without times");
        } else {
            identity.add(Unit.TIME.text(trace.startNs()));
            identity.add(Unit.DURATION.text(trace.durationNs()));
        }
        identity.add(trace.complete() ? "complete" : "INCOMPLETE: cut or not closed");

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
        return new Block.Facts(List.of(
                new Block.Fact("Trace", String.join(SEPARATOR, identity)),
                new Block.Fact("Events", String.join(SEPARATOR, counts))));
    }
}
