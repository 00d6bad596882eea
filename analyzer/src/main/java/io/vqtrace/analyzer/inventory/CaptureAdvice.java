package io.vqtrace.analyzer.inventory;

import io.vqtrace.imports.machine.Backend;
import io.vqtrace.imports.machine.MachineDevice;
import java.util.ArrayList;
import java.util.List;

/** What to capture where nothing, or too little, is known of a virtio device's queues. */
final class CaptureAdvice {
    private static final String RECORDER =
            "Record where the queues are served: a backend in Java with vqtrace's recorder shows wait, service and notify of"
                    + " each request (README, \"Record a Java backend\").";

    private final List<String> steps = new ArrayList<>();

    /** @param trace what was captured, null if only descriptions of the machine are known */
    CaptureAdvice(MachineDevice device, TraceEvidence trace) {
        Backend backend = device.backend();
        if (backend == null) {
            steps.add("Find out who serves the queues: the command line's -netdev, or domain XML.");
        } else {
            switch (backend) {
                case VHOST_USER ->
                    steps.add("QEMU sees no request of a vhost-user device: record in the backend's process."
                            + " One in Java does so with vqtrace's recorder.");
                case VHOST_KERNEL ->
                    steps.add("QEMU sees no request of a vhost device: serve the same load by QEMU"
                            + " (vhost=off) for a log, or by a recorded vhost-user backend for wait and notify.");
                case VDPA ->
                    steps.add("Find out what is behind the vDPA device (vdpa dev show): with hardware its queues"
                            + " already bypass the host's software.");
                case JAVA -> steps.add("Record at level full, for long enough to see the load.");
                default -> qemu(trace);
            }
        }
    }

    private void qemu(TraceEvidence trace) {
        if (trace == null) {
            steps.add(
                    "Capture a log under load (-msg timestamp=on -trace 'virtqueue_*' -trace 'virtio_*') and the monitor's"
                            + " answers: they show depth and the backend's own time.");
        } else if (!trace.timed()) {
            steps.add("Capture the log with -msg timestamp=on.");
        } else if (!trace.isLog()) {
            steps.add("Record under load, at level full, until there are enough requests.");
            return;
        }
        steps.add(RECORDER);
    }

    Judgement unknown(String reason) {
        return new Judgement(Verdict.UNKNOWN, reason, steps);
    }
}
