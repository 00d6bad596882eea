package io.vqtrace.backend.queue;

import io.vqtrace.backend.ring.ChainBurst;
import io.vqtrace.recorder.QueueProbe;

/** Records that chains were taken: with what they ask for, where the device's requests tell that. */
@FunctionalInterface
public interface PopRecorder {
    /** Records heads, ring entries and sizes. */
    PopRecorder SIZES = (burst, probe) ->
            probe.popBurst(burst.count(), burst.heads(), burst.descriptors(), burst.outBytes(), burst.inBytes());

    /**
     * Calls {@code pop} for every chain, or {@code popBurst} once.
     *
     * @param burst what was taken, at least one chain, in ring order
     * @param probe the queue's
     */
    void popped(ChainBurst burst, QueueProbe probe);
}
