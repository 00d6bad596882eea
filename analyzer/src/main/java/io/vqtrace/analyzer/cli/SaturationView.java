package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.analysis.Depth;
import io.vqtrace.analyzer.analysis.Episode;
import io.vqtrace.analyzer.analysis.SaturationModel;
import io.vqtrace.analyzer.analysis.SaturationModel.QueueSaturation;
import io.vqtrace.analyzer.postmortem.Findings;
import io.vqtrace.analyzer.render.Block;
import io.vqtrace.analyzer.render.Column;
import io.vqtrace.analyzer.render.Result;
import io.vqtrace.analyzer.render.Table;
import io.vqtrace.analyzer.render.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Shows {@code vqtrace saturation}: the verdicts, the shares behind them and the longest episodes. */
final class SaturationView {

    private static final int EPISODES_SHOWN = 20;

    private SaturationView() {}

    static Result of(String name, SaturationModel model) {
        Long startNs = model.trace().startNs();
        List<Block> document = new ArrayList<>();
        document.add(TraceFacts.of(name, model.trace()));
        document.add(new Block.Heading("Findings"));
        document.addAll(
                Findings.of(model.queues().stream().map(SaturationView::judged).toList(), startNs));
        document.add(new Block.Heading("Queues (shares are of the time with a request in flight)"));
        document.add(new Block.Grid(new Table<>(queueColumns(), model.queues())));
        document.addAll(episodes(model.queues(), startNs));
        document.addAll(Notes.of(model.notes()));
        return new Result("vqtrace.saturation/1", model, new Table<>(csvColumns(), model.queues()), document);
    }

    private static Findings.Judged judged(QueueSaturation queue) {
        return new Findings.Judged(queue.device(), queue.queue(), queue.role(), queue.saturation());
    }

    private static List<Column<QueueSaturation>> queueColumns() {
        return List.of(
                Column.of("device", "DEVICE", Unit.TEXT, QueueSaturation::device),
                Column.of("queue", "Q", Unit.NUMBER, QueueSaturation::queue),
                Column.optional(5, "role", "ROLE", Unit.TEXT, QueueSaturation::role),
                Column.of("size", "SIZE", Unit.NUMBER, QueueSaturation::size),
                Column.optional(4, "busy_ratio", "BUSY", Unit.SHARE, QueueSaturation::busyRatio),
                Column.optional(6, "in_flight_mean", "DEPTH", Unit.RATIO, depth(Depth::mean)),
                Column.of("in_flight_max", "MAX DEPTH", Unit.NUMBER, depth(Depth::max)),
                Column.optional(3, "occupancy_max", "MAX ENTRIES", Unit.TEXT, SaturationView::occupancy),
                Column.optional(2, "ring_full_ratio", "FULL", Unit.SHARE, QueueSaturation::ringFullRatio),
                Column.optional(1, "at_maximum_ratio", "AT MAX", Unit.SHARE, QueueSaturation::atMaximumRatio),
                Column.optional(7, "waiting_ratio", "WAITING", Unit.SHARE, QueueSaturation::waitingRatio),
                Column.of("verdict", "VERDICT", Unit.TEXT, q -> q.saturation().verdict()));
    }

    private static String occupancy(QueueSaturation queue) {
        return queue.occupancyMax() == null ? null : (queue.occupancyLowerBound() ? "≥ " : "") + queue.occupancyMax();
    }

    private static List<Column<QueueSaturation>> csvColumns() {
        List<Column<QueueSaturation>> columns = new ArrayList<>(List.of(
                Column.of("device", "", Unit.TEXT, QueueSaturation::device),
                Column.of("source_id", "", Unit.TEXT, QueueSaturation::sourceId),
                Column.of("queue", "", Unit.NUMBER, QueueSaturation::queue),
                Column.of("role", "", Unit.TEXT, QueueSaturation::role),
                Column.of("kind", "", Unit.TEXT, QueueSaturation::kind),
                Column.of("size", "", Unit.NUMBER, QueueSaturation::size),
                Column.of("requests", "", Unit.COUNT, QueueSaturation::requests),
                Column.of("verdict", "", Unit.TEXT, q -> q.saturation().verdict()),
                Column.of("busy_ns", "", Unit.DURATION, QueueSaturation::busyNs),
                Column.of("busy_ratio", "", Unit.SHARE, QueueSaturation::busyRatio)));
        columns.addAll(DepthColumns.of("in_flight", QueueSaturation::inFlight));
        columns.addAll(DepthColumns.of("outstanding", QueueSaturation::outstanding));
        columns.addAll(List.of(
                Column.of("occupancy_max", "", Unit.NUMBER, QueueSaturation::occupancyMax),
                Column.of("occupancy_lower_bound", "", Unit.TEXT, QueueSaturation::occupancyLowerBound),
                Column.of("ring_full_ratio", "", Unit.SHARE, QueueSaturation::ringFullRatio),
                Column.of("at_maximum_ratio", "", Unit.SHARE, QueueSaturation::atMaximumRatio),
                Column.of("waiting_ratio", "", Unit.SHARE, QueueSaturation::waitingRatio),
                Column.of("episodes", "", Unit.COUNT, q -> q.episodes().size()),
                Column.of("evidence", "", Unit.TEXT, q -> q.saturation().evidence()),
                Column.of("advice", "", Unit.TEXT, q -> q.saturation().advice())));
        return columns;
    }

    private static List<Block> episodes(List<QueueSaturation> queues, Long startNs) {
        List<QueueEpisode> all = queues.stream()
                .flatMap(q -> q.episodes().stream().map(e -> new QueueEpisode(q, e)))
                .sorted(Comparator.comparingLong((QueueEpisode e) -> e.episode.durationNs())
                        .reversed())
                .toList();
        if (all.isEmpty() || startNs == null) {
            return List.of();
        }
        List<QueueEpisode> shown = all.stream()
                .limit(EPISODES_SHOWN)
                .sorted(Comparator.comparingLong(e -> e.episode.startNs()))
                .toList();
        String title = all.size() > shown.size()
                ? "Episodes (the longest " + shown.size() + " of " + all.size() + ")"
                : "Episodes";
        List<Column<QueueEpisode>> columns = List.of(
                Column.of("device", "DEVICE", Unit.TEXT, e -> e.queue.device()),
                Column.of("queue", "Q", Unit.NUMBER, e -> e.queue.queue()),
                Column.of("kind", "CONDITION", Unit.TEXT, e -> e.episode.kind()),
                Column.of("offset_ns", "FROM START", Unit.DURATION, e -> e.episode.startNs() - startNs),
                Column.of("duration_ns", "DURATION", Unit.DURATION, e -> e.episode.durationNs()),
                Column.of("depth", "DEPTH", Unit.NUMBER, e -> e.episode.depth()),
                Column.optional(1, "start_ns", "BEGIN", Unit.TIME, e -> e.episode.startNs()));
        return List.of(new Block.Heading(title), new Block.Grid(new Table<>(columns, shown)));
    }

    private static Function<QueueSaturation, Object> depth(Function<Depth, Object> part) {
        return queue -> queue.inFlight() == null ? null : part.apply(queue.inFlight());
    }

    private record QueueEpisode(QueueSaturation queue, Episode episode) {}
}
