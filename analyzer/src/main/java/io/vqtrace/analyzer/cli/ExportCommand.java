package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.export.ExportFormat;
import io.vqtrace.analyzer.export.ExportOptions;
import io.vqtrace.analyzer.export.ExportUnavailableException;
import io.vqtrace.analyzer.export.Exports;
import io.vqtrace.analyzer.internal.Scratch;
import io.vqtrace.analyzer.read.TraceReadException;
import io.vqtrace.analyzer.session.SessionException;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.TraceSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.TypeConversionException;

/** {@code vqtrace export}: a trace for another tool. */
@Command(
        name = "export",
        description = "Writes a trace, or a part of it, in the format of another tool.",
        abbreviateSynopsis = true,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "What the capture cannot know is left out or null, never 0. The target is written beside itself and renamed"
                    + " when it is whole.",
            "",
            "Examples:",
            "  vqtrace export perfetto run.vqtrace -o run.pftrace --from +10s --to +12s",
            "  vqtrace export parquet run.vqtrace -o run-parquet",
            "  vqtrace export csv qemu.log.gz --view requests -o requests.csv",
            "  vqtrace export hdr run.vqtrace -o run.hlog --interval 100ms",
            "  vqtrace export openmetrics run.vqtrace -o run.om.txt"
        })
final class ExportCommand implements Callable<Integer> {

    @ParentCommand
    private VqtraceCommand root;

    @Parameters(
            index = "0",
            paramLabel = "FORMAT",
            converter = FormatConverter.class,
            completionCandidates = FormatNames.class,
            description = "What to write: ${COMPLETION-CANDIDATES}.")
    private ExportFormat format;

    @Parameters(index = "1", paramLabel = "TRACE", description = TraceOptions.TRACE_DESCRIPTION)
    private String trace;

    @Mixin
    private TraceOptions traceOptions;

    @Mixin
    private Selection selection;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "OUT",
            description = "The file to write; with csv and parquet the folder, or with --view the file.")
    private Path output;

    @Option(
            names = "--view",
            paramLabel = "NAME",
            description = "csv, parquet: only this view, as one file; vqtrace sql TRACE lists them.")
    private String view;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            converter = IntervalConverter.class,
            description = "hdr: length of the intervals, such as 100ms. Default: 1s.")
    private Long intervalNs;

    @Option(names = "--force", description = "Replace OUT if it is a file or a folder of an export.")
    private boolean force;

    @Override
    public Integer call() throws SQLException, IOException {
        Console console = root.console();
        ExportOptions options = options();
        OutputTarget target = OutputTarget.of(output, force, this::isExport, "export");
        try (TraceInput input = TraceInput.open(trace, traceOptions, console);
                Scratch scratch = target.scratch()) {
            SessionOptions.Builder wanted = selection.applyTo(SessionOptions.builder(), input.files(), input.name());
            Exports.prepare(format, wanted);
            String what;
            try (TraceSession session = TraceSession.open(input.files(), wanted.build())) {
                what = write(session, scratch, target, options);
            }
            target.keep(scratch);
            console.print(target + ": " + what + "\n");
            return input.completeness(traceOptions, console);
        } catch (TraceReadException e) {
            throw CommandException.input(e.getMessage(), e);
        } catch (ExportUnavailableException e) {
            throw CommandException.input(e.getMessage(), e);
        } catch (SessionException e) {
            throw CommandException.usage(e.getMessage());
        }
    }

    private String write(TraceSession session, Scratch scratch, OutputTarget target, ExportOptions options)
            throws SQLException, ExportUnavailableException, SessionException {
        try {
            return Exports.write(format, session, scratch.folder(), options);
        } catch (IOException e) {
            throw target.failure(e);
        }
    }

    private ExportOptions options() {
        if (view != null && !format.tables()) {
            throw CommandException.usage("--view belongs to csv and parquet");
        }
        if (intervalNs != null && format != ExportFormat.HDR) {
            throw CommandException.usage("--interval belongs to hdr");
        }
        return new ExportOptions(view, intervalNs == null ? ExportOptions.DEFAULT.intervalNs() : intervalNs);
    }

    /** Tells what --force may replace: a file, or a folder with nothing but files of this format in it. */
    private boolean isExport(Path path) {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
        }
        try (Stream<Path> tree = Files.walk(path)) {
            return tree.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .allMatch(file -> file.toString().endsWith("." + format.label()));
        } catch (IOException | UncheckedIOException e) {
            throw CommandException.usage(path + " cannot be replaced: " + Failure.oneLine(e.toString()));
        }
    }

    private static final class FormatConverter implements ITypeConverter<ExportFormat> {
        @Override
        public ExportFormat convert(String text) {
            return ExportFormat.ofLabel(text)
                    .orElseThrow(() -> new TypeConversionException("'" + text + "' is no format; there are "
                            + Arrays.stream(ExportFormat.values())
                                    .map(ExportFormat::label)
                                    .collect(Collectors.joining(", "))));
        }
    }

    private static final class FormatNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(ExportFormat.values())
                    .map(format -> format.label() + " (" + format.description() + ")")
                    .iterator();
        }
    }

    private static final class IntervalConverter implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            long ns = new DurationConverter().convert(text);
            if (ns >= ExportOptions.MIN_INTERVAL_NS) {
                return ns;
            }
            throw new TypeConversionException("'" + text + "' is too short: at least 1ms");
        }
    }
}
