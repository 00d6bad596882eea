package io.vqtrace.analyzer.read;

import io.vqtrace.trace.DeviceRow;
import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.NegotiationStep;
import io.vqtrace.trace.QueueRow;
import io.vqtrace.trace.QueueStateRow;
import io.vqtrace.trace.StateColumn;
import io.vqtrace.trace.TraceFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The small tables of a trace as rows; a row that makes no sense ends its table as a cut does. */
final class TraceTables {
    /** The files of the small tables that every trace has. */
    static final List<String> FILES =
            List.of(TraceFormat.DEVICES_FILE, TraceFormat.QUEUES_FILE, TraceFormat.NEGOTIATION_FILE);

    private static final List<String> DEVICE_COLUMNS = List.of(
            "device",
            "name",
            "type",
            "type_id",
            "transport",
            "source_id",
            "backend",
            "address",
            "model",
            "events",
            "join");
    private static final List<String> QUEUE_COLUMNS = List.of(
            "device",
            "queue",
            "role",
            "kind",
            "ring",
            "size",
            "max_size",
            "vector",
            "desc_addr",
            "driver_addr",
            "device_addr",
            "ts",
            "source");
    private static final List<String> NEGOTIATION_COLUMNS = List.of(
            "device",
            "ts",
            "step",
            "queue",
            "value",
            "features_low",
            "features_high",
            "actor",
            "thread",
            "source",
            "detail");
    private static final List<String> STATE_COLUMNS = Stream.concat(
                    Stream.of("device", "queue", "ts"),
                    Arrays.stream(StateColumn.values()).map(StateColumn::label))
            .toList();
    private static final Map<String, NegotiationStep> STEPS = new HashMap<>();

    static {
        for (NegotiationStep step : NegotiationStep.values()) {
            STEPS.put(step.label(), step);
        }
    }

    private final TraceContainer container;
    private final List<String> problems = new ArrayList<>();

    TraceTables(TraceContainer container) {
        this.container = container;
    }

    /** Returns what the tables read so far lack, one line each. */
    List<String> problems() {
        return problems;
    }

    /** Reads the devices by id; a later row of the same id replaces the earlier. */
    List<DeviceRow> devices() throws IOException {
        Map<Integer, DeviceRow> byId = new TreeMap<>();
        List<DeviceRow> rows = rows(TraceFormat.DEVICES_FILE, DEVICE_COLUMNS, TraceTables::device);
        rows.forEach(row -> byId.put(row.device(), row));
        return List.copyOf(byId.values());
    }

    List<QueueRow> queues() throws IOException {
        return rows(TraceFormat.QUEUES_FILE, QUEUE_COLUMNS, TraceTables::queue);
    }

    List<NegotiationRow> negotiation() throws IOException {
        return rows(TraceFormat.NEGOTIATION_FILE, NEGOTIATION_COLUMNS, TraceTables::negotiation);
    }

    /** Reads how the queues stood; of each queue the last row counts. */
    List<QueueStateRow> queueStates() throws IOException {
        Map<QueueKey, QueueStateRow> byQueue = new TreeMap<>();
        rows(TraceFormat.QUEUE_STATES_FILE, STATE_COLUMNS, TraceTables::queueState)
                .forEach(row -> byQueue.put(new QueueKey(row.device(), row.queue()), row));
        return List.copyOf(byQueue.values());
    }

    private interface RowReader<R> {
        R read(SmallTable.Row row);
    }

    private <R> List<R> rows(String file, List<String> columns, RowReader<R> reader) throws IOException {
        List<R> rows = new ArrayList<>();
        if (!container.files().containsKey(file)) {
            return rows;
        }
        SmallTable table = SmallTable.read(container.open(file), columns);
        if (table.problem() != null) {
            problems.add(table.problem());
        }
        for (SmallTable.Row row : table.rows()) {
            try {
                rows.add(reader.read(row));
            } catch (IllegalArgumentException | ArithmeticException e) {
                problems.add(file + " is damaged after row " + rows.size() + " (" + e.getMessage() + ")");
                break;
            }
        }
        return rows;
    }

    private static DeviceRow device(SmallTable.Row row) {
        return new DeviceRow(
                row.required("device"),
                row.text("name"),
                row.text("type"),
                row.integer("type_id"),
                row.text("transport"),
                row.text("source_id"),
                row.text("backend"),
                row.text("address"),
                row.text("model"),
                row.number("events"),
                row.text("join"));
    }

    private static QueueRow queue(SmallTable.Row row) {
        return new QueueRow(
                row.required("device"),
                row.required("queue"),
                row.text("role"),
                row.text("kind"),
                row.text("ring"),
                row.integer("size"),
                row.integer("max_size"),
                row.integer("vector"),
                row.number("desc_addr"),
                row.number("driver_addr"),
                row.number("device_addr"),
                row.number("ts"),
                row.text("source"));
    }

    private static QueueStateRow queueState(SmallTable.Row row) {
        Long ts = row.number("ts");
        if (ts == null) {
            throw new IllegalArgumentException("a row without ts");
        }
        Map<StateColumn, Long> values = new EnumMap<>(StateColumn.class);
        for (StateColumn column : StateColumn.values()) {
            Long value = row.number(column.label());
            if (value != null) {
                values.put(column, value);
            }
        }
        return new QueueStateRow(row.required("device"), row.required("queue"), ts, values);
    }

    private static NegotiationRow negotiation(SmallTable.Row row) {
        NegotiationStep step = STEPS.get(row.text("step"));
        if (step == null) {
            throw new IllegalArgumentException("the unknown step " + row.text("step"));
        }
        return new NegotiationRow(
                row.required("device"),
                row.number("ts"),
                step,
                row.integer("queue"),
                row.number("value"),
                row.number("features_low"),
                row.number("features_high"),
                row.text("actor"),
                row.integer("thread"),
                row.text("source"),
                row.text("detail"));
    }
}
