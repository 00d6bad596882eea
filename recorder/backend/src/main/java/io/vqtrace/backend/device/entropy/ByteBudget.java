package io.vqtrace.backend.device.entropy;

import java.util.concurrent.locks.LockSupport;

/** How many bytes may be given: a rate, of which a second's worth can be saved up. One thread. */
final class ByteBudget {
    /** A lower rate would let a stop of the queue wait for long. */
    static final int MIN_RATE = 64;

    private static final long MAX_RATE = 1L << 32;
    private static final long SECOND = 1_000_000_000L;

    private final long bytesPerSecond;
    private long saved;
    private long earnedUntil = System.nanoTime();

    ByteBudget(long bytesPerSecond) {
        if (bytesPerSecond != 0 && (bytesPerSecond < MIN_RATE || bytesPerSecond > MAX_RATE)) {
            throw new IllegalArgumentException(
                    "a rate of " + bytesPerSecond + " bytes a second is not in " + MIN_RATE + ".." + MAX_RATE);
        }
        this.bytesPerSecond = bytesPerSecond;
        saved = bytesPerSecond;
    }

    /** Waits until there is at least one byte; returns how many of those wanted may be given. */
    int take(int wanted) {
        if (bytesPerSecond == 0 || wanted == 0) {
            return wanted;
        }
        earn();
        while (saved == 0) {
            LockSupport.parkNanos(SECOND / bytesPerSecond);
            earn();
        }
        int given = (int) Math.min(wanted, saved);
        saved -= given;
        return given;
    }

    private void earn() {
        long now = System.nanoTime();
        if (now - earnedUntil >= SECOND) {
            saved = bytesPerSecond;
            earnedUntil = now;
            return;
        }
        // Less than a second at the largest rate: the product fits.
        long earned = (now - earnedUntil) * bytesPerSecond / SECOND;
        saved = Math.min(bytesPerSecond, saved + earned);
        earnedUntil += earned * SECOND / bytesPerSecond;
    }
}
