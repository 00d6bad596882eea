package io.vqtrace.backend.queue;

import io.vqtrace.backend.protocol.Doorbell;
import io.vqtrace.backend.protocol.Doorbells;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/** How a worker's thread waits for the drivers of its queues: for all doorbells at once; rings without one are looked at. */
final class KickWait {
    /** First and longest pause between looks at a ring that has no doorbell. */
    private static final long MIN_PAUSE_NANOS = 50_000;

    private static final long MAX_PAUSE_NANOS = 1_000_000;

    private final Doorbells doorbells;
    private final boolean looking;
    private long pauseNanos = MIN_PAUSE_NANOS;

    KickWait(ServedQueue[] queues) {
        Doorbell[] kicks = Arrays.stream(queues)
                .map(ServedQueue::kick)
                .filter(Objects::nonNull)
                .toArray(Doorbell[]::new);
        doorbells = Doorbells.of(Arrays.asList(kicks));
        looking = kicks.length == 0 || Arrays.stream(queues).anyMatch(queue -> queue.kicked() && queue.kick() == null);
    }

    /** Waits for a kick, or until it is time to look again. */
    void await(long nanos) {
        if (!looking) {
            pause(nanos);
            return;
        }
        pause(Math.min(nanos, pauseNanos));
        pauseNanos = Math.min(2 * pauseNanos, MAX_PAUSE_NANOS);
    }

    private void pause(long nanos) {
        try {
            if (doorbells.isEmpty()) {
                LockSupport.parkNanos(nanos);
            } else {
                doorbells.awaitAny(nanos);
            }
        } catch (IOException e) {
            // Whose doorbell it is comes out when each is drained, which breaks that queue; the others are looked at.
            LockSupport.parkNanos(Math.min(nanos, MAX_PAUSE_NANOS));
        }
    }

    /** There was something to do: the next pauses are short again. */
    void found() {
        pauseNanos = MIN_PAUSE_NANOS;
    }
}
