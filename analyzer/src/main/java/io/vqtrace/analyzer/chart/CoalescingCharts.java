package io.vqtrace.analyzer.chart;

import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.analyzer.simulate.CoalescingModel;
import io.vqtrace.analyzer.simulate.CoalescingModel.QueueCoalescing;
import io.vqtrace.analyzer.text.Durations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Draws the answer of {@link io.vqtrace.analyzer.simulate.CoalescingSimulation}: the one chart that shows a simulation and
 * no views.
 */
public final class CoalescingCharts {
    /** Name of the chart on the command line. */
    public static final String LABEL = "coalescing";

    /** What it shows, as one clause. */
    public static final String DESCRIPTION = "added latency against interrupts per second of other moderation settings";

    private CoalescingCharts() {}

    /**
     * Draws the trade-off of the busiest queues.
     *
     * @param model what was simulated
     * @param session the session that it was simulated on
     * @param name name of the trace for the title
     * @param options size of the chart
     * @return the chart, which needs neither model nor session
     * @throws ChartUnavailableException if no queue has a curve, or this machine has no font
     */
    public static Chart draw(CoalescingModel model, TraceSession session, String name, ChartOptions options)
            throws ChartUnavailableException {
        Charts.headless();
        Fonts.require();
        List<QueueCoalescing> drawable = model.queues().stream()
                .filter(queue -> CoalescingChart.curve(queue).size() > 1)
                .sorted(Comparator.comparingLong(QueueCoalescing::completions).reversed())
                .toList();
        if (drawable.isEmpty()) {
            throw new ChartUnavailableException(
                    session.window().timed()
                            ? "no queue of " + name + " has completions that moderation could hold back"
                            : "the events of " + name + " carry no time, so that moderation cannot be simulated");
        }
        List<QueueCoalescing> shown = drawable.subList(0, Math.min(drawable.size(), Style.LINES.size()));
        List<String> notes = new ArrayList<>(CoalescingChart.notes(model));
        if (shown.size() < drawable.size()) {
            notes.add(Durations.count(drawable.size() - shown.size(), "queue") + " with fewer requests left out");
        }
        long from = session.window().startNs();
        ChartHeader header = new ChartHeader(
                name,
                shown.size() == 1
                        ? shown.get(0).device()
                                + (shown.get(0).queue() == null
                                        ? ""
                                        : " queue " + shown.get(0).queue())
                        : Durations.count(shown.size(), "queue"),
                session.files().manifest().startNs(),
                from,
                Math.max(from + 1, session.window().endNs()),
                shown.stream().mapToLong(QueueCoalescing::completions).sum(),
                notes);
        return new Chart(CoalescingChart.draw(header, shown), options.width(), options.height());
    }
}
