package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.render.Result;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code vqtrace info}: what a trace is and how it came about, with few of its events read. */
@Command(
        name = "info",
        description = "Shows what a trace holds: source, time, clock, counts, losses, devices, segments, and how its"
                + " import or recording went.",
        abbreviateSynopsis = true,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "CSV columns: file,rows,batches,bytes,first_ns,last_ns (one row per event segment).",
            "",
            "Examples:",
            "  vqtrace info run.vqtrace",
            "  vqtrace info qemu.log.gz --facts qmp/",
            "  vqtrace info run.vqtrace --format json | jq .import.unknown_events"
        })
final class InfoCommand implements Callable<Integer> {

    @ParentCommand
    private VqtraceCommand root;

    @Parameters(index = "0", paramLabel = "TRACE", description = TraceOptions.TRACE_DESCRIPTION)
    private String trace;

    @Mixin
    private TraceOptions traceOptions;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        try (TraceInput input = TraceInput.open(trace, traceOptions, root.console())) {
            Result result;
            try {
                result = InfoView.of(input.name(), input.files());
            } catch (IOException e) {
                throw CommandException.input("cannot read " + input.name() + ": " + Failure.reason(e), e);
            }
            root.console().print(result, output.format());
            return input.completeness(traceOptions, root.console());
        }
    }
}
