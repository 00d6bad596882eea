package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.analysis.Depth;
import io.vqtrace.analyzer.render.Block;
import io.vqtrace.analyzer.render.Column;
import io.vqtrace.analyzer.render.Result;
import io.vqtrace.analyzer.render.Table;
import io.vqtrace.analyzer.render.Unit;
import io.vqtrace.analyzer.simulate.RingFigures;
import io.vqtrace.analyzer.simulate.RingFigures.AddedWaitNs;
import io.vqtrace.analyzer.simulate.RingSizeModel;
import io.vqtrace.analyzer.simulate.RingSizeModel.QueueSizes;
import io.vqtrace.analyzer.text.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Shows {@code vqtrace simulate ring-size}: for each queue its rings, the smallest that suffices, and what was assumed. */
final class RingSizeView {

    /** A ring, and the largest one that does the same where they are shown in one line. */
    private record Row(QueueSizes queue, RingFigures ring, boolean recorded, Integer upTo) {}

    private RingSizeView() {}

    static Result of(String name, RingSizeModel model) {
        List<Block> document = new ArrayList<>();
        document.add(TraceFacts.of(name, model.trace()));
        for (QueueSizes queue : model.queues()) {
            document.add(new Block.Heading(title(queue)));
            document.add(new Block.Grid(new Table<>(columns(), folded(queue))));
            document.add(new Block.Paragraph(answer(model, queue)));
            document.add(SimulationBlocks.trust(queue.driver() + " loop", queue.confidence(), queue.limits()));
            document.add(new Block.Bullets(queue.assumptions()));
        }
        if (model.queues().isEmpty() && model.notes().isEmpty()) {
            document.add(new Block.Paragraph("No request of a request queue ended in the window: nothing to replay."));
        }
        if (!model.queues().isEmpty()) {
            document.addAll(SimulationBlocks.assumptions(model.assumptions()));
        }
        document.addAll(Notes.of(model.notes()));
        Table<Row> csv = new Table<>(
                csvColumns(),
                model.queues().stream().flatMap(RingSizeView::rows).toList());
        return new Result("vqtrace.simulate.ring-size/1", model, csv, document);
    }

    private static Stream<Row> rows(QueueSizes queue) {
        return Stream.concat(
                Stream.of(new Row(queue, queue.recorded(), true, null)),
                queue.sizes().stream().map(ring -> new Row(queue, ring, false, null)));
    }

    /** Large rings that are never full all do the same: one line has them. */
    private static List<Row> folded(QueueSizes queue) {
        List<Row> rows = new ArrayList<>(rows(queue).toList());
        Integer largest = null;
        while (rows.size() > 2 && same(rows.get(rows.size() - 2), rows.get(rows.size() - 1))) {
            Row last = rows.remove(rows.size() - 1);
            largest = largest == null ? last.ring.size() : largest;
        }
        Row first = rows.remove(rows.size() - 1);
        rows.add(new Row(queue, first.ring, first.recorded, largest));
        return rows;
    }

    private static boolean same(Row one, Row other) {
        return !one.recorded
                && one.ring.occupancy() != null
                && one.ring.fullRatio() == 0
                && other.ring.fullRatio() == 0
                && one.ring.delayed() == 0
                && other.ring.delayed() == 0
                && one.ring.holds().equals(other.ring.holds())
                && verdict(one).equals(verdict(other));
    }

    private static String title(QueueSizes queue) {
        return queue.device() + " queue " + queue.queue() + (queue.role() == null ? "" : " (" + queue.role() + ")")
                + ": " + Durations.count(queue.requests(), "request") + " of "
                + Unit.RATIO.text(queue.entriesPerRequest()) + " ring "
                + (queue.entriesPerRequest() == 1 ? "entry" : "entries")
                + (queue.entriesLowerBound() ? " or more" : "");
    }

    private static String answer(RingSizeModel model, QueueSizes queue) {
        String goal =
                "full for at most " + Unit.SHARE.text(model.maxFullRatio()) + " of the time with a request in flight"
                        + (model.maxAddedP99Ns() == null
                                ? ""
                                : " and adds at most " + Durations.text(model.maxAddedP99Ns()) + " of wait at p99");
        if (queue.smallest() == null) {
            return "None of these rings is " + goal + ".";
        }
        RingFigures found = queue.sizes().stream()
                .filter(ring -> ring.size().equals(queue.smallest()))
                .findFirst()
                .orElseThrow();
        boolean bounded = found.holds().equals(RingFigures.Holds.LOWER_BOUND.label());
        return "Smallest ring that is " + goal + ": " + (bounded ? "at least " : "") + queue.smallest()
                + (bounded ? ", for what the driver wanted beyond the recorded ring is not visible." : ".");
    }

    private static List<Column<Row>> columns() {
        return List.of(
                Column.of("size", "RING", Unit.TEXT, r -> label(r)),
                Column.of("occupancy_mean", "ENTRIES", Unit.RATIO, occupancy(Depth::mean)),
                Column.optional(3, "occupancy_p99", "P99", Unit.NUMBER, occupancy(Depth::p99)),
                Column.optional(1, "occupancy_max", "MAX", Unit.NUMBER, occupancy(Depth::max)),
                Column.of("full_ratio", "FULL", Unit.SHARE, r -> r.ring.fullRatio()),
                Column.optional(4, "no_room_ratio", "NO ROOM", Unit.SHARE, r -> r.ring.noRoomRatio()),
                Column.optional(6, "full_episodes", "EPISODES", Unit.COUNT, r -> r.ring.fullEpisodes()),
                Column.optional(5, "longest_full_ns", "LONGEST", Unit.DURATION, r -> r.ring.longestFullNs()),
                Column.optional(2, "delayed_ratio", "DELAYED", Unit.SHARE, r -> r.ring.delayedRatio()),
                Column.optional(7, "wait_p50_ns", "WAIT P50", Unit.DURATION, wait(AddedWaitNs::p50)),
                Column.of("wait_p99_ns", "WAIT P99", Unit.DURATION, wait(AddedWaitNs::p99)),
                Column.optional(5, "wait_max_ns", "MAX WAIT", Unit.DURATION, wait(AddedWaitNs::max)),
                Column.optional(3, "requests_per_s", "RATE", Unit.PER_SECOND, r -> r.ring.requestsPerS()),
                Column.of("verdict", "VERDICT", Unit.TEXT, RingSizeView::verdict),
                Column.of("holds", "HOLDS", Unit.TEXT, r -> r.ring.holds()));
    }

    private static String label(Row row) {
        String size = row.ring.size() == null ? "unknown" : row.ring.size().toString();
        boolean smallest = !row.recorded && row.ring.size().equals(row.queue.smallest());
        return size + (row.upTo == null ? "" : "…" + row.upTo) + (smallest ? " ←" : "");
    }

    private static List<Column<Row>> csvColumns() {
        return List.of(
                Column.of("device", "", Unit.TEXT, r -> r.queue.device()),
                Column.of("source_id", "", Unit.TEXT, r -> r.queue.sourceId()),
                Column.of("queue", "", Unit.NUMBER, r -> r.queue.queue()),
                Column.of("role", "", Unit.TEXT, r -> r.queue.role()),
                Column.of("size", "", Unit.NUMBER, r -> r.ring.size()),
                Column.of("holds", "", Unit.TEXT, r -> r.ring.holds()),
                Column.of("requests", "", Unit.COUNT, r -> r.queue.requests()),
                Column.of("entries_per_request", "", Unit.RATIO, r -> r.queue.entriesPerRequest()),
                Column.of("occupancy_mean", "", Unit.RATIO, occupancy(Depth::mean)),
                Column.of("occupancy_p99", "", Unit.NUMBER, occupancy(Depth::p99)),
                Column.of("occupancy_max", "", Unit.NUMBER, occupancy(Depth::max)),
                Column.of("full_ratio", "", Unit.SHARE, r -> r.ring.fullRatio()),
                Column.of("no_room_ratio", "", Unit.SHARE, r -> r.ring.noRoomRatio()),
                Column.of("full_episodes", "", Unit.COUNT, r -> r.ring.fullEpisodes()),
                Column.of("longest_full_ns", "", Unit.DURATION, r -> r.ring.longestFullNs()),
                Column.of("delayed", "", Unit.COUNT, r -> r.ring.delayed()),
                Column.of("delayed_ratio", "", Unit.SHARE, r -> r.ring.delayedRatio()),
                Column.of("added_wait_mean_ns", "", Unit.DURATION, wait(AddedWaitNs::mean)),
                Column.of("added_wait_p50_ns", "", Unit.DURATION, wait(AddedWaitNs::p50)),
                Column.of("added_wait_p99_ns", "", Unit.DURATION, wait(AddedWaitNs::p99)),
                Column.of("added_wait_max_ns", "", Unit.DURATION, wait(AddedWaitNs::max)),
                Column.of("requests_per_s", "", Unit.PER_SECOND, r -> r.ring.requestsPerS()),
                Column.of("verdict", "", Unit.TEXT, RingSizeView::verdict),
                Column.of("smallest", "", Unit.TEXT, RingSizeView::isSmallest),
                Column.of("confidence", "", Unit.TEXT, r -> r.queue.confidence()));
    }

    private static Boolean isSmallest(Row row) {
        return row.recorded ? null : Boolean.valueOf(row.ring.size().equals(row.queue.smallest()));
    }

    private static String verdict(Row row) {
        return row.ring.saturation() == null ? null : row.ring.saturation().verdict();
    }

    private static Function<Row, Object> occupancy(Function<Depth, Object> part) {
        return row -> row.ring.occupancy() == null ? null : part.apply(row.ring.occupancy());
    }

    private static Function<Row, Object> wait(Function<AddedWaitNs, Object> part) {
        return row -> row.ring.addedWaitNs() == null ? null : part.apply(row.ring.addedWaitNs());
    }
}
