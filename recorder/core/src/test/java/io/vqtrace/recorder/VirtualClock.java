package io.vqtrace.recorder;

import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still but for being moved. */
public final class VirtualClock implements RecorderClock {
    /** 2026-01-01T00:00:00Z. */
    public static final long START_NS = 1_767_225_600_000_000_000L;

    private final AtomicLong now = new AtomicLong();
    private final AtomicLong wallStep = new AtomicLong();

    @Override
    public long nanoTime() {
        return now.get();
    }

    @Override
    public long epochNanos() {
        return START_NS + now.get() + wallStep.get();
    }

    @Override
    public String source() {
        return "virtual";
    }

    public void advance(long nanos) {
        now.addAndGet(nanos);
    }

    /** Steps the wall clock alone. */
    public void step(long nanos) {
        wallStep.addAndGet(nanos);
    }
}
