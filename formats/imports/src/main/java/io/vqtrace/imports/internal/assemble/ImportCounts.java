package io.vqtrace.imports.internal.assemble;

import io.vqtrace.imports.internal.scan.ParsedBlock;

/** What an import counts. */
final class ImportCounts {
    long lines;
    long events;
    long foreignLines;
    long unparsedLines;
    /** Lines that lack their end and were therefore not used, though they look whole. */
    long cutLines;

    long timeStepsBack;
    long clampedDurations;
    long requests;
    long returned;
    /** Requests that could not be tracked, as too many were open. */
    long untracked;

    long fillsWithoutPop;
    long flushes;
    long kicks;
    long interrupts;
    long vhostStarts;

    void add(ParsedBlock block) {
        lines += block.lines();
        events += block.events();
        foreignLines += block.foreignLines();
        unparsedLines += block.unparsedLines();
        timeStepsBack += block.stepsBack();
    }

    /** Returns the lines that start like a trace event and could not be used. */
    long unusable() {
        return unparsedLines + cutLines;
    }
}
