package io.vqtrace.backend.queue;

import io.vqtrace.backend.protocol.SplitInflight;
import io.vqtrace.backend.ring.ChainBurst;
import io.vqtrace.backend.ring.SplitDeviceRing;

/** Requests in flight of a split ring: by their heads. */
final class SplitRequestLog implements RequestLog {
    private final SplitInflight inflight;
    private final SplitDeviceRing ring;
    private final int[] former;
    private int retaken;

    SplitRequestLog(SplitInflight inflight, SplitDeviceRing ring) {
        this.inflight = inflight;
        this.ring = ring;
        former = inflight.recover(ring.usedIndex());
        ring.resume(former.length);
    }

    @Override
    public boolean retake(ChainBurst burst, int max) {
        int end = Math.min(former.length, retaken + Math.min(max, burst.capacity()));
        while (retaken < end) {
            ring.retake(burst, former[retaken++]);
        }
        return burst.count() > 0;
    }

    @Override
    public void taken(ChainBurst burst) {
        for (int i = 0; i < burst.count(); i++) {
            // A head that is held is written down already; one outside the ring has no place.
            if (burst.fault(i) == null) {
                inflight.taken(burst.head(i));
            }
        }
    }

    @Override
    public void using(int head) {
        inflight.using(head);
    }

    @Override
    public void publishing() {
        // The used index itself tells whether the batch was published.
    }

    @Override
    public void published() {
        inflight.published(ring.usedIndex());
    }
}
