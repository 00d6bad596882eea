package io.vqtrace.backend.queue;

import io.vqtrace.backend.protocol.Doorbell;
import io.vqtrace.backend.ring.DeviceRing;
import io.vqtrace.recorder.QueueProbe;
import io.vqtrace.trace.SuppressionReason;
import java.io.IOException;
import java.util.function.LongSupplier;

/**
 * Decides when the driver is told of used buffers: what the driver advised (virtio 1.4 sections 2.7.7.2, 2.8.14), then
 * moderation. Completions that are held back wait for the next decision.
 */
final class Notifier {
    /** The deadline of a notifier that holds nothing back. */
    static final long NEVER = Long.MAX_VALUE;

    private final QueueProbe probe;
    private final LongSupplier clock;
    private DeviceRing ring;
    private Doorbell call;
    private Moderation moderation = Moderation.NONE;
    private int pending;
    private int held;
    private long oldest;
    private volatile long deadline = NEVER;
    private int advice;

    /** Is told of a deadline where there was none; whoever awaits it may be another thread than that of the completion. */
    private final Runnable deadlineSet;

    Notifier(QueueProbe probe, LongSupplier clock, Runnable deadlineSet) {
        this.probe = probe;
        this.clock = clock;
        this.deadlineSet = deadlineSet;
    }

    void attach(DeviceRing newRing) {
        ring = newRing;
        advice = newRing.interruptAdvice();
        forget();
    }

    /** Lets the ring go, which may be in memory that is lost: what was not delivered never is. */
    void detach() {
        pending = 0;
        held = 0;
        deadline = NEVER;
        ring = null;
        call = null;
    }

    void call(Doorbell doorbell) {
        call = doorbell;
    }

    Moderation moderation() {
        return moderation;
    }

    /** Section 5.1.9.5.10.4: a changed setting holds for what is held back already. */
    void moderate(Moderation setting) throws IOException {
        moderation = setting;
        reconsider();
    }

    /** Returns when {@link #reconsider} is due, by the clock; {@link #NEVER} if nothing is held back. */
    long deadline() {
        return deadline;
    }

    /** Chains were published as used. */
    void completed(int chains) throws IOException {
        boolean first = pending == 0;
        pending += chains;
        if (!moderation.enabled()) {
            decide(false);
            return;
        }
        long now = clock.getAsLong();
        if (first) {
            oldest = now;
        }
        decide(moderation.holdsBack(pending, now - oldest));
    }

    /** The delay may be over, or the setting has changed. */
    void reconsider() throws IOException {
        if (pending > 0) {
            decide(moderation.holdsBack(pending, clock.getAsLong() - oldest));
        }
    }

    /** Delivers what is held back, before the queue stops. */
    void deliver() throws IOException {
        if (pending > 0) {
            decide(false);
        }
    }

    private void decide(boolean holdBack) throws IOException {
        // Read once: what is recorded is what was decided by.
        int current = ring.interruptAdvice();
        if (current != advice) {
            advice = current;
            probe.interruptArm(current);
        }
        SuppressionReason reason = call == null ? SuppressionReason.FLAGS : ring.suppression(current);
        if (reason != null) {
            // One decision on what is new, and one on what was held back: the probe's contract keeps them apart.
            if (pending > held) {
                probe.interruptSuppressed(reason.code());
            }
            if (held > 0) {
                probe.interruptSuppressed(reason.code());
            }
            forget();
        } else if (holdBack) {
            if (pending > held) {
                probe.interruptSuppressed(SuppressionReason.DELAYED.code());
            }
            held = pending;
            boolean first = deadline == NEVER;
            deadline = oldest + moderation.nanos();
            if (first) {
                deadlineSet.run();
            }
        } else {
            probe.interrupt(QueueProbe.UNKNOWN);
            forget();
            call.ring();
        }
    }

    private void forget() {
        pending = 0;
        held = 0;
        if (deadline != NEVER) {
            deadline = NEVER;
        }
        ring.decided();
    }
}
