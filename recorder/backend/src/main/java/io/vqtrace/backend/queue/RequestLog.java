package io.vqtrace.backend.queue;

import io.vqtrace.backend.protocol.InflightQueue;
import io.vqtrace.backend.protocol.PackedInflight;
import io.vqtrace.backend.protocol.SplitInflight;
import io.vqtrace.backend.ring.ChainBurst;
import io.vqtrace.backend.ring.DeviceRing;
import io.vqtrace.backend.ring.PackedDeviceRing;
import io.vqtrace.backend.ring.SplitDeviceRing;

/**
 * Keeps the front end's record of the requests in flight, so that a back end that comes after a crash serves them again; at
 * the start it is that back end itself. Under the queue's lock.
 */
interface RequestLog {
    /** Finds what a former life left, and lets the ring go on behind it. */
    static RequestLog of(InflightQueue inflight, DeviceRing ring) {
        if (inflight instanceof SplitInflight split && ring instanceof SplitDeviceRing splitRing) {
            return new SplitRequestLog(split, splitRing);
        }
        if (inflight instanceof PackedInflight packed && ring instanceof PackedDeviceRing packedRing) {
            return new PackedRequestLog(packed, packedRing);
        }
        throw new IllegalArgumentException("the in-flight region is not that of a ring of this layout");
    }

    /** Takes chains of the former life before any others; true if there were some. */
    boolean retake(ChainBurst burst, int max);

    /** Chains were taken from the ring, those to be refused among them. */
    void taken(ChainBurst burst);

    /** A chain's used entry is written. */
    void using(int head);

    /** What was used is about to be shown to the driver. */
    void publishing();

    /** It was shown. */
    void published();
}
