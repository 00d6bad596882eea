package io.vqtrace.recorder.internal.trigger;

import io.vqtrace.trace.FaultReason;

/** The one line that says why a trigger fired, with the numbers. */
final class ReasonText {
    private ReasonText() {}

    static String slowRequest(WatchedQueue queue, int head, long tookNs, boolean reset, long thresholdNs) {
        return "slow request: " + name(queue) + " head " + head + (reset ? " was reset after " : " took ")
                + DurationText.of(tookNs) + threshold(thresholdNs);
    }

    static String slowInFlight(WatchedQueue queue, int head, long inFlightNs, long thresholdNs) {
        return "slow request: " + name(queue) + " head " + head + " in flight for " + DurationText.of(inFlightNs)
                + threshold(thresholdNs);
    }

    static String ringFull(QueueWatch watch, long fullNs, long thresholdNs) {
        return "ring full: " + name(watch.queue()) + " occupied "
                + watch.ringFull().occupied() + " of " + watch.queue().size() + " entries for "
                + DurationText.of(fullNs)
                + threshold(thresholdNs);
    }

    static String stalled(QueueWatch watch, long stalledNs, long thresholdNs) {
        String waiting = watch.waiting() < 0 ? "" : " and " + watch.waiting() + " waiting";
        return "stalled: " + name(watch.queue()) + " completed nothing for " + DurationText.of(stalledNs) + " with "
                + watch.inFlight() + " in flight" + waiting + threshold(thresholdNs);
    }

    static String drop(WatchedQueue queue, long packets, long bytes) {
        return "drop: " + name(queue) + " lost " + packets + (packets == 1 ? " packet, " : " packets, ") + bytes
                + " bytes";
    }

    static String fault(WatchedQueue queue, long code) {
        FaultReason reason = FaultReason.ofCode(code);
        String what = reason == null ? "reason " + code : reason.label();
        String section =
                reason == null || reason.section() == null ? "" : " (virtio 1.4 section " + reason.section() + ")";
        return "fault: " + name(queue) + " " + what + section;
    }

    private static String name(WatchedQueue queue) {
        return queue.deviceName() + " queue " + queue.queue();
    }

    private static String threshold(long ns) {
        return ", threshold " + DurationText.of(ns);
    }
}
