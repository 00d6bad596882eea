package io.vqtrace.analyzer.inventory;

import io.vqtrace.analyzer.text.Durations;
import io.vqtrace.imports.machine.MachineDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Judges whether passing a device through would pay for one of its queues.
 *
 * <p>What passthrough can save is the time that requests spend in virtio: waiting in the ring, and after completion for the
 * interrupt. It is a candidate only if that is a large share of their time and nothing that can be set would lower it.
 */
final class QueueJudge {
    private static final int LARGEST_RING = 1024;
    private static final double POLLED = 0.05;
    private static final double HELD_BACK = 0.5;
    private static final double CACHE_EFFECT_NS = 1000;

    private final MachineDevice device;
    private final QueueEvidence queue;
    private final boolean moreQueues;
    private final CaptureAdvice advice;
    private final InventoryOptions options;

    /** @param moreQueues whether the device has one request queue only, or offered more than the driver took */
    QueueJudge(
            MachineDevice device,
            QueueEvidence queue,
            boolean moreQueues,
            CaptureAdvice advice,
            InventoryOptions options) {
        this.device = device;
        this.queue = queue;
        this.moreQueues = moreQueues;
        this.advice = advice;
        this.options = options;
    }

    Judgement judge() {
        if (queue.requests() == 0) {
            return advice.unknown("no request in the capture");
        }
        List<String> cures = cures();
        if ("stalled".equals(queue.saturation())) {
            return new Judgement(
                    Verdict.UNKNOWN,
                    "the queue stalled: " + queue.saturationEvidence(),
                    List.of("Find the stall first: vqtrace diagnose."));
        }
        if (!cures.isEmpty()) {
            return new Judgement(Verdict.TUNE_FIRST, tuneReason(), cures);
        }
        if (!queue.isRequestQueue()) {
            return supply();
        }
        if (queue.virtioRatio() == null) {
            return unobserved();
        }
        return isVirtioHeavy()
                ? new Judgement(
                        Verdict.PASSTHROUGH_CANDIDATE,
                        share()
                                + ", and no ring size, queue, ring layout, coalescing or polling that is open to try would"
                                + " lower it",
                        List.of("Passing a device of the host through saves at most that share; it costs migration,"
                                + " overcommitment of memory, and the device for everybody else."))
                : new Judgement(
                        Verdict.KEEP_VIRTIO, share() + ": passing the device through could save no more", List.of());
    }

    private boolean isVirtioHeavy() {
        return queue.virtioRatio() != null && queue.virtioRatio() >= options.virtioRatio();
    }

    private String tuneReason() {
        if (isRingFull() || isLimited() || "starved".equals(queue.saturation())) {
            return queue.saturation() + ": " + queue.saturationEvidence();
        }
        return isVirtioHeavy() ? share() : "an interrupt for about every completion, at a high rate";
    }

    private String share() {
        return String.format(
                Locale.ROOT,
                "virtio takes %.1f %% of a request's time (wait %s, notify %s; the backend itself %s)",
                100 * queue.virtioRatio(),
                Durations.text(queue.waitMeanNs()),
                Durations.text(queue.notifyMeanNs()),
                Durations.text(queue.serviceMeanNs()));
    }

    private boolean isRingFull() {
        return "ring-full".equals(queue.saturation());
    }

    /** Whether the backend, not the ring, holds requests back. */
    private boolean isLimited() {
        return queue.saturation() != null
                && (queue.saturation().startsWith("capped")
                        || queue.saturation().equals("backend-bound"));
    }

    /** What could be set to lower virtio's part or the saturation, most effective first. */
    private List<String> cures() {
        List<String> cures = new ArrayList<>();
        if (isRingFull()) {
            cures.add(largerRing());
        }
        if ("starved".equals(queue.saturation())) {
            cures.add("Give the receive queue a larger ring (rx_queue_size up to " + LARGEST_RING
                    + "), or have the driver refill it earlier.");
        }
        if (isLimited() && queue.saturation().startsWith("capped")) {
            cures.add("Raise the backend's own limit: it takes no more than " + queue.inFlightMax() + " at once.");
        }
        if (isVirtioHeavy()) {
            waits(cures);
            notifications(cures);
        }
        if (Boolean.TRUE.equals(queue.storm())) {
            cures.add(
                    "Let interrupts coalesce (VIRTIO_F_EVENT_IDX, VIRTIO_NET_F_NOTF_COAL): vqtrace simulate coalescing"
                            + " tells what each setting would do.");
        }
        return cures;
    }

    private String largerRing() {
        if (queue.sufficientSize() != null && queue.size() != null && queue.sufficientSize() > queue.size()) {
            return String.format(
                    Locale.ROOT,
                    "Enlarge the ring from %d to %d: by simulation it would be full for %.1f %% of busy time instead of"
                            + " %.1f %%.",
                    queue.size(),
                    queue.sufficientSize(),
                    100 * queue.sufficientFullRatio(),
                    100 * queue.recordedFullRatio());
        }
        return queue.size() != null && queue.size() >= LARGEST_RING
                ? "Add queues: the ring already has " + queue.size() + " entries, as many as QEMU allows."
                : "Enlarge the ring or add queues, and measure again: by simulation no ring of up to " + LARGEST_RING
                        + " entries is certain to suffice, so the backend is too slow as well.";
    }

    private void waits(List<String> cures) {
        if (queue.waitMeanNs() < queue.notifyMeanNs()) {
            return;
        }
        if (queue.kicksPerRequest() != null && queue.kicksPerRequest() > POLLED) {
            String iothread = device.property("iothread");
            cures.add(
                    iothread == null
                            ? "Let the backend poll the ring instead of waiting for kicks: an iothread of its own with"
                                    + " poll-max-ns, or a polling vhost-user backend."
                            : "Let iothread " + iothread + " poll longer before it sleeps: raise its poll-max-ns.");
        }
        if (moreQueues && queue.outstandingMean() != null && queue.outstandingMean() > 1) {
            cures.add("Give the device more queues: "
                    + String.format(
                            Locale.ROOT,
                            "%.1f requests are outstanding on this one on average.",
                            queue.outstandingMean()));
        }
        if ("split".equals(queue.ring()) && queue.waitMeanNs() + queue.notifyMeanNs() < CACHE_EFFECT_NS) {
            cures.add("Try a packed ring (packed=on): it touches less memory, which matters at these times.");
        }
    }

    private void notifications(List<String> cures) {
        if (queue.notifyMeanNs() > queue.waitMeanNs()
                && queue.delayedRatio() != null
                && queue.delayedRatio() > HELD_BACK) {
            cures.add(String.format(
                    Locale.ROOT,
                    "Coalesce less: moderation held back %.0f %% of the completions; vqtrace simulate coalescing tells what"
                            + " each setting would do.",
                    100 * queue.delayedRatio()));
        }
    }

    private Judgement supply() {
        return queue.drops() == null
                ? advice.unknown("on a queue that the driver fills for the device only drops would show a limit")
                : new Judgement(Verdict.KEEP_VIRTIO, "no packet was dropped for want of a buffer", List.of());
    }

    private Judgement unobserved() {
        if (queue.waitMeanNs() != null && queue.notifyMeanNs() != null) {
            return advice.unknown(
                    Durations.count(queue.requests(), "request") + " are too few for a share of the time");
        }
        String known = queue.serviceP99Ns() == null
                ? ""
                : ": known is only the backend's own time, p99 " + Durations.text(queue.serviceP99Ns());
        return advice.unknown("wait and notify are not observable in this capture" + known);
    }
}
