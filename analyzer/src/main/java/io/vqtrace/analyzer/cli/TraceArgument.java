package io.vqtrace.analyzer.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The trace that a command looks at. */
final class TraceArgument {

    @Parameters(
            index = "0",
            paramLabel = "TRACE",
            description = "A trace (NAME.vqtrace, .vqtrace.zip, .arrows, .arrow), or a QEMU log, plain, gzip or zstd,"
                    + " or - for a log on standard input: a log is imported to a temporary trace first.")
    private String trace;

    @Option(
            names = "--facts",
            paramLabel = "DIR",
            description = "QMP answers captured with the log: device names, types, features, queue sizes.")
    private Path facts;

    @Option(
            names = "--strict",
            description = "Exit with 4 if the trace is cut or was not closed; else that is a warning.")
    private boolean strict;

    String trace() {
        return trace;
    }

    Path facts() {
        return facts;
    }

    boolean strict() {
        return strict;
    }
}
