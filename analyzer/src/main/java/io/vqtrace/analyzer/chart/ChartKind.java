package io.vqtrace.analyzer.chart;

import io.vqtrace.analyzer.session.TraceSession;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jfree.chart.JFreeChart;

/** The charts that can be drawn of a trace. */
public enum ChartKind {
    /** Latency percentiles over time. */
    LATENCY("latency", "latency percentiles p50, p90, p99 and max over time", LatencyQuery::draw, "requests"),
    /** Distribution of latency. */
    LATENCY_HISTOGRAM(
            "latency-histogram", "distribution of latency with its percentiles", HistogramQuery::draw, "requests"),
    /** Latency over time, with the number of requests as colour. */
    LATENCY_HEATMAP("latency-heatmap", "requests by time and latency", HeatMapQuery::draw, "requests"),
    /** Requests in flight over time. */
    DEPTH(
            "depth",
            "requests in flight per queue over time, with ring size and plateau",
            DepthQuery::draw,
            "requests",
            "depth",
            "episodes"),
    /** States of queues over time. */
    SATURATION(
            "saturation", "which queue is in which state when", SaturationQuery::draw, "requests", "depth", "episodes"),
    /** Completions per interrupt. */
    MODERATION(
            "moderation",
            "completions per interrupt over time and as a distribution",
            ModerationQuery::draw,
            "requests",
            "interrupts",
            "moderation"),
    /** Requests, kicks and interrupts per second. */
    RATES("rates", "requests, kicks and interrupts per second", RatesQuery::draw, "requests", "kicks", "interrupts"),
    /** How drivers brought devices up. */
    NEGOTIATION("negotiation", "status steps, features and queue set-ups of each device", NegotiationLanes::draw);

    /** Asks the views for what a kind of chart shows, and draws it. */
    @FunctionalInterface
    interface Source {
        JFreeChart draw(Views views, Scope scope, ChartOptions options) throws SQLException, ChartUnavailableException;
    }

    /** Draws a kind of chart that needs no event, only what every session has. */
    @FunctionalInterface
    interface TableSource {
        JFreeChart draw(TraceSession session, String name, ChartOptions options)
                throws IOException, ChartUnavailableException;
    }

    private final String label;
    private final String description;
    private final Source source;
    private final TableSource tableSource;
    private final Set<String> views;

    ChartKind(String label, String description, Source source, String... views) {
        this.label = label;
        this.description = description;
        this.source = source;
        tableSource = null;
        this.views = Stream.concat(Stream.of("trace", "devices", "queues"), Stream.of(views))
                .collect(Collectors.toUnmodifiableSet());
    }

    ChartKind(String label, String description, TableSource source) {
        this.label = label;
        this.description = description;
        this.source = null;
        tableSource = source;
        views = Set.of();
    }

    /**
     * Returns the name on the command line.
     *
     * @return lower case, with hyphens
     */
    public String label() {
        return label;
    }

    /**
     * Returns what the chart shows, as one clause.
     *
     * @return text for a help page
     */
    public String description() {
        return description;
    }

    /**
     * Returns the views that the chart reads.
     *
     * @return names of views
     */
    public Set<String> views() {
        return views;
    }

    /**
     * Finds a kind by its name on the command line.
     *
     * @param label a name such as "latency-heatmap"
     * @return the kind, or empty if there is none of this name
     */
    public static Optional<ChartKind> ofLabel(String label) {
        return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findFirst();
    }

    /** Returns what draws it from views, null if {@link #tableSource} does. */
    Source source() {
        return source;
    }

    /** Returns what draws it without views, or null. */
    TableSource tableSource() {
        return tableSource;
    }
}
