package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.internal.Scratch;
import io.vqtrace.analyzer.read.TraceReadException;
import io.vqtrace.analyzer.render.Unit;
import io.vqtrace.analyzer.session.SessionException;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.slice.Pseudonyms;
import io.vqtrace.analyzer.slice.SliceOptions;
import io.vqtrace.analyzer.slice.TraceSlice;
import io.vqtrace.trace.Compression;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code vqtrace slice}: a smaller trace with just the incident. */
@Command(
        name = "slice",
        description = "Cuts a window, devices or queues out of a trace, to hand over just the incident.",
        abbreviateSynopsis = true,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "A request that crosses an end of the window is kept as a whole, and the slice remembers the window: a report"
                    + " on the slice has the figures of a report on that window of TRACE. Configurations and negotiation"
                    + " of the selected devices are kept, whenever they were.",
            "",
            "--anonymize replaces names, source ids, addresses, sectors, host and threads, the same by the same, under a"
                    + " random key that is not kept, and leaves out facts and warnings. Device types and models, sizes,"
                    + " features and times stay.",
            "",
            "Examples:",
            "  vqtrace slice run.vqtrace --from +10s --to +12s -o incident.vqtrace",
            "  vqtrace slice run.vqtrace --device disk0 -o disk0.vqtrace --zstd",
            "  vqtrace slice qemu.log.gz --from 2026-01-31T12:00:00Z --anonymize -o for-vendor.vqtrace"
        })
final class SliceCommand implements Callable<Integer> {

    @ParentCommand
    private VqtraceCommand root;

    @Parameters(index = "0", paramLabel = "TRACE", description = TraceOptions.TRACE_DESCRIPTION)
    private String trace;

    @Mixin
    private TraceOptions traceOptions;

    @Mixin
    private Selection selection;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "OUT.vqtrace",
            description = "The trace to write.")
    private Path output;

    @Option(names = "--anonymize", description = "Replace what names the guest, its host or its data.")
    private boolean anonymize;

    @Option(
            names = "--seed",
            paramLabel = "SECRET",
            description = "With --anonymize: derive the key from this, so that several slices have the same"
                    + " replacements. Who knows it can test guesses.")
    private String seed;

    @Option(names = "--drop-facts", description = "Leave out the QMP answers that the trace carries.")
    private boolean dropFacts;

    @Option(names = "--zstd", description = "Compress the events.")
    private boolean zstd;

    @Option(names = "--force", description = "Replace OUT if it is a trace.")
    private boolean force;

    @Override
    public Integer call() throws SQLException {
        if (seed != null && !anonymize) {
            throw CommandException.usage("--seed belongs to --anonymize");
        }
        Console console = root.console();
        OutputTarget target = OutputTarget.of(output, force, OutputTarget::isTrace, "trace");
        try (TraceInput input = TraceInput.open(trace, traceOptions, console);
                Scratch scratch = target.scratch()) {
            SessionOptions wanted = selection
                    .applyTo(SessionOptions.builder(), input.files(), input.name())
                    .build();
            TraceSlice.Result result =
                    TraceSlice.write(input.files(), input.name(), wanted, scratch.folder(), options());
            target.keep(scratch);
            console.print(target + ": events: " + Unit.COUNT.text(result.events()) + " of "
                    + Unit.COUNT.text(result.ofEvents()) + ", requests: " + Unit.COUNT.text(result.requests()) + "\n");
            return input.completeness(traceOptions, console);
        } catch (TraceReadException e) {
            throw CommandException.input(e.getMessage(), e);
        } catch (SessionException e) {
            throw CommandException.usage(e.getMessage());
        } catch (IOException e) {
            throw target.failure(e);
        }
    }

    private SliceOptions options() {
        Pseudonyms pseudonyms = !anonymize ? null : seed == null ? Pseudonyms.random() : Pseudonyms.of(seed);
        return new SliceOptions(!dropFacts, pseudonyms, zstd ? Compression.ZSTD : Compression.NONE);
    }
}
