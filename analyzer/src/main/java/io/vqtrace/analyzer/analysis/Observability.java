package io.vqtrace.analyzer.analysis;

import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.trace.EventKind;
import java.util.ArrayList;
import java.util.List;

/** What a capture could show, so that reports tell 0 from unknown. */
final class Observability {
    private final TraceSession session;

    Observability(TraceSession session) {
        this.session = session;
    }

    /** Returns the count if the capture could show events of the kind, else null. */
    Long count(EventKind kind, long count) {
        return count > 0 || session.files().manifest().canShow(kind) ? Long.valueOf(count) : null;
    }

    /** Returns one line for each thing that the capture could not show. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        boolean timed = session.window().timed();
        if (!timed && session.events() > 0) {
            notes.add("durations and rates are not observable in this capture: needs event times "
                    + "(QEMU: -msg timestamp=on)");
        }
        if (session.requests() == 0) {
            return List.copyOf(notes);
        }
        var manifest = session.files().manifest();
        if (!manifest.canShow(EventKind.KICK)) {
            notes.add("kicks are not observable in this capture: needs virtio_queue_notify");
        }
        if (!manifest.canShow(EventKind.INTERRUPT)) {
            notes.add("interrupts are not observable in this capture: needs virtio_notify and virtio_notify_irqfd");
        }
        if (!session.waits()) {
            notes.add("waiting and outstanding requests are not observable in this capture: needs ring indices, "
                    + (manifest.recorded() ? "which a backend tells by QueueProbe.avail" : "which the recorder sees"));
        } else if (!manifest.canShow(EventKind.AVAIL)) {
            notes.add("requests that were published and never taken are not observable in this capture: needs level "
                    + "full");
        }
        if (!manifest.canShow(EventKind.INTERRUPT_SUPPRESSED)) {
            notes.add("interrupt suppression and notify latency are not observable in this capture: needs the "
                    + "device's decisions, which the recorder sees");
        }
        return List.copyOf(notes);
    }
}
