package io.vqtrace.analyzer.postmortem;

import io.vqtrace.analyzer.analysis.Episode;
import io.vqtrace.analyzer.analysis.LatencyModel.PhaseLatency;
import io.vqtrace.analyzer.render.Block;
import io.vqtrace.analyzer.render.Column;
import io.vqtrace.analyzer.render.Table;
import io.vqtrace.analyzer.render.Unit;
import io.vqtrace.analyzer.text.Durations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The evidence of the queues that are told in full. */
final class QueueSections {

    private static final int MOST_EPISODES = 10;
    private static final int MOST_OPERATIONS = 30;

    private QueueSections() {}

    static List<Block> of(Postmortem postmortem) {
        List<Block> blocks = new ArrayList<>();
        long withRequests = postmortem.report().queues().stream()
                .filter(queue -> queue.requests() > 0)
                .count();
        if (withRequests > postmortem.queues().size() && !postmortem.queues().isEmpty()) {
            blocks.add(new Block.Paragraph(
                    "Shown in full: " + Durations.count(postmortem.queues().size(), "queue") + " of "
                            + withRequests
                            + " with requests, those with the worst verdicts and the most requests. The table above"
                            + " has the others; --device and --queue select what is shown."));
        }
        for (int i = 0; i < postmortem.queues().size(); i++) {
            QueueEvidence queue = postmortem.queues().get(i);
            blocks.add(new Block.Section("queue-" + (i + 1), queue.judged().name(), evidence(postmortem, queue)));
        }
        return blocks;
    }

    private static List<Block> evidence(Postmortem postmortem, QueueEvidence queue) {
        List<Block> blocks = new ArrayList<>();
        String verdict = queue.summary().saturation().verdict();
        blocks.add(new Block.Finding(
                queue.judged().severity(),
                verdict == null ? "no verdict" : verdict,
                String.join("; ", queue.summary().saturation().evidence()),
                List.of()));
        blocks.addAll(queue.figures());
        blocks.addAll(latency(postmortem, queue));
        blocks.add(new Block.Exhibit(
                "Saturation in numbers", Measures.saturation(queue), command(postmortem, "saturation", queue)));
        blocks.addAll(episodes(postmortem, queue));
        blocks.add(new Block.Exhibit(
                "Interrupts and kicks",
                Measures.notifications(queue),
                postmortem
                        .invocation()
                        .ofQueue(
                                "interrupts",
                                queue.deviceArgument(),
                                queue.summary().queue())));
        if (queue.summary().faultReasons() != null
                && !queue.summary().faultReasons().isEmpty()) {
            blocks.add(new Block.Exhibit(
                    "Refused by the backend", Measures.faults(queue), command(postmortem, "report", queue)));
        }
        return blocks;
    }

    private static String command(Postmortem postmortem, String name, QueueEvidence queue) {
        return postmortem
                .invocation()
                .judgingQueue(name, queue.deviceArgument(), queue.summary().queue());
    }

    private static List<Block> latency(Postmortem postmortem, QueueEvidence queue) {
        if (queue.latency().isEmpty()) {
            return List.of();
        }
        List<Column<PhaseLatency>> columns = List.of(
                Column.of("phase", "Phase", Unit.TEXT, PhaseLatency::phase),
                Column.of("op", "Operation", Unit.TEXT, PhaseLatency::op),
                Column.of("count", "Count", Unit.COUNT, row -> row.latencyNs().count()),
                Column.of(
                        "mean_ns", "Mean", Unit.DURATION, row -> row.latencyNs().mean()),
                Column.of("p50_ns", "P50", Unit.DURATION, row -> row.latencyNs().p50()),
                Column.of("p90_ns", "P90", Unit.DURATION, row -> row.latencyNs().p90()),
                Column.of("p99_ns", "P99", Unit.DURATION, row -> row.latencyNs().p99()),
                Column.of(
                        "p999_ns",
                        "P99.9",
                        Unit.DURATION,
                        row -> row.latencyNs().p999()),
                Column.of(
                        "max_ns",
                        "Longest",
                        Unit.DURATION,
                        row -> row.latencyNs().max()));
        List<PhaseLatency> rows =
                queue.latency().stream().limit(MOST_OPERATIONS).toList();
        return List.of(new Block.Exhibit(
                "Latency by phase and operation"
                        + (rows.size() < queue.latency().size()
                                ? ", the first " + rows.size() + " of "
                                        + queue.latency().size()
                                : ""),
                new Block.Grid(new Table<>(columns, rows)),
                postmortem
                        .invocation()
                        .ofQueue(
                                "latency",
                                queue.deviceArgument(),
                                queue.summary().queue())));
    }

    private static List<Block> episodes(Postmortem postmortem, QueueEvidence queue) {
        Long startNs = postmortem.report().trace().startNs();
        List<Episode> all = queue.saturation().episodes();
        if (startNs == null || all.isEmpty()) {
            return List.of();
        }
        List<Episode> longest = all.stream()
                .sorted(Comparator.comparingLong(Episode::durationNs).reversed())
                .limit(MOST_EPISODES)
                .sorted(Comparator.comparingLong(Episode::startNs))
                .toList();
        List<Column<Episode>> columns = List.of(
                Column.of("kind", "Condition", Unit.TEXT, Episode::kind),
                Column.of("offset_ns", "From start", Unit.DURATION, episode -> episode.startNs() - startNs),
                Column.of("duration_ns", "Duration", Unit.DURATION, Episode::durationNs),
                Column.of("depth", "Depth", Unit.NUMBER, Episode::depth),
                Column.of("start_ns", "Begin", Unit.TIME, Episode::startNs));
        String caption = longest.size() < all.size()
                ? "Episodes, the longest " + longest.size() + " of " + Durations.count(all.size())
                : "Episodes";
        return List.of(new Block.Exhibit(
                caption, new Block.Grid(new Table<>(columns, longest)), command(postmortem, "saturation", queue)));
    }
}
