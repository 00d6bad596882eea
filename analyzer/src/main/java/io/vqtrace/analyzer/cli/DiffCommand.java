package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.chart.ChartOptions;
import io.vqtrace.analyzer.chart.Charts;
import io.vqtrace.analyzer.diff.DiffException;
import io.vqtrace.analyzer.diff.DiffModel;
import io.vqtrace.analyzer.diff.DiffOptions;
import io.vqtrace.analyzer.diff.LatencyOverlays;
import io.vqtrace.analyzer.diff.TraceDiff;
import io.vqtrace.analyzer.diff.TraceProfile;
import io.vqtrace.analyzer.read.TraceReadException;
import io.vqtrace.analyzer.session.SessionException;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.TraceSession;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code vqtrace diff}: one trace is opened, profiled and closed before the other. */
@Command(
        name = "diff",
        description = "What changed from trace A (before) to trace B (after), and what is only noise: latency,"
                + " saturation, throughput, interrupts, kicks and negotiated features, per device and queue.",
        abbreviateSynopsis = true,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Verdicts: better, worse; higher, lower where neither is good by itself; none; not_comparable. Intervals"
                    + " come from a block bootstrap over time; verdicts are corrected for the number of metrics"
                    + " (Holm). They cover the noise within each trace; how much runs differ, two traces cannot tell."
                    + " --from and --to count from the start of each trace. CSV: one row per queue and metric; change"
                    + " and interval are shares of A if the scale is relative, else differences in the metric's unit.",
            "",
            "Exit codes: 3 if --fail-on finds something; the others are those of every command.",
            "",
            "Examples:",
            "  vqtrace diff before.vqtrace after.vqtrace",
            "  vqtrace diff before.log after.log --facts-a qmp1/ --facts-b qmp2/ --match blk0=disk0",
            "  vqtrace diff a.vqtrace b.vqtrace --device disk0 --from +10s --to +20s --chart change.png",
            "  vqtrace diff main.vqtrace branch.vqtrace --fail-on worse --min-effect 5%%"
        })
final class DiffCommand implements Callable<Integer> {

    @ParentCommand
    private VqtraceCommand root;

    @Parameters(index = "0", paramLabel = "A", description = "The trace of before. " + TraceOptions.TRACE_DESCRIPTION)
    private String before;

    @Parameters(index = "1", paramLabel = "B", description = "The trace of after, likewise.")
    private String after;

    @Option(
            names = "--facts-a",
            paramLabel = "DIR",
            description = "QMP answers captured with log A: device names, types, features, queue sizes.")
    private Path factsBefore;

    @Option(names = "--facts-b", paramLabel = "DIR", description = "QMP answers captured with log B.")
    private Path factsAfter;

    @Option(
            names = "--strict",
            description = "Exit with 4 if a trace is cut or was not closed; else that is a warning.")
    private boolean strict;

    @ArgGroup(validate = false, heading = "%nHow to compare:%n")
    private final Comparison comparison = new Comparison();

    @Option(
            names = "--chart",
            paramLabel = "FILE",
            description = "Also draw how long requests took in both, queue by queue: .png or .svg.")
    private Path chart;

    @Option(
            names = "--fail-on",
            paramLabel = "WHAT",
            description = "Exit with 3 if anything got worse (worse), or if anything changed at all (change).")
    private FailOn failOn;

    @Mixin
    private Selection selection;

    @Mixin
    private OutputOptions output;

    /** What makes the command fail. */
    private enum FailOn {
        /** A metric or verdict is worse. */
        WORSE {
            @Override
            boolean fails(DiffModel model) {
                return model.findings().stream().anyMatch(DiffModel.Finding::worse);
            }
        },
        /** Anything changed, features included. */
        CHANGE {
            @Override
            boolean fails(DiffModel model) {
                return !model.findings().isEmpty();
            }
        };

        abstract boolean fails(DiffModel model);
    }

    /** A trace as the comparison needs it, and how the command would end for it. */
    private record Profiled(TraceProfile profile, int exitCode) {}

    @Override
    public Integer call() throws SQLException, IOException {
        if (LogImport.STANDARD_INPUT.equals(before) && LogImport.STANDARD_INPUT.equals(after)) {
            throw CommandException.usage("only one of A and B can be standard input");
        }
        DiffOptions options = comparison.options(selection.devices());
        ChartFile picture = chart == null ? null : ChartFile.of(chart);
        Console console = root.console();
        Profiled a = profile("A", before, new TraceOptions(factsBefore, strict), options, console);
        Profiled b = profile("B", after, new TraceOptions(factsAfter, strict), options, console);
        try {
            DiffModel model = TraceDiff.of(a.profile(), b.profile(), options);
            if (picture != null) {
                picture.write(
                        () -> Charts.draw(LatencyOverlays.of(a.profile(), b.profile(), model), ChartOptions.DEFAULT));
            }
            console.print(DiffView.of(model), output.format());
            int inputs = Math.max(a.exitCode(), b.exitCode());
            boolean failed = failOn != null && failOn.fails(model);
            return inputs != ExitCode.OK || !failed ? inputs : ExitCode.FINDINGS;
        } catch (DiffException e) {
            throw CommandException.usage(e.getMessage());
        }
    }

    private Profiled profile(String side, String given, TraceOptions traceOptions, DiffOptions how, Console console)
            throws SQLException, IOException {
        try (TraceInput input = TraceInput.open(given, traceOptions, console)) {
            // Devices are selected after matching, for their names may differ.
            SessionOptions.Builder options = selection
                    .applyTo(SessionOptions.builder(), input.files(), input.name())
                    .devices(List.of());
            TraceProfile.prepare(options, how.byOperation());
            try (TraceSession session = TraceSession.open(input.files(), options.build())) {
                TraceProfile profile = TraceProfile.of(input.name(), session, how.byOperation());
                return new Profiled(profile, input.completeness(traceOptions, console));
            }
        } catch (TraceReadException e) {
            throw CommandException.input(side + ": " + e.getMessage(), e);
        } catch (SessionException e) {
            throw CommandException.usage(side + ": " + e.getMessage());
        } catch (CommandException e) {
            throw e.about(side);
        }
    }
}
