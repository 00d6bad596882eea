package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.cli.InventoryView.Row;
import io.vqtrace.analyzer.inventory.InventoryModel;
import io.vqtrace.analyzer.render.Column;
import io.vqtrace.analyzer.render.Unit;
import java.util.List;

/** The columns of {@code vqtrace inventory}. */
final class InventoryTables {
    private static final int LONGEST_NAME = 28;

    private InventoryTables() {}

    /** A queue with the device that it belongs to. */
    record QueueRow(Row row, InventoryModel.Queue queue) {}

    static List<Column<Row>> devices() {
        return List.of(
                Column.of(
                        "workload",
                        "WORKLOAD",
                        Unit.TEXT,
                        row -> brief(row.workload().name())),
                Column.of("class", "CLASS", Unit.TEXT, row -> row.device().deviceClass()),
                Column.of(
                        "device", "DEVICE", Unit.TEXT, row -> brief(row.device().name())),
                Column.optional(
                        3,
                        "model",
                        "MODEL",
                        Unit.TEXT,
                        row -> brief(row.device().model())),
                Column.of(
                        "implementation",
                        "RUNS AS",
                        Unit.TEXT,
                        row -> row.device().implementation()),
                Column.optional(
                        1, "backend", "BACKEND", Unit.TEXT, row -> row.device().backend()),
                Column.of("verdict", "VERDICT", Unit.TEXT, row -> row.device().verdict()));
    }

    static List<Column<QueueRow>> queues() {
        return List.of(
                Column.of(
                        "workload",
                        "WORKLOAD",
                        Unit.TEXT,
                        queue -> brief(queue.row().workload().name())),
                Column.of(
                        "device",
                        "DEVICE",
                        Unit.TEXT,
                        queue -> brief(queue.row().device().name())),
                Column.of(
                        "queue",
                        "Q",
                        Unit.NUMBER,
                        queue -> queue.queue().evidence().queue()),
                Column.optional(
                        3,
                        "role",
                        "ROLE",
                        Unit.TEXT,
                        queue -> queue.queue().evidence().role()),
                Column.optional(
                        4,
                        "requests",
                        "REQUESTS",
                        Unit.COUNT,
                        queue -> queue.queue().evidence().requests()),
                Column.optional(
                        2,
                        "wait_mean_ns",
                        "WAIT",
                        Unit.DURATION,
                        queue -> queue.queue().evidence().waitMeanNs()),
                Column.of(
                        "service_mean_ns",
                        "SERVICE",
                        Unit.DURATION,
                        queue -> queue.queue().evidence().serviceMeanNs()),
                Column.optional(
                        2,
                        "notify_mean_ns",
                        "NOTIFY",
                        Unit.DURATION,
                        queue -> queue.queue().evidence().notifyMeanNs()),
                Column.of(
                        "virtio_ratio",
                        "IN VIRTIO",
                        Unit.SHARE,
                        queue -> queue.queue().evidence().virtioRatio()),
                Column.of(
                        "saturation",
                        "SATURATION",
                        Unit.TEXT,
                        queue -> queue.queue().evidence().saturation()));
    }

    static List<Column<Row>> csv() {
        return List.of(
                Column.of(
                        "workload",
                        "WORKLOAD",
                        Unit.TEXT,
                        row -> literal(row.workload().name())),
                Column.of(
                        "device",
                        "DEVICE",
                        Unit.TEXT,
                        row -> literal(row.device().name())),
                Column.of("id", "ID", Unit.TEXT, row -> literal(row.device().id())),
                Column.of("class", "CLASS", Unit.TEXT, row -> row.device().deviceClass()),
                Column.of(
                        "model", "MODEL", Unit.TEXT, row -> literal(row.device().model())),
                Column.of(
                        "implementation",
                        "RUNS AS",
                        Unit.TEXT,
                        row -> row.device().implementation()),
                Column.of("backend", "BACKEND", Unit.TEXT, row -> row.device().backend()),
                Column.of(
                        "attached_to",
                        "ATTACHED TO",
                        Unit.TEXT,
                        row -> row.device().attachedTo()),
                Column.of("address", "ADDRESS", Unit.TEXT, row -> row.device().address()),
                Column.of(
                        "queues",
                        "QUEUES",
                        Unit.COUNT,
                        row -> row.device().queues().size()),
                Column.of("requests", "REQUESTS", Unit.COUNT, InventoryTables::requests),
                Column.of("virtio_ratio", "IN VIRTIO", Unit.SHARE, InventoryTables::largestShare),
                Column.of("verdict", "VERDICT", Unit.TEXT, row -> row.device().verdict()),
                Column.of("reason", "REASON", Unit.TEXT, row -> row.device().reason()),
                Column.of("steps", "STEPS", Unit.TEXT, row -> row.device().steps()),
                Column.of("sources", "SOURCES", Unit.TEXT, row -> row.workload().sources()));
    }

    /** A text that a spreadsheet would take for a formula gets the sign that says it is none. */
    private static String literal(String text) {
        return text != null && !text.isEmpty() && "=+-@".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static Long requests(Row row) {
        return row.device().queues().isEmpty()
                ? null
                : Long.valueOf(row.device().queues().stream()
                        .mapToLong(queue -> queue.evidence().requests())
                        .sum());
    }

    private static Double largestShare(Row row) {
        return row.device().queues().stream()
                .map(queue -> queue.evidence().virtioRatio())
                .filter(ratio -> ratio != null)
                .max(Double::compare)
                .orElse(null);
    }

    /** A name that leaves room for the other columns; JSON and CSV have the whole one. */
    private static String brief(String name) {
        return name == null || name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
    }
}
