package io.vqtrace.backend.queue;

import io.vqtrace.backend.ring.ChainBurst;
import io.vqtrace.backend.ring.DeviceRing;
import io.vqtrace.recorder.QueueProbe;

/** Takes chains from a ring that runs, and records that they were made available. Under the queue's lock. */
final class AvailableSide {
    private final DeviceRing ring;
    private final QueueProbe probe;
    private final boolean recorded;

    /** Null without VIRTIO_F_IN_ORDER. */
    private final UsedOrder order;

    /** Null without an in-flight region. */
    private final RequestLog log;

    /** Chains whose publication was recorded and that were not taken yet. */
    private int announced;

    AvailableSide(DeviceRing ring, QueueProbe probe, boolean recorded, UsedOrder order, RequestLog log) {
        this.ring = ring;
        this.probe = probe;
        this.recorded = recorded;
        this.order = order;
        this.log = log;
    }

    /** Fills an empty burst, chains against the rules among the others; what was used has to be published before. */
    void take(ChainBurst burst, int max) {
        if (log == null) {
            takeNew(burst, max);
        } else if (!log.retake(burst, max)) {
            takeNew(burst, max);
            log.taken(burst);
        }
        if (order != null) {
            order.taken(burst);
        }
    }

    private void takeNew(ChainBurst burst, int max) {
        ring.take(burst, recorded ? announce(max) : max);
        if (recorded) {
            announced -= burst.count();
        }
    }

    /** Records what was published; returns how much of it may be taken, lest a chain be seen only after it was taken. */
    private int announce(int max) {
        int fresh = ring.look();
        if (fresh > 0) {
            probe.avail(fresh, ring.ringIndex());
            announced += fresh;
        }
        return Math.min(max, announced);
    }

    /** Puts back the chains of the last burst from one on. */
    void untake(ChainBurst burst, int from) {
        int chains = burst.count() - from;
        for (int i = from; i < burst.count(); i++) {
            probe.returned(burst.head(i));
        }
        ring.untake(burst, chains);
        announced += chains;
        if (order != null) {
            order.untaken(chains);
        }
    }

    /** Asks the driver for a kick; true if there is something to be served already. */
    boolean enableKicks() {
        boolean more = ring.enableKicks();
        probe.kickArm(ring.kickAdvice());
        return more;
    }

    void disableKicks() {
        if (ring.disableKicks()) {
            probe.kickArm(ring.kickAdvice());
        }
    }
}
