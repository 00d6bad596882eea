package io.vqtrace.analyzer.postmortem;

import io.vqtrace.analyzer.analysis.LatencyNs;
import io.vqtrace.analyzer.analysis.QueueSummary;
import io.vqtrace.analyzer.chart.Chart;
import io.vqtrace.analyzer.chart.ChartKind;
import io.vqtrace.analyzer.chart.ChartOptions;
import io.vqtrace.analyzer.chart.ChartUnavailableException;
import io.vqtrace.analyzer.chart.Charts;
import io.vqtrace.analyzer.render.Block;
import io.vqtrace.analyzer.render.Unit;
import io.vqtrace.analyzer.session.TraceSession;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Draws the charts of a postmortem. */
final class QueueFigures {

    /** The charts of a queue, in their order. */
    static final List<ChartKind> KINDS = List.of(
            ChartKind.DEPTH, ChartKind.LATENCY, ChartKind.LATENCY_HEATMAP, ChartKind.MODERATION, ChartKind.RATES);

    /** A driver does not wait for what it parks on a supply queue, so only traffic tells something of it. */
    private static final List<ChartKind> SUPPLY_KINDS = List.of(ChartKind.MODERATION, ChartKind.RATES);

    private static final int WIDTH = 880;
    private static final int HEIGHT = 400;

    /** Heights of the charts that need another one. */
    private static final Map<ChartKind, Integer> HEIGHTS =
            Map.of(ChartKind.LATENCY_HEATMAP, 460, ChartKind.MODERATION, 480);

    private static final int LOWEST_OVERVIEW = 300;
    private static final int HIGHEST_OVERVIEW = 700;
    private static final int HEIGHT_AROUND_STRIPS = 220;
    private static final int HEIGHT_OF_STRIP = 36;
    private static final int HEIGHT_OF_LANE = 64;

    /** Characters of SVG that all charts together may take, so that a document stays below 2 MB. */
    private static final long MOST_CHARACTERS = 1_500_000;

    private static final int MARKUP_CHARACTERS = 8;

    private final TraceSession session;
    private final String trace;
    private final Invocation invocation;
    private long characters;

    QueueFigures(TraceSession session, String trace, Invocation invocation) {
        this.session = session;
        this.trace = trace;
        this.invocation = invocation;
    }

    /**
     * The states of all queues over time; nothing if it cannot be drawn.
     *
     * @param queues number of queues with requests
     */
    List<Block> overview(long queues) throws SQLException, IOException {
        return rows(ChartKind.SATURATION, HEIGHT_OF_STRIP * queues);
    }

    /**
     * The handshakes of all devices over time; nothing if it cannot be drawn.
     *
     * @param devices number of devices
     */
    List<Block> handshakes(long devices) throws SQLException, IOException {
        return rows(ChartKind.NEGOTIATION, HEIGHT_OF_LANE * devices);
    }

    private List<Block> rows(ChartKind kind, long rowsHeight) throws SQLException, IOException {
        long wanted = HEIGHT_AROUND_STRIPS + rowsHeight;
        int height = (int) Math.max(LOWEST_OVERVIEW, Math.min(HIGHEST_OVERVIEW, wanted));
        ChartOptions options = new ChartOptions(WIDTH, height, null, null, null, null);
        try {
            Chart chart = Charts.draw(kind, session, trace, options);
            return List.of(
                    exhibit(kind, chart, "", invocation.command("chart " + kind.label(), output(kind, options))));
        } catch (ChartUnavailableException e) {
            return List.of();
        }
    }

    /**
     * The charts of a queue; what cannot be drawn is said once.
     *
     * @param deviceArgument what {@code --device} takes for the queue's device
     */
    List<Block> of(QueueSummary queue, String deviceArgument) throws SQLException, IOException {
        List<Block> blocks = new ArrayList<>();
        Set<String> reasons = new LinkedHashSet<>();
        for (ChartKind kind : "supply".equals(queue.kind()) ? SUPPLY_KINDS : KINDS) {
            try {
                ChartOptions options = options(kind, queue);
                Chart chart = Charts.draw(kind, session, trace, options);
                String command = invocation.ofQueue(
                        "chart " + kind.label(), deviceArgument, queue.queue(), output(kind, options));
                blocks.add(exhibit(kind, chart, inWords(kind, queue), command));
            } catch (ChartUnavailableException e) {
                reasons.add(e.getMessage().replace("`", "").replace(kind.label() + " chart", "chart"));
            }
        }
        reasons.forEach(reason -> blocks.add(new Block.Paragraph("Not drawn: " + reason + ".")));
        return blocks;
    }

    private static ChartOptions options(ChartKind kind, QueueSummary queue) {
        return new ChartOptions(WIDTH, HEIGHTS.getOrDefault(kind, HEIGHT), null, null, queue.device(), queue.queue());
    }

    private static String[] output(ChartKind kind, ChartOptions options) {
        return new String[] {
            "-o", kind.label() + ".svg", "--width", "" + options.width(), "--height", "" + options.height()
        };
    }

    private Block exhibit(ChartKind kind, Chart chart, String words, String command) {
        Chart.Drawing drawing = chart.drawing();
        String caption = sentence(kind.description());
        long size = characters(drawing.svg());
        if (characters + size > MOST_CHARACTERS) {
            return new Block.Command(
                    caption + " Left out, as the charts before it take the space of a document", command);
        }
        characters += size;
        // The first note is the time shown, which is that of the whole document.
        String notes = drawing.notes().stream()
                .skip(1)
                .filter(note -> !note.isEmpty())
                .map(QueueFigures::sentence)
                .collect(Collectors.joining(" "));
        String description = words + notes;
        return new Block.Exhibit(caption, new Block.Picture(drawing.title(), description, drawing.svg()), command);
    }

    private static String sentence(String clause) {
        return Character.toUpperCase(clause.charAt(0)) + clause.substring(1) + ".";
    }

    /** The picture's numbers for those who do not see it. */
    private static String inWords(ChartKind kind, QueueSummary queue) {
        LatencyNs latency = queue.latencyNs();
        if (kind == ChartKind.DEPTH && queue.inFlight() != null) {
            return "At most " + queue.inFlight().max() + " in flight, "
                    + Unit.RATIO.text(queue.inFlight().mean()) + " on average"
                    + (queue.size() == null ? "" : ", in a ring of " + queue.size()) + ". ";
        }
        if (kind == ChartKind.LATENCY && latency != null) {
            return "Half of the requests took at most " + Unit.DURATION.text(latency.p50()) + ", 99 % at most "
                    + Unit.DURATION.text(latency.p99()) + ", the longest " + Unit.DURATION.text(latency.max()) + ". ";
        }
        if (kind == ChartKind.MODERATION && queue.completionsPerInterrupt() != null) {
            return Unit.RATIO.text(queue.completionsPerInterrupt()) + " completions per interrupt on average. ";
        }
        return "";
    }

    private static long characters(Node node) {
        long sum = node instanceof Element
                ? MARKUP_CHARACTERS
                : node.getNodeValue() == null ? 0 : node.getNodeValue().length();
        if (node.getAttributes() != null) {
            for (int i = 0; i < node.getAttributes().getLength(); i++) {
                Node attribute = node.getAttributes().item(i);
                sum += attribute.getNodeName().length()
                        + attribute.getNodeValue().length()
                        + MARKUP_CHARACTERS / 2;
            }
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            sum += characters(child);
        }
        return sum;
    }
}
