package io.vqtrace.analyzer.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What else a command on a trace or log takes. */
final class TraceOptions {

    /** Describes the positional parameter that every command on a trace has. */
    static final String TRACE_DESCRIPTION =
            "A trace (NAME.vqtrace, .vqtrace.zip, .arrows, .arrow), or a QEMU log, plain, gzip or zstd, or - for a log"
                    + " on standard input: a log is imported to a temporary trace first.";

    @Option(
            names = "--facts",
            paramLabel = "DIR",
            description = "QMP answers captured with the log: device names, types, features, queue sizes.")
    private Path facts;

    @Option(
            names = "--strict",
            description = "Exit with 4 if the trace is cut or was not closed; else that is a warning.")
    private boolean strict;

    /** Options to be read from a command line. */
    TraceOptions() {}

    /** Options of one of several traces. */
    TraceOptions(Path facts, boolean strict) {
        this.facts = facts;
        this.strict = strict;
    }

    Path facts() {
        return facts;
    }

    boolean strict() {
        return strict;
    }
}
