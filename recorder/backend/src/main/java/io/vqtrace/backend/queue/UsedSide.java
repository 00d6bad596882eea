package io.vqtrace.backend.queue;

import io.vqtrace.backend.ring.ChainBurst;
import io.vqtrace.backend.ring.DeviceRing;
import io.vqtrace.recorder.QueueProbe;
import io.vqtrace.trace.FaultReason;

/** Returns chains to a ring that runs, in the order that was negotiated, and records that. Under the queue's lock. */
final class UsedSide {
    private final DeviceRing ring;
    private final QueueProbe probe;

    /** Null without VIRTIO_F_IN_ORDER. */
    private final UsedOrder order;

    /** Null without an in-flight region. */
    private final RequestLog log;

    private int unpublished;

    UsedSide(DeviceRing ring, QueueProbe probe, UsedOrder order, RequestLog log) {
        this.ring = ring;
        this.probe = probe;
        this.order = order;
        this.log = log;
    }

    void use(int head, int length, int status) {
        if (order == null) {
            useNow(head, length, status);
        } else {
            order.completed(head, length, status);
            useInOrder();
        }
    }

    void useBurst(ChainBurst burst, int chains, int[] lengths) {
        int[] heads = burst.heads();
        if (order == null || order.pass(heads, chains)) {
            for (int i = 0; i < chains; i++) {
                ring.use(heads[i], lengths[i]);
                using(heads[i]);
            }
            probe.usedBurst(chains, heads, lengths);
            unpublished += chains;
        } else {
            for (int i = 0; i < chains; i++) {
                order.completed(heads[i], lengths[i], QueueProbe.UNKNOWN);
            }
        }
        if (order != null) {
            useInOrder();
        }
    }

    /** Records the burst's chains that break a rule, returns them unserved, and takes them off the burst. */
    void refuse(ChainBurst burst) {
        for (int i = 0; i < burst.count(); i++) {
            FaultReason reason = burst.fault(i);
            if (reason != null) {
                recordRefusal(burst, i, reason);
                if (order == null) {
                    ring.refuse(burst.head(i), burst.descriptors()[i]);
                    unpublished++;
                }
            }
        }
        burst.removeFaulty();
        if (order != null) {
            useInOrder();
        }
    }

    private void recordRefusal(ChainBurst burst, int chain, FaultReason reason) {
        int head = burst.head(chain);
        // A head that is held, or none, belongs to another request's record.
        boolean own = head < ring.setup().size() && !ring.holds(head);
        if (own) {
            probe.pop(head, burst.descriptors()[chain], QueueProbe.UNKNOWN, QueueProbe.UNKNOWN);
        }
        probe.fault(reason.code());
        if (own) {
            probe.used(head, 0);
        }
    }

    private void useInOrder() {
        for (; order.ready(); order.next()) {
            if (order.refused()) {
                ring.refuse(order.head(), order.descriptors());
                unpublished++;
            } else {
                useNow(order.head(), order.length(), order.status());
            }
        }
    }

    private void useNow(int head, int length, int status) {
        ring.use(head, length);
        using(head);
        probe.used(head, length, status);
        unpublished++;
    }

    /** With a log each one is published by itself: of a batch cut in two by a crash a successor could not tell which half. */
    private void using(int head) {
        if (log != null) {
            log.using(head);
            showDriver();
        }
    }

    /** Shows the driver what was returned; tells how many chains that were since the last time. */
    int publish() {
        int chains = unpublished;
        if (chains > 0) {
            unpublished = 0;
            showDriver();
        }
        return chains;
    }

    private void showDriver() {
        if (log != null) {
            log.publishing();
        }
        ring.publish();
        if (log != null) {
            log.published();
        }
    }
}
