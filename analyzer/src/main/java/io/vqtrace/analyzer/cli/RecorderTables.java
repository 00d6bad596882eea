package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.analysis.Depth;
import io.vqtrace.analyzer.analysis.LatencyNs;
import io.vqtrace.analyzer.analysis.QueueSummary;
import io.vqtrace.analyzer.render.Block;
import io.vqtrace.analyzer.render.Column;
import io.vqtrace.analyzer.render.Table;
import io.vqtrace.analyzer.render.Unit;
import io.vqtrace.trace.FaultReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** The parts of a report that only a recorder can fill: waiting, notification, suppression and refusals. */
final class RecorderTables {

    private RecorderTables() {}

    /** Two headings with a table each; those of which nothing was observed are left out. */
    static List<Block> of(List<QueueSummary> queues) {
        List<Block> blocks = new ArrayList<>();
        if (queues.stream().anyMatch(RecorderTables::isRecorded)) {
            blocks.add(new Block.Heading("Before and after service"));
            blocks.add(new Block.Grid(new Table<>(columns(), queues)));
            blocks.add(new Block.Paragraph("Outstanding is published and not used, waiting the part of it that the"
                    + " device had not taken. Wait is from publication to being taken, notify from returned to the"
                    + " interrupt that delivers it."));
        }
        List<Fault> faults = queues.stream()
                .filter(queue -> queue.faultReasons() != null)
                .flatMap(queue -> queue.faultReasons().entrySet().stream()
                        .map(reason -> new Fault(queue, reason.getKey(), reason.getValue())))
                .toList();
        if (!faults.isEmpty()) {
            blocks.add(new Block.Heading("Refused by the backend"));
            blocks.add(new Block.Grid(new Table<>(faultColumns(), faults)));
        }
        return blocks;
    }

    private static boolean isRecorded(QueueSummary queue) {
        return queue.waitNs() != null || queue.notifyNs() != null || queue.suppressed() != null;
    }

    private static List<Column<QueueSummary>> columns() {
        return List.of(
                Column.of("device", "DEVICE", Unit.TEXT, QueueSummary::device),
                Column.of("queue", "Q", Unit.NUMBER, QueueSummary::queue),
                Column.of("outstanding", "OUTSTANDING/MAX", Unit.TEXT, RecorderTables::outstanding),
                Column.of("waiting", "WAITING", Unit.RATIO, RecorderTables::waiting),
                Column.optional(2, "wait_p50_ns", "WAIT P50", Unit.DURATION, of(QueueSummary::waitNs, LatencyNs::p50)),
                Column.of("wait_p99_ns", "WAIT P99", Unit.DURATION, of(QueueSummary::waitNs, LatencyNs::p99)),
                Column.optional(
                        3, "notify_p50_ns", "NOTIFY P50", Unit.DURATION, of(QueueSummary::notifyNs, LatencyNs::p50)),
                Column.of("notify_p99_ns", "NOTIFY P99", Unit.DURATION, of(QueueSummary::notifyNs, LatencyNs::p99)),
                Column.of("suppressed", "SUPPRESSED", Unit.COUNT, QueueSummary::suppressed),
                Column.optional(1, "drops", "DROPS", Unit.COUNT, QueueSummary::drops),
                Column.optional(1, "faults", "FAULTS", Unit.COUNT, QueueSummary::faults));
    }

    private static String outstanding(QueueSummary queue) {
        Depth depth = queue.outstanding();
        return depth == null ? null : Unit.RATIO.text(depth.mean()) + "/" + depth.max();
    }

    private static Double waiting(QueueSummary queue) {
        boolean known = queue.outstanding() != null && queue.outstanding().mean() != null;
        return known
                ? Double.valueOf(Math.max(
                        0, queue.outstanding().mean() - queue.inFlight().mean()))
                : null;
    }

    private static Function<QueueSummary, Object> of(
            Function<QueueSummary, LatencyNs> phase, Function<LatencyNs, Object> part) {
        return queue -> phase.apply(queue) == null ? null : part.apply(phase.apply(queue));
    }

    private static List<Column<Fault>> faultColumns() {
        return List.of(
                Column.of("device", "DEVICE", Unit.TEXT, fault -> fault.queue.device()),
                Column.of("queue", "Q", Unit.NUMBER, fault -> fault.queue.queue()),
                Column.of("reason", "REASON", Unit.TEXT, Fault::reason),
                Column.of("count", "COUNT", Unit.COUNT, Fault::count),
                Column.of("section", "VIRTIO 1.4 SECTION", Unit.TEXT, Fault::section));
    }

    private record Fault(QueueSummary queue, String reason, long count) {
        String section() {
            return Arrays.stream(FaultReason.values())
                    .filter(known -> known.label().equals(reason))
                    .findFirst()
                    .map(FaultReason::section)
                    .orElse(null);
        }
    }
}
