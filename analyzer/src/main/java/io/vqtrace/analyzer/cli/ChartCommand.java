package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.chart.Chart;
import io.vqtrace.analyzer.chart.ChartKind;
import io.vqtrace.analyzer.chart.ChartOptions;
import io.vqtrace.analyzer.chart.ChartUnavailableException;
import io.vqtrace.analyzer.chart.Charts;
import io.vqtrace.analyzer.chart.CoalescingCharts;
import io.vqtrace.analyzer.read.TraceReadException;
import io.vqtrace.analyzer.session.SessionException;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.analyzer.simulate.CoalescingSimulation;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.TypeConversionException;

/** {@code vqtrace chart}: a picture of a trace. */
@Command(
        name = "chart",
        description = "Draws a chart of a trace as PNG or SVG.",
        abbreviateSynopsis = true,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Examples:",
            "  vqtrace chart latency run.vqtrace -o latency.png",
            "  vqtrace chart depth run.vqtrace -o depth.svg --device disk0 --queue 0",
            "  vqtrace chart coalescing run.vqtrace -o coalescing.png --max-added-p99 50us",
            "  vqtrace chart latency-heatmap qemu.log.gz -o heat.png --from +10s --to +20s --width 1600"
        })
final class ChartCommand implements Callable<Integer> {

    private static final int DEFAULT_WIDTH = ChartOptions.DEFAULT.width();
    private static final int DEFAULT_HEIGHT = ChartOptions.DEFAULT.height();

    @ParentCommand
    private VqtraceCommand root;

    @Parameters(
            index = "0",
            paramLabel = "KIND",
            converter = KindConverter.class,
            completionCandidates = KindNames.class,
            description = "What to draw: ${COMPLETION-CANDIDATES}.")
    private String kind;

    @Parameters(index = "1", paramLabel = "TRACE", description = TraceOptions.TRACE_DESCRIPTION)
    private String trace;

    @Mixin
    private TraceOptions traceOptions;

    @Mixin
    private Selection selection;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "The picture to write: .png or .svg.")
    private Path output;

    @ArgGroup(validate = false, heading = "%nSettings and goal of the chart coalescing:%n")
    private final CoalescingSettings settings = new CoalescingSettings();

    @Option(names = "--width", paramLabel = "PIXELS", description = "Width. Default: 1200.")
    private int width = DEFAULT_WIDTH;

    @Option(names = "--height", paramLabel = "PIXELS", description = "Height. Default: 700.")
    private int height = DEFAULT_HEIGHT;

    @Override
    public Integer call() throws SQLException, IOException {
        ChartFile file = ChartFile.of(output);
        ChartOptions size = size();
        Console console = root.console();
        try (TraceInput input = TraceInput.open(trace, traceOptions, console)) {
            SessionOptions.Builder options = selection.applyTo(SessionOptions.builder(), input.files(), input.name());
            Picture picture = prepare(options, input.name(), size);
            try (TraceSession session = TraceSession.open(input.files(), options.build())) {
                file.write(() -> picture.draw(session));
            }
            return input.completeness(traceOptions, console);
        } catch (TraceReadException e) {
            throw CommandException.input(e.getMessage(), e);
        } catch (SessionException e) {
            throw CommandException.usage(e.getMessage());
        }
    }

    /** Draws on a session that was opened for it. */
    @FunctionalInterface
    private interface Picture {
        Chart draw(TraceSession session) throws SQLException, IOException, ChartUnavailableException;
    }

    private Picture prepare(SessionOptions.Builder options, String name, ChartOptions size) {
        if (kind.equals(CoalescingCharts.LABEL)) {
            CoalescingSimulation simulation = new CoalescingSimulation(settings.options());
            simulation.prepare(options);
            return session -> CoalescingCharts.draw(simulation.run(session), session, name, size);
        }
        ChartKind viewed = ChartKind.ofLabel(kind).orElseThrow();
        Charts.prepare(viewed, options);
        return session -> Charts.draw(viewed, session, name, size);
    }

    private ChartOptions size() {
        try {
            return new ChartOptions(width, height, null, null, null, null);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(e.getMessage());
        }
    }

    private static final class KindConverter implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            List<String> labels = Stream.concat(
                            Arrays.stream(ChartKind.values()).map(ChartKind::label), Stream.of(CoalescingCharts.LABEL))
                    .toList();
            if (!labels.contains(text)) {
                throw new TypeConversionException("'" + text + "' is no chart; there are " + String.join(", ", labels));
            }
            return text;
        }
    }

    private static final class KindNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.concat(
                            Arrays.stream(ChartKind.values())
                                    .map(kind -> kind.label() + " (" + kind.description() + ")"),
                            Stream.of(CoalescingCharts.LABEL + " (" + CoalescingCharts.DESCRIPTION + ")"))
                    .iterator();
        }
    }
}
