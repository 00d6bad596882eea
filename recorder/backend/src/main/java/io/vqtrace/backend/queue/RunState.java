package io.vqtrace.backend.queue;

import io.vqtrace.backend.ring.DeviceRing;
import io.vqtrace.recorder.QueueProbe;
import io.vqtrace.trace.FaultReason;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Whether a queue may be served, and what became of it: broken, or on its way to a stop. Under the queue's lock. */
final class RunState {
    /** How long a stop waits for other answers where some were lost. */
    private static final long LOST_ANSWERS_NANOS = 200_000_000;

    private final int queue;
    private final QueueProbe probe;
    private final QueueOwner owner;
    private final Condition settled;
    private boolean enabled;
    private boolean running;
    private boolean stopping;
    private boolean answersLost;
    private int era;

    RunState(int queue, QueueProbe probe, QueueOwner owner, ReentrantLock lock) {
        this.queue = queue;
        this.probe = probe;
        this.owner = owner;
        settled = lock.newCondition();
    }

    boolean running() {
        return running;
    }

    /** Changes with each start and each stop. */
    int era() {
        return era;
    }

    void started() {
        stopping = false;
        answersLost = false;
        era++;
        running = enabled;
    }

    /** The front end enables or disables the queue; whole tells that it has a ring, and one that did not break. */
    void enable(boolean nowEnabled, boolean whole) {
        enabled = nowEnabled;
        running = nowEnabled && whole && !stopping;
    }

    /** Stops serving the queue, records why, and tells its owner; once. */
    void breakDown(FaultReason reason) {
        if (running) {
            running = false;
            probe.fault(reason.code());
            owner.broken(queue, reason);
        }
    }

    /** Breaks the queue, of which requests that were taken will not be answered; a stop waits but a moment for others. */
    void loseAnswers(FaultReason reason, boolean started) {
        if (stopping && started && !answersLost) {
            probe.fault(reason.code());
        }
        answersLost = true;
        breakDown(reason);
    }

    /** Nothing more is to be taken. */
    void stopping() {
        running = false;
        stopping = true;
    }

    /** Chains were returned: a stop may have waited for the last of them. */
    void returned(int held) {
        if (stopping && held == 0) {
            settled.signalAll();
        }
    }

    /** Waits until all that was taken is answered; if answers were lost, only a moment. */
    void awaitAnswers(DeviceRing ring) {
        long left = LOST_ANSWERS_NANOS;
        boolean interrupted = false;
        while (ring.held() > 0 && left > 0) {
            try {
                long rest = settled.awaitNanos(left);
                left = answersLost ? rest : left;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The ring is let go: what was taken from it can no longer be answered. */
    void stopped() {
        era++;
    }
}
