package io.vqtrace.bench.sustained;

import io.vqtrace.bench.ChildProcess;
import io.vqtrace.bench.ChildResult;
import io.vqtrace.trace.Compression;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * One recording to disk at a wanted rate.
 *
 * @param compression how batches were stored
 * @param wanted events per second that it was to make
 * @param made events that the probes' caller made
 * @param offered events that the recorder counted, as it says
 * @param recorded of them recorded
 * @param dropped of them lost
 * @param written rows in files, gaps included
 * @param bytesPerEvent bytes of the files for each row in them
 * @param eventsPerSecond recorded ones, over the time from the first call until the last row was in a file
 * @param callNs nanoseconds of an event's call, the driver's and the device's own work in it
 * @param callerBytes bytes of heap that the caller's thread took for an event
 * @param drainBytes bytes of heap that the recorder's thread took for an event
 */
public record SustainedRun(
        Compression compression,
        double wanted,
        long made,
        long offered,
        long recorded,
        long dropped,
        long written,
        double bytesPerEvent,
        double eventsPerSecond,
        double callNs,
        double callerBytes,
        double drainBytes) {
    /** More does not count as compressed: under pressure the recorder leaves columns as they are rather than lose rows. */
    private static final double MOST_ZSTD_BYTES = 12;

    static SustainedRun run(Compression compression, boolean bursts, double rate, long millis) throws IOException {
        ChildResult result =
                ChildProcess.run(SustainedChild.class, compression.name(), bursts ? "bursts" : "single", rate, millis);
        double made = result.integer(SustainedChild.MADE);
        long recorded = result.integer(SustainedChild.RECORDED);
        return new SustainedRun(
                compression,
                rate,
                (long) made,
                result.integer(SustainedChild.OFFERED),
                recorded,
                result.integer(SustainedChild.DROPPED),
                result.integer(SustainedChild.WRITTEN),
                (double) result.integer(SustainedChild.BYTES) / result.integer(SustainedChild.KEPT),
                recorded * (double) TimeUnit.SECONDS.toNanos(1) / result.integer(SustainedChild.ELAPSED_NS),
                result.integer(SustainedChild.CALL_NS) / made,
                result.integer(SustainedChild.CALLER_BYTES) / made,
                result.integer(SustainedChild.DRAIN_BYTES) / made);
    }

    /**
     * Tells whether the counts add up.
     *
     * @return true if every call's event was either recorded or counted as lost
     */
    public boolean adds() {
        return recorded + dropped == offered && offered == made;
    }

    /**
     * Tells whether the rate was held.
     *
     * @return true if nothing was lost and, with zstd, a row took at most 12 bytes
     */
    public boolean held() {
        return dropped == 0 && (compression == Compression.NONE || bytesPerEvent <= MOST_ZSTD_BYTES);
    }
}
