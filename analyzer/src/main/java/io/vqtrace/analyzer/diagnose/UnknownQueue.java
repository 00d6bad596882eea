package io.vqtrace.analyzer.diagnose;

import io.vqtrace.analyzer.diagnose.DiagnoseModel.DiagnosedQueue;
import io.vqtrace.analyzer.session.DeviceInfo;
import io.vqtrace.analyzer.session.QueueInfo;
import io.vqtrace.trace.EventKind;
import java.util.List;
import java.util.function.Predicate;

/** Queues of which the capture does not tell whether they stand still. */
final class UnknownQueue {
    private static final String VHOST = "vhost";
    private static final String UNTIMED = "not observable in this capture: needs event times";
    private static final String UNSEEN =
            "not observable in this capture: needs events of the process that serves it, as"
                    + " QEMU's log holds none of its requests";

    private UnknownQueue() {}

    static DiagnosedQueue untimed(QueueInfo queue, DeviceInfo device) {
        return of(queue, device, UNTIMED, "capture again with event times (QEMU: -msg timestamp=on)");
    }

    /** Tells whether a log of QEMU lacks a queue because QEMU does not serve it, or was not asked to log it. */
    static boolean isUnseen(QueueMoment queue, DeviceInfo device, Predicate<EventKind> shown) {
        String backend = device.row().backend();
        boolean elsewhere = backend != null && backend.startsWith(VHOST);
        return !queue.recorded()
                && queue.watch().lastNs == QueueMoment.NEVER
                && (elsewhere || !shown.test(EventKind.USED));
    }

    static DiagnosedQueue unseen(QueueInfo queue, DeviceInfo device) {
        return of(
                queue,
                device,
                UNSEEN,
                "trace where the queue is served: virtqueue_* events for a device in QEMU, a recorder in the process of a"
                        + " vhost-user backend, the kernel's vhost tracepoints or /proc/interrupts of the guest else");
    }

    private static DiagnosedQueue of(QueueInfo queue, DeviceInfo device, String why, String captureNext) {
        return new DiagnosedQueue(
                device.displayName(),
                device.row().sourceId(),
                queue.key().queue(),
                queue.role(),
                queue.kind(),
                QueueState.UNKNOWN.label(),
                null,
                null,
                null,
                why,
                List.of(),
                List.of(),
                List.of(captureNext));
    }
}
