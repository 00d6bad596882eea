package io.vqtrace.analyzer.simulate;

import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.trace.EventKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What a simulation of interrupt moderation takes for granted, and what the capture cannot tell it. */
final class CoalescingNotes {
    private static final long NANOS_PER_MICRO = 1_000;

    private final TraceSession session;
    private final CoalescingOptions options;
    private final Collection<QueueTraffic> traffic;

    CoalescingNotes(TraceSession session, CoalescingOptions options, Collection<QueueTraffic> traffic) {
        this.session = session;
        this.options = options;
        this.traffic = traffic;
    }

    static boolean showsInterrupts(TraceSession session) {
        return session.files().manifest().canShow(EventKind.INTERRUPT);
    }

    List<String> assumptions() {
        List<String> lines = new ArrayList<>();
        lines.add("An interrupt is due once frames completions wait for it or the oldest has waited usecs (virtio 1.4,"
                + " 5.1.9.5.10; ethtool rx-frames, rx-usecs); off sends one for each. Added latency is from completion to"
                + " interrupt, without the guest's way to its handler.");
        if (options.settings().stream().anyMatch(CoalescingSetting::adaptive)) {
            lines.add(
                    "Adaptive (a): the time is what the frames take at the mean gap of the last completions, a new gap"
                            + " counting one eighth, at most usecs; nothing is held back while the mean gap is above usecs.");
        }
        lines.add(
                options.perDevice()
                        ? "All queues of a device share one moderation and one vector."
                        : "Each queue has a moderation and a vector of its own.");
        lines.add("The backend takes as long for each request as it did; the knee is the setting farthest below the"
                + " straight line between the ends of the curve, both axes scaled to it.");
        return lines;
    }

    List<String> limits() {
        List<String> lines = new ArrayList<>();
        if (!session.window().timed()) {
            lines.add("moderation is not observable in this capture: needs event times (QEMU: -msg timestamp=on)");
            return lines;
        }
        if (traffic.isEmpty()) {
            return lines;
        }
        if (!showsInterrupts(session)) {
            lines.add("what was recorded of interrupts is not observable in this capture: needs virtio_notify and"
                    + " virtio_notify_irqfd");
        }
        if (!session.files().manifest().canShow(EventKind.INTERRUPT_SUPPRESSED)) {
            lines.add("interrupts that the driver did not want are not observable in this capture: every completion"
                    + " counts as wanted");
        }
        long stepNs = session.files().manifest().clock().resolutionNs();
        if (stepNs >= NANOS_PER_MICRO) {
            lines.add("times are exact to " + stepNs / NANOS_PER_MICRO + " µs: added latencies are no finer");
        }
        return lines;
    }
}
