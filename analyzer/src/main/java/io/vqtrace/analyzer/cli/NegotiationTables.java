package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.negotiation.NegotiationModel;
import io.vqtrace.analyzer.negotiation.NegotiationModel.DriverAttempt;
import io.vqtrace.analyzer.negotiation.NegotiationModel.NegotiatedDevice;
import io.vqtrace.analyzer.negotiation.NegotiationModel.Status;
import io.vqtrace.analyzer.render.Column;
import io.vqtrace.analyzer.render.Table;
import io.vqtrace.analyzer.render.Unit;
import io.vqtrace.virtio.DeviceStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The tables of {@code vqtrace negotiation}. */
final class NegotiationTables {
    /** Attempts whose features stand side by side. */
    private static final int COMPARED = 4;

    private NegotiationTables() {}

    static String offset(long ns) {
        return (ns < 0 ? "-" : "+") + Unit.DURATION.text(Math.abs(ns));
    }

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
                                .map(NegotiationTables::driver)
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

    /** The guess, marked as one. */
    static String driver(DriverAttempt attempt) {
        return attempt.driver().name() == null ? "unknown" : attempt.driver().name() + "?";
    }

    static List<Column<DriverAttempt>> attempts(Long startNs) {
        return List.of(
                Column.of("attempt", "ATTEMPT", Unit.NUMBER, DriverAttempt::attempt),
                Column.of("driver", "DRIVER", Unit.TEXT, NegotiationTables::driver),
                Column.of(
                        "offset_ns",
                        "FROM START",
                        Unit.TEXT,
                        attempt -> attempt.startNs() == null || startNs == null
                                ? null
                                : offset(attempt.startNs() - startNs)),
                Column.optional(3, "ready_ns", "READY AFTER", Unit.DURATION, NegotiationTables::readyAfter),
                Column.optional(4, "lasted_ns", "RESET AFTER", Unit.DURATION, NegotiationTables::lasted),
                Column.of("outcome", "OUTCOME", Unit.TEXT, DriverAttempt::outcome),
                Column.optional(2, "interface", "INTERFACE", Unit.TEXT, DriverAttempt::interfaceKind),
                Column.optional(5, "offered_mask", "OFFERED", Unit.TEXT, DriverAttempt::offeredMask),
                Column.optional(1, "accepted_mask", "ACCEPTED", Unit.TEXT, DriverAttempt::acceptedMask));
    }

    private static Long readyAfter(DriverAttempt attempt) {
        Long ready = attempt.status().stream()
                .filter(step -> DeviceStatus.DRIVER_OK.in(step.status()) && step.ts() != null)
                .map(Status::ts)
                .findFirst()
                .orElse(null);
        return ready == null || attempt.startNs() == null ? null : ready - attempt.startNs();
    }

    private static Long lasted(DriverAttempt attempt) {
        return attempt.startNs() == null || attempt.endNs() == null ? null : attempt.endNs() - attempt.startNs();
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
                        attempt.attempt() + " " + driver(attempt),
                        Unit.TEXT,
                        name -> fate(attempt, name)));
            }
        }
        return columns;
    }

    private static String fate(DriverAttempt attempt, String name) {
        if (attempt.accepted() != null && attempt.accepted().contains(name)) {
            return "accepted";
        }
        if (attempt.refused() != null && attempt.refused().contains(name)) {
            return "refused";
        }
        if (attempt.neverOffered() != null && attempt.neverOffered().contains(name)) {
            return "not offered";
        }
        if (attempt.offered() != null && attempt.offered().contains(name)) {
            return "offered";
        }
        return attempt.accepted() == null ? null : "not accepted";
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
                Column.of("ready_after_ns", "", Unit.NUMBER, row -> readyAfter(row.attempt)),
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
