package io.vqtrace.recorder;

import java.nio.file.Path;
import java.util.List;

/**
 * What a recorder did so far. Taken without stopping anybody: of events that are recorded meanwhile some counts can be ahead
 * of others, but {@code recorded + dropped == offered} always holds.
 *
 * @param name the recorder's name
 * @param mode {@code stream}, {@code flight} or {@code disabled}
 * @param level how much is recorded, or null of a disabled recorder
 * @param recording whether rows are being stored
 * @param directory the trace, or the folder of the dumps; null of a disabled recorder
 * @param offered rows that the probes' callers gave rise to while it was recording
 * @param recorded those that found memory
 * @param dropped those that did not; the trace's gaps tell when
 * @param written rows that are in files, GAP and OPEN rows included
 * @param discarded recorded rows that could not be written
 * @param deleted rows that were written and went with the oldest segments, for the budget
 * @param dumps dumps that were written
 * @param triggersFired triggers that led to a dump
 * @param triggersSuppressed triggers that did not, for the rate limit
 * @param negotiationLost negotiation steps that came too fast
 * @param diskErrors writes that failed
 * @param lastDump the trace that was dumped last, or null
 * @param lastTrigger why a trigger fired last, or null
 * @param lastError what went wrong last, or null
 * @param memoryBytes memory outside the heap, decided when it was opened
 * @param threads counts by thread
 */
public record RecorderStatus(
        String name,
        String mode,
        CaptureLevel level,
        boolean recording,
        Path directory,
        long offered,
        long recorded,
        long dropped,
        long written,
        long discarded,
        long deleted,
        long dumps,
        long triggersFired,
        long triggersSuppressed,
        long negotiationLost,
        long diskErrors,
        Path lastDump,
        String lastTrigger,
        String lastError,
        long memoryBytes,
        List<ThreadStatus> threads) {

    /** Takes a copy of the list. */
    public RecorderStatus {
        threads = List.copyOf(threads);
    }

    /**
     * Counts of one thread.
     *
     * @param thread index in the trace's thread table
     * @param tid {@link Thread#getId()}, 0 for threads that share
     * @param name the thread's name at its first event; {@code shared} for virtual threads and those beyond the pool
     * @param recorded rows that found memory
     * @param dropped rows that did not
     */
    public record ThreadStatus(int thread, long tid, String name, long recorded, long dropped) {}
}
