package io.vqtrace.analyzer.postmortem;

import io.vqtrace.analyzer.analysis.Depth;
import io.vqtrace.analyzer.analysis.LatencyNs;
import io.vqtrace.analyzer.analysis.QueueSummary;
import io.vqtrace.analyzer.render.Block;
import io.vqtrace.analyzer.render.Column;
import io.vqtrace.analyzer.render.Severity;
import io.vqtrace.analyzer.render.Table;
import io.vqtrace.analyzer.render.Unit;
import io.vqtrace.analyzer.text.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** All queues with traffic in one table. */
final class QueueTable {

    /** A document with more rows than this is one to search in, for which there is CSV. */
    private static final int MOST_ROWS = 100;

    private QueueTable() {}

    static List<Block> of(Postmortem postmortem) {
        List<QueueSummary> all = postmortem.report().queues();
        List<QueueSummary> used = all.stream().filter(QueueTable::isWorthARow).toList();
        if (used.isEmpty()) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Exhibit(
                "Queues with requests",
                new Block.Grid(
                        new Table<>(columns(), used.stream().limit(MOST_ROWS).toList())),
                postmortem.invocation().judging("report")));
        List<String> notes = new ArrayList<>();
        if (used.size() > MOST_ROWS) {
            notes.add("The first " + MOST_ROWS + " of " + used.size() + " are shown; --format csv has all.");
        }
        if (used.size() < all.size()) {
            notes.add(Durations.count(all.size() - used.size(), "queue") + " without a request left out.");
        }
        notes.add("Latency is from taking a request to returning it"
                + (used.stream().anyMatch(queue -> "supply".equals(queue.kind()))
                        ? "; on a supply queue, from taking a parked buffer to giving it back filled, for which no driver"
                                + " waits."
                        : "."));
        blocks.add(new Block.Paragraph(String.join(" ", notes)));
        return blocks;
    }

    private static boolean isWorthARow(QueueSummary queue) {
        return queue.requests() > 0 || QueueEvidence.judged(queue).severity() != Severity.FINE;
    }

    private static List<Column<QueueSummary>> columns() {
        return List.of(
                Column.of(
                        "queue",
                        "Queue",
                        Unit.TEXT,
                        queue -> QueueEvidence.judged(queue).name()),
                Column.of(
                        "verdict",
                        "Verdict",
                        Unit.TEXT,
                        queue -> queue.saturation().verdict()),
                Column.optional(1, "size", "Ring", Unit.NUMBER, QueueSummary::size),
                Column.of("requests", "Requests", Unit.COUNT, QueueSummary::requests),
                Column.of("incomplete", "Open", Unit.COUNT, QueueSummary::incomplete),
                Column.optional(1, "requests_per_s", "Rate", Unit.PER_SECOND, QueueSummary::requestsPerS),
                Column.optional(1, "p50_ns", "P50", Unit.DURATION, latency(LatencyNs::p50)),
                Column.optional(1, "p99_ns", "P99", Unit.DURATION, latency(LatencyNs::p99)),
                Column.optional(1, "max_ns", "Longest", Unit.DURATION, latency(LatencyNs::max)),
                Column.optional(1, "in_flight_mean", "Depth, mean", Unit.RATIO, depth(Depth::mean)),
                Column.optional(1, "in_flight_max", "Depth, max", Unit.NUMBER, depth(Depth::max)),
                Column.optional(
                        1,
                        "completions_per_interrupt",
                        "Done per interrupt",
                        Unit.RATIO,
                        QueueSummary::completionsPerInterrupt),
                Column.optional(
                        1, "kicks_per_request", "Kicks per request", Unit.RATIO, QueueSummary::kicksPerRequest));
    }

    private static Function<QueueSummary, Object> latency(Function<LatencyNs, Object> part) {
        return queue -> queue.latencyNs() == null ? null : part.apply(queue.latencyNs());
    }

    private static Function<QueueSummary, Object> depth(Function<Depth, Object> part) {
        return queue -> queue.inFlight() == null ? null : part.apply(queue.inFlight());
    }
}
