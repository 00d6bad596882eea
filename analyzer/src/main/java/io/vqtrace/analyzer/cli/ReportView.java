package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.analysis.Depth;
import io.vqtrace.analyzer.analysis.DeviceSummary;
import io.vqtrace.analyzer.analysis.LatencyNs;
import io.vqtrace.analyzer.analysis.QueueSummary;
import io.vqtrace.analyzer.analysis.ReportModel;
import io.vqtrace.analyzer.postmortem.Findings;
import io.vqtrace.analyzer.postmortem.NameMatch;
import io.vqtrace.analyzer.render.Block;
import io.vqtrace.analyzer.render.Column;
import io.vqtrace.analyzer.render.Result;
import io.vqtrace.analyzer.render.Severity;
import io.vqtrace.analyzer.render.Table;
import io.vqtrace.analyzer.render.Unit;
import io.vqtrace.analyzer.text.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Shows {@code vqtrace report}: what is wrong first, then the numbers, then what could not be seen. */
final class ReportView {

    private ReportView() {}

    static Result of(String name, ReportModel report) {
        List<Block> document = new ArrayList<>();
        document.add(TraceFacts.of(name, report.trace(), report.acrossGaps()));
        document.add(new Block.Heading("Findings"));
        document.addAll(Findings.of(
                report.queues().stream().map(ReportView::judged).toList(),
                report.trace().startNs()));
        document.add(new Block.Heading("Queues"));
        List<QueueSummary> used =
                report.queues().stream().filter(ReportView::isWorthARow).toList();
        document.add(new Block.Grid(new Table<>(queueColumns(), used)));
        if (used.size() < report.queues().size()) {
            document.add(new Block.Paragraph("Left out: "
                    + Durations.count(report.queues().size() - used.size(), "queue")
                    + " without a request; --format json and csv show every queue."));
        }
        boolean supply = report.queues().stream().anyMatch(q -> "supply".equals(q.kind()));
        document.add(new Block.Paragraph("Latency is from taking a request to returning it"
                + (supply
                        ? "; on a supply queue it is from taking a parked buffer to giving it back filled, for which no"
                                + " driver waits."
                        : ".")));
        document.addAll(RecorderTables.of(used));
        document.add(new Block.Heading("Devices"));
        document.add(new Block.Grid(new Table<>(deviceColumns(), report.devices())));
        document.addAll(NameMatch.doubts(report.devices(), DeviceSummary::device, DeviceSummary::join));
        document.addAll(Notes.of(report.notes()));
        return new Result("vqtrace.report/1", report, new Table<>(csvColumns(), report.queues()), document);
    }

    /** A console device alone has 64 queues, most of which are only set up. */
    private static boolean isWorthARow(QueueSummary queue) {
        return queue.requests() > 0 || judged(queue).severity() != Severity.FINE;
    }

    private static Findings.Judged judged(QueueSummary queue) {
        return new Findings.Judged(queue.device(), queue.queue(), queue.role(), queue.saturation());
    }

    private static List<Column<QueueSummary>> queueColumns() {
        return List.of(
                Column.of("device", "DEVICE", Unit.TEXT, QueueSummary::device),
                Column.of("queue", "Q", Unit.NUMBER, QueueSummary::queue),
                Column.optional(2, "role", "ROLE", Unit.TEXT, QueueSummary::role),
                Column.optional(3, "size", "SIZE", Unit.NUMBER, QueueSummary::size),
                Column.of("requests", "REQUESTS", Unit.COUNT, QueueSummary::requests),
                Column.optional(6, "incomplete", "OPEN", Unit.COUNT, QueueSummary::incomplete),
                Column.optional(7, "requests_per_s", "RATE", Unit.PER_SECOND, QueueSummary::requestsPerS),
                Column.optional(4, "p50_ns", "P50", Unit.DURATION, latency(LatencyNs::p50)),
                Column.of("p99_ns", "P99", Unit.DURATION, latency(LatencyNs::p99)),
                Column.optional(5, "max_ns", "MAX", Unit.DURATION, latency(LatencyNs::max)),
                Column.optional(1, "in_flight", "DEPTH/MAX", Unit.TEXT, ReportView::depth),
                Column.optional(
                        8, "completions_per_interrupt", "DONE/IRQ", Unit.RATIO, QueueSummary::completionsPerInterrupt),
                Column.optional(9, "kicks_per_request", "KICK/REQ", Unit.RATIO, QueueSummary::kicksPerRequest),
                Column.of("verdict", "VERDICT", Unit.TEXT, q -> q.saturation().verdict()));
    }

    private static List<Column<DeviceSummary>> deviceColumns() {
        return List.of(
                Column.of("device", "DEVICE", Unit.TEXT, DeviceSummary::device),
                Column.of("type", "TYPE", Unit.TEXT, DeviceSummary::type),
                Column.optional(1, "backend", "BACKEND", Unit.TEXT, DeviceSummary::backend),
                Column.optional(2, "transport", "TRANSPORT", Unit.TEXT, DeviceSummary::transport),
                Column.optional(3, "ring", "RING", Unit.TEXT, DeviceSummary::ring),
                Column.optional(4, "events", "EMULATED EVENTS", Unit.COUNT, DeviceSummary::events),
                Column.optional(5, "source_id", "SOURCE ID", Unit.TEXT, DeviceSummary::sourceId),
                Column.optional(6, "join", "NAME MATCH", Unit.TEXT, device -> NameMatch.word(device.join())));
    }

    private static List<Column<QueueSummary>> csvColumns() {
        List<Column<QueueSummary>> columns = new ArrayList<>(List.of(
                Column.of("device", "", Unit.TEXT, QueueSummary::device),
                Column.of("source_id", "", Unit.TEXT, QueueSummary::sourceId),
                Column.of("queue", "", Unit.NUMBER, QueueSummary::queue),
                Column.of("role", "", Unit.TEXT, QueueSummary::role),
                Column.of("kind", "", Unit.TEXT, QueueSummary::kind),
                Column.of("size", "", Unit.NUMBER, QueueSummary::size),
                Column.of("requests", "", Unit.COUNT, QueueSummary::requests),
                Column.of("incomplete", "", Unit.COUNT, QueueSummary::incomplete),
                Column.of("returned", "", Unit.COUNT, QueueSummary::returned),
                Column.of("across_gaps", "", Unit.COUNT, QueueSummary::acrossGaps),
                Column.of("kicks", "", Unit.COUNT, QueueSummary::kicks),
                Column.of("interrupts", "", Unit.COUNT, QueueSummary::interrupts),
                Column.of("completions_per_interrupt", "", Unit.RATIO, QueueSummary::completionsPerInterrupt),
                Column.of("kicks_per_request", "", Unit.RATIO, QueueSummary::kicksPerRequest),
                Column.of("suppressed", "", Unit.COUNT, QueueSummary::suppressed),
                Column.of("drops", "", Unit.COUNT, QueueSummary::drops),
                Column.of("faults", "", Unit.COUNT, QueueSummary::faults),
                Column.of("fault_reasons", "", Unit.TEXT, ReportView::faultReasons),
                Column.of("requests_per_s", "", Unit.PER_SECOND, QueueSummary::requestsPerS),
                Column.of("out_bytes", "", Unit.BYTES, QueueSummary::outBytes),
                Column.of("in_bytes", "", Unit.BYTES, QueueSummary::inBytes)));
        columns.addAll(LatencyColumns.of("latency", QueueSummary::latencyNs));
        columns.addAll(LatencyColumns.of("wait", QueueSummary::waitNs));
        columns.addAll(LatencyColumns.of("notify", QueueSummary::notifyNs));
        columns.addAll(DepthColumns.of("in_flight", QueueSummary::inFlight));
        columns.addAll(DepthColumns.of("outstanding", QueueSummary::outstanding));
        columns.add(Column.of("verdict", "", Unit.TEXT, q -> q.saturation().verdict()));
        columns.add(Column.of("evidence", "", Unit.TEXT, q -> q.saturation().evidence()));
        columns.add(Column.of("advice", "", Unit.TEXT, q -> q.saturation().advice()));
        return columns;
    }

    private static Function<QueueSummary, Object> latency(Function<LatencyNs, Object> part) {
        return queue -> queue.latencyNs() == null ? null : part.apply(queue.latencyNs());
    }

    private static List<String> faultReasons(QueueSummary queue) {
        return queue.faultReasons() == null
                ? null
                : queue.faultReasons().entrySet().stream()
                        .map(reason -> reason.getKey() + " " + reason.getValue())
                        .toList();
    }

    private static String depth(QueueSummary queue) {
        Depth depth = queue.inFlight();
        return depth == null ? null : Unit.RATIO.text(depth.mean()) + "/" + depth.max();
    }
}
