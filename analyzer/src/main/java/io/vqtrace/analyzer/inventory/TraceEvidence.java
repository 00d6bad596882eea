package io.vqtrace.analyzer.inventory;

import io.vqtrace.analyzer.analysis.Analyses;
import io.vqtrace.analyzer.analysis.InterruptFinding;
import io.vqtrace.analyzer.analysis.InterruptsModel;
import io.vqtrace.analyzer.analysis.LatencyNs;
import io.vqtrace.analyzer.analysis.QueueSummary;
import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.analyzer.session.DeviceInfo;
import io.vqtrace.analyzer.session.SessionException;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.analyzer.simulate.RingFigures;
import io.vqtrace.analyzer.simulate.RingSizeModel;
import io.vqtrace.analyzer.simulate.RingSizeOptions;
import io.vqtrace.analyzer.simulate.RingSizeSimulation;
import io.vqtrace.imports.machine.Machine;
import io.vqtrace.imports.machine.MachineReader;
import io.vqtrace.virtio.DeviceType;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a trace tells of the devices of its machine.
 *
 * @param devices devices in the trace's order
 * @param answers the machine by the monitor answers that the trace holds, null if it holds none
 * @param source what the trace was made from, such as {@code qemu-log}
 * @param timed whether its events carry times
 */
public record TraceEvidence(List<TracedDevice> devices, Machine answers, String source, boolean timed) {
    private static final String UNRELIABLE = "unreliable";
    private static final String RECORDED_LOG = "qemu-log";

    /**
     * Measures.
     *
     * @param files the trace
     * @param session options with the selection, to which what is needed is added
     * @param options thresholds
     * @return what it tells
     * @throws IOException if the trace cannot be read
     * @throws SQLException if DuckDB fails
     * @throws SessionException if the selection does not fit the trace
     */
    public static TraceEvidence of(TraceFiles files, SessionOptions.Builder session, InventoryOptions options)
            throws IOException, SQLException, SessionException {
        RingSizeSimulation rings = new RingSizeSimulation(RingSizeOptions.DEFAULT);
        Analyses.prepareInterrupts(Analyses.prepareReport(session.saturation(options.saturation())));
        rings.prepare(session);
        try (TraceSession open = TraceSession.open(files, session.build())) {
            return new TraceEvidence(
                    devices(open, rings, options),
                    files.facts().isEmpty() ? null : answers(files),
                    files.manifest().source(),
                    open.window().timed());
        }
    }

    /** Whether the trace was made from QEMU's log, which shows neither ring indices nor decisions on interrupts. */
    boolean isLog() {
        return RECORDED_LOG.equals(source);
    }

    private static Machine answers(TraceFiles files) throws IOException {
        List<String> names = files.facts();
        return MachineReader.read(name -> names.contains(name) ? files.fact(name) : null);
    }

    private static List<TracedDevice> devices(TraceSession session, RingSizeSimulation rings, InventoryOptions options)
            throws SQLException, IOException {
        boolean traffic = !session.queues().isEmpty();
        List<QueueSummary> queues = traffic ? Analyses.report(session).queues() : List.of();
        InterruptsModel interrupts = traffic ? Analyses.interrupts(session) : null;
        List<RingSizeModel.QueueSizes> sizes = queues.stream().anyMatch(TraceEvidence::isRingFull)
                ? rings.run(session).queues()
                : List.of();
        List<TracedDevice> devices = new ArrayList<>();
        for (DeviceInfo device : session.catalog().devices()) {
            List<QueueEvidence> evidence = queues.stream()
                    .filter(queue -> queue.device().equals(device.displayName()))
                    .map(queue -> evidence(queue, device, interrupts, sizes, options))
                    .toList();
            devices.add(new TracedDevice(device.row(), device.displayName(), isMultiqueueRefused(device), evidence));
        }
        return devices;
    }

    private static boolean isRingFull(QueueSummary queue) {
        return "ring-full".equals(queue.saturation().verdict());
    }

    /** Whether the device is known to offer several queues, and the driver to have left that out. */
    private static boolean isMultiqueueRefused(DeviceInfo device) {
        DeviceType type = device.row().type() == null
                ? null
                : DeviceType.ofName(device.row().type());
        if (device.offered() == null || device.accepted() == null || type == null) {
            return false;
        }
        List<String> accepted = device.accepted().names(type);
        return device.offered().names(type).stream()
                .anyMatch(name -> name.endsWith("_F_MQ") && !accepted.contains(name));
    }

    private static QueueEvidence evidence(
            QueueSummary queue,
            DeviceInfo device,
            InterruptsModel interrupts,
            List<RingSizeModel.QueueSizes> sizes,
            InventoryOptions options) {
        InterruptsModel.QueueInterrupts told = interrupts.queues().stream()
                .filter(other -> other.device().equals(queue.device()) && other.queue() == queue.queue())
                .findFirst()
                .orElse(null);
        RingSizeModel.QueueSizes ring = sizes.stream()
                .filter(other -> other.device().equals(queue.device()) && other.queue() == queue.queue())
                .filter(other -> !UNRELIABLE.equals(other.confidence()))
                .findFirst()
                .orElse(null);
        Double wait = perRequest(queue.waitNs(), queue.latencyNs());
        Double service = queue.latencyNs() == null ? null : queue.latencyNs().mean();
        // Where decisions are observable, a completion without an interrupt is one that the driver did not wait for.
        Double notify = queue.suppressed() == null
                ? null
                : queue.notifyNs() == null ? Double.valueOf(0) : perRequest(queue.notifyNs(), queue.latencyNs());
        boolean enough =
                queue.requests() >= options.leastRequests() && queue.kind().equals("request");
        return new QueueEvidence(
                queue.queue(),
                queue.role(),
                queue.kind(),
                device.ring(),
                queue.size(),
                queue.requests(),
                queue.requestsPerS(),
                wait,
                service,
                notify,
                enough ? ratio(wait, service, notify) : null,
                queue.latencyNs() == null
                        ? null
                        : Long.valueOf(queue.latencyNs().p99()),
                queue.inFlight() == null
                        ? null
                        : Integer.valueOf(queue.inFlight().max()),
                queue.outstanding() == null ? null : queue.outstanding().mean(),
                queue.saturation().verdict(),
                queue.saturation().evidence().isEmpty()
                        ? null
                        : queue.saturation().evidence().get(0),
                queue.kicksPerRequest(),
                queue.completionsPerInterrupt(),
                delayed(told),
                interrupts.storms() == null ? null : Boolean.valueOf(isStorm(queue, interrupts)),
                queue.drops(),
                ring == null ? null : ring.recorded().fullRatio(),
                ring == null ? null : ring.smallest(),
                ring == null ? null : fullRatio(ring));
    }

    private static boolean isStorm(QueueSummary queue, InterruptsModel interrupts) {
        return interrupts.findings().stream()
                .anyMatch(finding -> finding.verdict().equals(InterruptFinding.STORM)
                        && finding.device().equals(queue.device())
                        && finding.queue() == queue.queue());
    }

    private static Double perRequest(LatencyNs phase, LatencyNs service) {
        return phase == null || service == null ? null : Double.valueOf(phase.mean() * phase.count() / service.count());
    }

    private static Double ratio(Double wait, Double service, Double notify) {
        if (wait == null || service == null || notify == null) {
            return null;
        }
        double whole = wait + service + notify;
        return whole == 0 ? null : Double.valueOf((wait + notify) / whole);
    }

    private static Double delayed(InterruptsModel.QueueInterrupts told) {
        if (told == null || told.notifiedAtOnce() == null || told.notifiedDelayed() == null) {
            return null;
        }
        long delivered = told.notifiedAtOnce() + told.notifiedDelayed();
        return delivered == 0 ? null : Double.valueOf((double) told.notifiedDelayed() / delivered);
    }

    private static Double fullRatio(RingSizeModel.QueueSizes ring) {
        return ring.sizes().stream()
                .filter(figures -> figures.size().equals(ring.smallest()))
                .map(RingFigures::fullRatio)
                .findFirst()
                .orElse(null);
    }
}
