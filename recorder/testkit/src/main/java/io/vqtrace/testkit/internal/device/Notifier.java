package io.vqtrace.testkit.internal.device;

import io.vqtrace.recorder.QueueProbe;
import io.vqtrace.testkit.Moderation;
import io.vqtrace.testkit.RequestTimes;
import io.vqtrace.testkit.Stall;
import io.vqtrace.testkit.Violation;
import io.vqtrace.testkit.internal.run.Actor;
import io.vqtrace.testkit.internal.run.StallPlan;
import io.vqtrace.testkit.ring.DeviceRing;
import io.vqtrace.trace.FaultReason;
import io.vqtrace.trace.SuppressionReason;

/**
 * Decides when the device interrupts for a queue: what the driver advised (virtio 1.4 sections 2.7.7.2, 2.8.14), then
 * moderation (5.1.9.5.10.1). While moderation holds an interrupt back, later completions join it.
 */
final class Notifier {
    private final QueueServer server;
    private final QueueProbe probe;
    private final DeviceCounts counts;
    private final StallPlan stall;
    private DeviceRing ring;
    private Moderation moderation = Moderation.NONE;
    private int pending;
    private int held;
    private long oldest;
    private long deadline = Actor.NEVER;
    private int advice;
    private boolean adviceRefused;
    private boolean silent;

    Notifier(QueueServer server) {
        this.server = server;
        probe = server.probe();
        counts = server.counts();
        stall = server.misconduct().stall();
    }

    void attach(DeviceRing newRing) {
        ring = newRing;
        pending = 0;
        held = 0;
        deadline = Actor.NEVER;
        advice = newRing == null ? 0 : newRing.interruptAdvice();
    }

    Moderation moderation() {
        return moderation;
    }

    void moderate(Moderation setting) {
        moderation = setting;
    }

    long deadline() {
        return deadline;
    }

    boolean holdsBack() {
        return pending > 0;
    }

    /** Chains were published as used. */
    void completed(long now, int chains) {
        server.worked(now);
        observeAdvice();
        if (pending == 0) {
            oldest = now;
        }
        pending += chains;
        decide(now, false);
    }

    /** The delay is over, or the setting changed: section 5.1.9.5.10.4. */
    void reconsider(long now) {
        if (pending > 0) {
            decide(now, false);
        }
    }

    /** Delivers what is held back, as before a suspension (section 3.4.2). */
    void deliver(long now) {
        if (pending > 0) {
            decide(now, true);
        }
    }

    /** Interrupts whatever the driver wants: for violations. */
    void interruptAnyway(long now) {
        interrupt(now);
    }

    /** Tells what the driver asks for, though it may be the same as before, if it was not told of completions. */
    void lookAgain() {
        if (silent) {
            advice = ring.interruptAdvice();
            probe.interruptArm(advice);
        }
    }

    private void observeAdvice() {
        int current = ring.interruptAdvice();
        if (current != advice) {
            advice = current;
            probe.interruptArm(current);
        }
        if (!adviceRefused && ring.interruptAdviceInvalid()) {
            adviceRefused = true;
            server.fault(FaultReason.SUPPRESSION_FLAGS);
        }
    }

    private void decide(long now, boolean immediately) {
        SuppressionReason reason = ring.suppression();
        if (reason != null) {
            suppress(reason, now);
        } else if (!immediately && moderated(now)) {
            boolean forever = stall.holds(Stall.MODERATION_TIMER_LOST, server.index, now);
            deadline = forever ? Actor.NEVER : oldest + moderation.maxUsecs() * 1000L;
            counts.delayed++;
            held = pending;
            probe.interruptSuppressed(SuppressionReason.DELAYED.code());
        } else if (lost() || stall.holds(Stall.INTERRUPT_NOT_SENT, server.index, now)) {
            forget();
        } else {
            interrupt(now);
        }
    }

    private boolean lost() {
        return server.misconduct().once(Violation.LOST_INTERRUPT)
                || server.misconduct().once(Violation.PACKED_LOST_INTERRUPT)
                || pending > 1 && server.misconduct().once(Violation.EQUALITY_ONLY_EVENT_CHECK);
    }

    private boolean moderated(long now) {
        boolean waiting = pending < moderation.maxPackets() && now - oldest < moderation.maxUsecs() * 1000L;
        return moderation.enabled() && (waiting || stall.begun(Stall.MODERATION_TIMER_LOST, server.index));
    }

    private void suppress(SuppressionReason reason, long now) {
        if (server.misconduct().once(Violation.NEEDLESS_INTERRUPT)) {
            interrupt(now);
            return;
        }
        // One decision on what is new, and one on what was held back: that the probe's contract keeps apart.
        if (pending > held) {
            suppressed(reason);
        }
        if (held > 0) {
            suppressed(reason);
        }
        if (server.log() != null) {
            server.log().decide(RequestTimes.NOT_NOTIFIED);
        }
        silent = true;
        forget();
    }

    private void suppressed(SuppressionReason reason) {
        if (reason == SuppressionReason.FLAGS) {
            counts.suppressedFlags++;
        } else {
            counts.suppressedEventIndex++;
        }
        probe.interruptSuppressed(reason.code());
    }

    private void interrupt(long now) {
        counts.interrupts++;
        counts.notified += pending;
        if (server.log() != null) {
            server.log().decide(now);
        }
        probe.interrupt(server.vector());
        silent = false;
        forget();
        server.raise(now);
    }

    private void forget() {
        pending = 0;
        held = 0;
        deadline = Actor.NEVER;
        if (ring != null) {
            ring.decided();
        }
    }
}
