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
import java.util.Set;
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
    private static final int HEIGHT = 500;

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

    /** The states of all queues over time, or why it cannot be drawn. */
    List<Block> overview() throws SQLException, IOException {
        ChartKind kind = ChartKind.SATURATION;
        try {
            return List.of(exhibit(
                    kind,
                    Charts.draw(kind, session, trace, options(null, null)),
                    "",
                    invocation.command("chart " + kind.label(), output(kind))));
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
                Chart chart = Charts.draw(kind, session, trace, options(queue.device(), queue.queue()));
                String command =
                        invocation.ofQueue("chart " + kind.label(), deviceArgument, queue.queue(), output(kind));
                blocks.add(exhibit(kind, chart, inWords(kind, queue), command));
            } catch (ChartUnavailableException e) {
                reasons.add(e.getMessage().replace(kind.label() + " chart", "chart"));
            }
        }
        reasons.forEach(reason -> blocks.add(new Block.Paragraph("Not drawn: " + reason + ".")));
        return blocks;
    }

    private static ChartOptions options(String device, Integer queue) {
        return new ChartOptions(WIDTH, HEIGHT, null, null, device, queue);
    }

    private static String[] output(ChartKind kind) {
        return new String[] {
            "-o", kind.label() + ".svg", "--width", Integer.toString(WIDTH), "--height", Integer.toString(HEIGHT)
        };
    }

    private Block exhibit(ChartKind kind, Chart chart, String words, String command) {
        Chart.Drawing drawing = chart.drawing();
        String caption = Character.toUpperCase(kind.description().charAt(0))
                + kind.description().substring(1) + ".";
        long size = characters(drawing.svg());
        if (characters + size > MOST_CHARACTERS) {
            return new Block.Command(
                    caption + " Left out, as the charts before it take the space of a document", command);
        }
        characters += size;
        String description = words
                + drawing.notes().stream()
                        .map(note -> Character.toUpperCase(note.charAt(0)) + note.substring(1) + ".")
                        .reduce("", (all, note) -> all + (all.isEmpty() ? "" : " ") + note);
        return new Block.Exhibit(caption, new Block.Picture(drawing.title(), description, drawing.svg()), command);
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
