package io.vqtrace.analyzer.postmortem;

import io.vqtrace.analyzer.analysis.TraceSummary;
import io.vqtrace.analyzer.render.Block;
import io.vqtrace.analyzer.render.Severity;
import io.vqtrace.analyzer.render.Unit;
import io.vqtrace.analyzer.text.Durations;
import java.util.ArrayList;
import java.util.List;

/** What was captured, and what of it was lost. */
final class CaptureSection {

    private CaptureSection() {}

    static List<Block> of(Postmortem postmortem) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Facts(facts(postmortem)));
        blocks.addAll(losses(postmortem));
        return blocks;
    }

    private static List<Block.Fact> facts(Postmortem postmortem) {
        TraceSummary trace = postmortem.report().trace();
        List<Block.Fact> facts = new ArrayList<>();
        facts.add(new Block.Fact("Trace", postmortem.name()));
        String source = trace.source() == null ? "unknown" : trace.source();
        boolean recorded = trace.level() != null && !"import".equals(trace.mode());
        facts.add(new Block.Fact(
                "Source", recorded ? source + ", " + trace.mode() + ", level " + trace.level() : source));
        if (trace.startNs() != null) {
            facts.add(new Block.Fact("Start", Unit.TIME.text(trace.startNs())));
            facts.add(new Block.Fact("Duration", Unit.DURATION.text(trace.durationNs())));
        }
        List<String> part = new ArrayList<>(postmortem.invocation().scope());
        part.addAll(postmortem.invocation().filters());
        if (!part.isEmpty()) {
            facts.add(new Block.Fact("Looked at with", ShellWord.line(part)));
        }
        facts.add(new Block.Fact("Events", Unit.COUNT.text(trace.events())));
        facts.add(new Block.Fact("Requests", Unit.COUNT.text(trace.requests())));
        facts.add(new Block.Fact("Dropped events", Unit.COUNT.text(trace.dropped())));
        if (trace.unparsedLines() != null) {
            facts.add(new Block.Fact("Lines not understood", Unit.COUNT.text(trace.unparsedLines())));
        }
        Long step = trace.clock().resolutionNs();
        facts.add(new Block.Fact(
                "Clock",
                trace.startNs() == null
                        ? "no times"
                        : trace.clock().source() + (step == null ? "" : ", in steps of " + Unit.DURATION.text(step))));
        return facts;
    }

    private static List<Block> losses(Postmortem postmortem) {
        TraceSummary trace = postmortem.report().trace();
        List<Block> losses = new ArrayList<>();
        if (!trace.complete()) {
            losses.add(new Block.Finding(
                    Severity.WARNING,
                    "INCOMPLETE",
                    "the trace is cut or was not closed",
                    List.of("what came after its last whole batch is missing")));
        }
        if (trace.dropped() > 0) {
            losses.add(new Block.Finding(
                    Severity.WARNING,
                    "DROPPED",
                    Durations.count(trace.dropped(), "event") + " of the trace",
                    List.of()));
        }
        TraceSummary.GapSummary gaps = trace.gaps();
        if (gaps != null && gaps.count() > 0) {
            losses.add(new Block.Finding(
                    Severity.WARNING,
                    "GAPS",
                    Durations.count(gaps.lost(), "event") + " lost in " + Durations.count(gaps.count(), "gap"),
                    List.of(
                            "the longest gap is " + Unit.DURATION.text(gaps.longestNs()) + " long",
                            Durations.count(postmortem.report().acrossGaps(), "request")
                                    + " across gaps excluded from percentiles")));
        }
        if (trace.unparsedLines() != null && trace.unparsedLines() > 0) {
            losses.add(new Block.Finding(
                    Severity.NOTICE,
                    "NOT UNDERSTOOD",
                    Durations.count(trace.unparsedLines(), "line") + " of the log",
                    List.of()));
        }
        postmortem
                .warnings()
                .forEach(warning -> losses.add(new Block.Finding(Severity.NOTICE, "WARNING", warning, List.of())));
        if (losses.isEmpty()) {
            losses.add(new Block.Finding(
                    Severity.FINE, "complete", "no event dropped, no gap, no line that was not understood", List.of()));
        }
        return losses;
    }
}
