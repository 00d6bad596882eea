package io.vqtrace.analyzer.analysis;

import io.vqtrace.analyzer.analysis.InterruptsModel.QueueInterrupts;
import io.vqtrace.analyzer.analysis.InterruptsModel.Storm;
import io.vqtrace.analyzer.session.DeviceInfo;
import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.analyzer.text.Durations;
import io.vqtrace.trace.SuppressionReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Judges how the notifications of queues are used. */
final class InterruptJudge {
    /** Feature bit 29, VIRTIO_F_EVENT_IDX. */
    private static final int EVENT_IDX = 29;

    /** From here on the wait for an interrupt rivals the service of a disk. */
    private static final long LATE_P99_NS = 1_000_000;

    private static final double NEEDLESS_SHARE = 0.1;
    /** Some happen in every handshake; fewer than these are not worth a word. */
    private static final long NEEDLESS_LEAST = 100;

    private final TraceSession session;

    InterruptJudge(TraceSession session) {
        this.session = session;
    }

    /**
     * @param storms null where not observable
     * @return findings, the worst kind first, in the order of the queues
     */
    List<InterruptFinding> findings(List<QueueInterrupts> queues, List<Storm> storms) {
        List<InterruptFinding> findings = new ArrayList<>();
        for (QueueInterrupts queue : queues) {
            List<Storm> own = storms == null
                    ? List.of()
                    : storms.stream().filter(storm -> isOf(storm, queue)).toList();
            if (!own.isEmpty()) {
                findings.add(finding(InterruptFinding.STORM, queue, storms(own), stormAdvice(queue)));
            }
        }
        for (QueueInterrupts queue : queues) {
            if (queue.notifyNs() != null && queue.notifyNs().p99() >= LATE_P99_NS) {
                findings.add(finding(InterruptFinding.LATE, queue, late(queue), lateAdvice(queue)));
            }
        }
        for (QueueInterrupts queue : queues) {
            if (isMuch(queue.needlessInterrupts(), queue.interrupts())) {
                findings.add(finding(
                        InterruptFinding.NEEDLESS_INTERRUPTS,
                        queue,
                        needless(
                                queue.needlessInterrupts(),
                                queue.interrupts(),
                                "interrupts came",
                                "without a completion since the one before"),
                        "Interrupt only after returning a chain, and once for all that were returned together."));
            }
        }
        for (QueueInterrupts queue : queues) {
            if (isMuch(queue.needlessKicks(), queue.kicks())) {
                findings.add(finding(
                        InterruptFinding.NEEDLESS_KICKS,
                        queue,
                        needless(
                                queue.needlessKicks(),
                                queue.kicks(),
                                "kicks",
                                "found nothing to take before the next one"),
                        "Switch kicks off while the device looks by itself (VIRTQ_USED_F_NO_NOTIFY, avail_event or the"
                                + " device event suppression area)."));
            }
        }
        return findings;
    }

    private static boolean isOf(Storm storm, QueueInterrupts queue) {
        return storm.device().equals(queue.device()) && storm.queue() == queue.queue();
    }

    private static InterruptFinding finding(
            String verdict, QueueInterrupts queue, List<String> evidence, String advice) {
        return new InterruptFinding(
                verdict, queue.device(), queue.sourceId(), queue.queue(), queue.role(), evidence, advice);
    }

    private List<String> storms(List<Storm> storms) {
        long totalNs = storms.stream().mapToLong(Storm::durationNs).sum();
        long interrupts = storms.stream().mapToLong(Storm::interrupts).sum();
        long completions = storms.stream().mapToLong(Storm::completions).sum();
        Storm longest =
                storms.stream().max(Comparator.comparingLong(Storm::durationNs)).orElseThrow();
        return List.of(
                Durations.count(interrupts) + " interrupts for " + Durations.count(completions, "completion") + " in "
                        + Durations.count(storms.size(), "storm") + " of " + Durations.text(totalNs) + " in all, "
                        + percent(
                                (double) totalNs / Math.max(1, session.window().durationNs())) + " of the time",
                "longest: " + Durations.text(longest.durationNs()) + " from +"
                        + Durations.text(longest.startNs() - session.window().startNs()) + ", "
                        + Durations.count(Math.round(longest.interruptsPerS())) + " interrupts/s");
    }

    private String stormAdvice(QueueInterrupts queue) {
        String simulate = "\"vqtrace simulate coalescing TRACE --device " + queue.device() + " --queue " + queue.queue()
                + "\" shows what each setting would do.";
        DeviceInfo device = session.catalog().devices().stream()
                .filter(info -> info.displayName().equals(queue.device()))
                .findFirst()
                .orElseThrow();
        if (device.accepted() == null) {
            return "Enable VIRTIO_F_EVENT_IDX on both sides, or coalesce: " + simulate;
        }
        if (device.accepted().has(EVENT_IDX)) {
            return "VIRTIO_F_EVENT_IDX is on and the driver asks again after each completion; coalesce: " + simulate;
        }
        boolean offered = device.offered() != null && device.offered().has(EVENT_IDX);
        return (offered ? "The driver refused VIRTIO_F_EVENT_IDX: enable it there" : "Offer VIRTIO_F_EVENT_IDX")
                + ", or coalesce: " + simulate;
    }

    private static List<String> late(QueueInterrupts queue) {
        LatencyNs notify = queue.notifyNs();
        return List.of("from completion to interrupt: p50 " + Durations.text(notify.p50()) + ", p99 "
                + Durations.text(notify.p99()) + ", longest " + Durations.text(notify.max()));
    }

    private static String lateAdvice(QueueInterrupts queue) {
        boolean moderated = queue.suppressedDecisions() != null
                && queue.suppressedDecisions().getOrDefault(SuppressionReason.DELAYED.label(), 0L) > 0;
        return moderated
                ? "Lower the longest delay of interrupt moderation: \"vqtrace simulate coalescing TRACE\" shows what that"
                        + " costs in interrupts."
                : "No moderation held these back: look at what the device does between returning a chain and"
                        + " interrupting.";
    }

    private static boolean isMuch(Long needless, Long all) {
        return needless != null && all != null && needless >= NEEDLESS_LEAST && needless >= NEEDLESS_SHARE * all;
    }

    private static List<String> needless(long needless, long all, String what, String how) {
        return List.of(Durations.count(needless) + " of " + Durations.count(all) + " " + what + " " + how + " ("
                + percent((double) needless / all) + ")");
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
