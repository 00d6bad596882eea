package io.vqtrace.bench.sustained;

import io.vqtrace.recorder.RecorderClock;

/** A clock that a simulation sets. */
final class VirtualClock implements RecorderClock {
    private static final long EPOCH_NS = 1_767_225_600_000_000_000L;

    private volatile long nowNs;

    /** Moves on to a time, never back. */
    void advanceTo(long ns) {
        nowNs = Math.max(nowNs, ns);
    }

    @Override
    public long nanoTime() {
        return nowNs;
    }

    @Override
    public long epochNanos() {
        return EPOCH_NS + nowNs;
    }

    @Override
    public String source() {
        return "virtual";
    }
}
