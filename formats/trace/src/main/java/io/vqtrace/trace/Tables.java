package io.vqtrace.trace;

import static io.vqtrace.trace.ArrowType.INT32;
import static io.vqtrace.trace.ArrowType.INT64;
import static io.vqtrace.trace.ArrowType.UINT16;
import static io.vqtrace.trace.ArrowType.UINT64;
import static io.vqtrace.trace.ArrowType.UTF8;

import io.vqtrace.trace.RowTable.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Columns of the trace's small tables, in the order of the row records' components. */
final class Tables {
    static final List<Column<DeviceRow>> DEVICES = List.of(
            required("device", UINT16, DeviceRow::device),
            optional("name", UTF8, DeviceRow::name),
            optional("type", UTF8, DeviceRow::type),
            optional("type_id", INT32, DeviceRow::typeId),
            optional("transport", UTF8, DeviceRow::transport),
            optional("source_id", UTF8, DeviceRow::sourceId),
            optional("backend", UTF8, DeviceRow::backend),
            optional("address", UTF8, DeviceRow::address),
            optional("model", UTF8, DeviceRow::model),
            optional("events", INT64, DeviceRow::events),
            optional("join", UTF8, DeviceRow::join));

    static final List<Column<QueueRow>> QUEUES = List.of(
            required("device", UINT16, QueueRow::device),
            required("queue", UINT16, QueueRow::queue),
            optional("role", UTF8, QueueRow::role),
            optional("kind", UTF8, QueueRow::kind),
            optional("ring", UTF8, QueueRow::ring),
            optional("size", INT32, QueueRow::size),
            optional("max_size", INT32, QueueRow::maxSize),
            optional("vector", INT32, QueueRow::vector),
            optional("desc_addr", UINT64, QueueRow::descAddr),
            optional("driver_addr", UINT64, QueueRow::driverAddr),
            optional("device_addr", UINT64, QueueRow::deviceAddr),
            optional("ts", INT64, QueueRow::ts),
            optional("source", UTF8, QueueRow::source));

    static final List<Column<NegotiationRow>> NEGOTIATION = List.of(
            required("device", UINT16, NegotiationRow::device),
            optional("ts", INT64, NegotiationRow::ts),
            required("step", UTF8, row -> row.step().label()),
            optional("queue", UINT16, NegotiationRow::queue),
            optional("value", INT64, NegotiationRow::value),
            optional("features_low", UINT64, NegotiationRow::featuresLow),
            optional("features_high", UINT64, NegotiationRow::featuresHigh),
            optional("actor", UTF8, NegotiationRow::actor),
            optional("thread", UINT16, NegotiationRow::thread),
            optional("source", UTF8, NegotiationRow::source),
            optional("detail", UTF8, NegotiationRow::detail));

    static final List<Column<QueueStateRow>> QUEUE_STATES = queueStates();

    private Tables() {}

    private static List<Column<QueueStateRow>> queueStates() {
        List<Column<QueueStateRow>> columns = new ArrayList<>(List.of(
                required("device", UINT16, QueueStateRow::device),
                required("queue", UINT16, QueueStateRow::queue),
                required("ts", INT64, QueueStateRow::ts)));
        for (StateColumn column : StateColumn.values()) {
            columns.add(optional(column.label(), INT64, row -> row.get(column)));
        }
        return List.copyOf(columns);
    }

    private static <R> Column<R> required(String name, ArrowType type, Function<R, Object> value) {
        return new Column<>(new ArrowField(name, type, false), value);
    }

    private static <R> Column<R> optional(String name, ArrowType type, Function<R, Object> value) {
        return new Column<>(new ArrowField(name, type, true), value);
    }
}
