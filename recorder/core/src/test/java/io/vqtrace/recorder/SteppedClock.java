package io.vqtrace.recorder;

import java.util.concurrent.atomic.AtomicLong;

/** A clock that a test moves by hand. */
final class SteppedClock implements RecorderClock {
    static final long EPOCH = 1_700_000_000_000_000_000L;

    private final AtomicLong monotonic = new AtomicLong(1000);
    private final AtomicLong epoch = new AtomicLong(EPOCH);

    /** Lets time pass on both clocks. */
    void pass(long nanos) {
        monotonic.addAndGet(nanos);
        epoch.addAndGet(nanos);
    }

    /** Steps the wall clock only. */
    void stepWallClock(long nanos) {
        epoch.addAndGet(nanos);
    }

    @Override
    public long nanoTime() {
        return monotonic.get();
    }

    @Override
    public long epochNanos() {
        return epoch.get();
    }

    @Override
    public String source() {
        return "stepped";
    }
}
