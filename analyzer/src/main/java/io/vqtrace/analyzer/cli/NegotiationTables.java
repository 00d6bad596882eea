package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.negotiation.NegotiationModel;
import io.vqtrace.analyzer.negotiation.NegotiationModel.DriverAttempt;
import io.vqtrace.analyzer.negotiation.NegotiationModel.NegotiatedDevice;
import io.vqtrace.analyzer.negotiation.NegotiationText;
import io.vqtrace.analyzer.negotiation.QueueRange;
import io.vqtrace.analyzer.render.Column;
import io.vqtrace.analyzer.render.Table;
import io.vqtrace.analyzer.render.Unit;
import io.vqtrace.analyzer.text.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The tables of {@code vqtrace negotiation}. */
final class NegotiationTables {
    /** Attempts whose features stand side by side. */
    private static final int COMPARED = 4;

    private NegotiationTables() {}

    static List<Column<NegotiatedDevice>> devices() {
        return List.of(
                Column.of("device", "DEVICE", Unit.TEXT, NegotiatedDevice::device),
                Column.of("type", "TYPE", Unit.TEXT, NegotiatedDevice::type),
                Column.optional(3, "transport", "TRANSPORT", Unit.TEXT, NegotiatedDevice::transport),
                Column.optional(2, "backend", "BACKEND", Unit.TEXT, NegotiatedDevice::backend),
                Column.of("interface", "INTERFACE", Unit.TEXT, NegotiatedDevice::interfaceKind),
                Column.of(
                        "attempts",
                        "ATTEMPTS",
                        Unit.COUNT,
                        device -> device.attempts().size()),
                Column.of(
                        "drivers",
                        "DRIVERS",
                        Unit.TEXT,
                        device -> device.attempts().stream()
                                .map(NegotiationText::driver)
                                .distinct()
                                .collect(Collectors.joining(", "))),
                Column.optional(
                        1,
                        "last",
                        "LAST OUTCOME",
                        Unit.TEXT,
                        device -> device.attempts().isEmpty()
                                ? null
                                : device.attempts()
                                        .get(device.attempts().size() - 1)
                                        .outcome()));
    }

    static List<Column<DriverAttempt>> attempts(Long startNs) {
        return List.of(
                Column.of("attempt", "ATTEMPT", Unit.NUMBER, DriverAttempt::attempt),
                Column.of("driver", "DRIVER", Unit.TEXT, NegotiationText::driver),
                Column.of(
                        "offset_ns",
                        "FROM START",
                        Unit.TEXT,
                        attempt -> attempt.startNs() == null || startNs == null
                                ? null
                                : Durations.offset(attempt.startNs() - startNs)),
                Column.optional(3, "ready_ns", "READY AFTER", Unit.DURATION, NegotiationText::readyAfterNs),
                Column.optional(4, "lasted_ns", "RESET AFTER", Unit.DURATION, NegotiationText::lastedNs),
                Column.of("outcome", "OUTCOME", Unit.TEXT, DriverAttempt::outcome),
                Column.optional(2, "interface", "INTERFACE", Unit.TEXT, DriverAttempt::interfaceKind),
                Column.optional(5, "offered_mask", "OFFERED", Unit.TEXT, DriverAttempt::offeredMask),
                Column.optional(1, "accepted_mask", "ACCEPTED", Unit.TEXT, DriverAttempt::acceptedMask));
    }

    static List<Column<QueueRange>> queues() {
        return List.of(
                Column.of("attempt", "ATTEMPT", Unit.NUMBER, QueueRange::attempt),
                Column.of("queue", "QUEUE", Unit.TEXT, QueueRange::queues),
                Column.optional(1, "role", "ROLE", Unit.TEXT, QueueRange::roles),
                Column.of("ring", "RING", Unit.TEXT, range -> range.first().ring()),
                Column.of("size", "SIZE", Unit.NUMBER, range -> range.first().size()),
                Column.of("max_size", "MAX", Unit.NUMBER, range -> range.first().maxSize()),
                Column.of("vector", "VECTOR", Unit.TEXT, QueueRange::vectors));
    }

    /** What became of each feature, attempt by attempt: of many, in the first and the last ones. */
    static List<Column<String>> features(NegotiatedDevice device) {
        List<Column<String>> columns = new ArrayList<>();
        columns.add(Column.of("feature", "FEATURE", Unit.TEXT, name -> name));
        List<DriverAttempt> all = device.attempts();
        for (int i = 0; i < all.size(); i++) {
            DriverAttempt attempt = all.get(i);
            if (i == 0 || i > all.size() - COMPARED) {
                columns.add(Column.of(
                        "attempt_" + attempt.attempt(),
                        attempt.attempt() + " " + NegotiationText.driver(attempt),
                        Unit.TEXT,
                        name -> NegotiationText.fate(attempt, name)));
            }
        }
        return columns;
    }

    /** One row per attempt. */
    static Table<?> csv(NegotiationModel model) {
        record Row(NegotiatedDevice device, DriverAttempt attempt) {}
        List<Row> rows = model.devices().stream()
                .flatMap(device -> device.attempts().stream().map(attempt -> new Row(device, attempt)))
                .toList();
        List<Column<Row>> columns = List.of(
                Column.of("device", "", Unit.TEXT, row -> row.device.device()),
                Column.of("source_id", "", Unit.TEXT, row -> row.device.sourceId()),
                Column.of("type", "", Unit.TEXT, row -> row.device.type()),
                Column.of("transport", "", Unit.TEXT, row -> row.device.transport()),
                Column.of("interface_kind", "", Unit.TEXT, row -> row.device.interfaceKind()),
                Column.of("attempt", "", Unit.NUMBER, row -> row.attempt.attempt()),
                Column.of(
                        "driver_guess",
                        "",
                        Unit.TEXT,
                        row -> row.attempt.driver().name()),
                Column.of("start_ns", "", Unit.NUMBER, row -> row.attempt.startNs()),
                Column.of("end_ns", "", Unit.NUMBER, row -> row.attempt.endNs()),
                Column.of("ready_after_ns", "", Unit.NUMBER, row -> NegotiationText.readyAfterNs(row.attempt)),
                Column.of("outcome", "", Unit.TEXT, row -> row.attempt.outcome()),
                Column.of("used_interface", "", Unit.TEXT, row -> row.attempt.interfaceKind()),
                Column.of("offered_mask", "", Unit.TEXT, row -> row.attempt.offeredMask()),
                Column.of("accepted_mask", "", Unit.TEXT, row -> row.attempt.acceptedMask()),
                Column.of("refused", "", Unit.TEXT, row -> row.attempt.refused()),
                Column.of("unmet_dependencies", "", Unit.TEXT, row -> row.attempt.unmetDependencies()),
                Column.of("queues", "", Unit.COUNT, row -> row.attempt.queues().size()),
                Column.of(
                        "queue_sizes",
                        "",
                        Unit.TEXT,
                        row -> row.attempt.queues().stream()
                                .map(queue -> queue.queue() + "=" + (queue.size() == null ? "?" : queue.size()))
                                .toList()),
                Column.of(
                        "status_source",
                        "",
                        Unit.TEXT,
                        row -> row.attempt.sources().status()),
                Column.of(
                        "accepted_source",
                        "",
                        Unit.TEXT,
                        row -> row.attempt.sources().accepted()));
        return new Table<>(columns, rows);
    }
}
