package io.vqtrace.testkit;

import java.time.Duration;

/**
 * What the driver asks of each queue of the device. Immutable: each method that sets something returns a changed copy.
 *
 * @param depth closed loop: requests kept outstanding; 0 for an open loop
 * @param thinkNanos closed loop: time from a completion to the request that follows it
 * @param requestsPerSecond open loop: mean rate of arrivals on a queue
 * @param burst open loop: requests that arrive together
 * @param readRatio share of reads among reads and writes, 0 to 1
 * @param flushRatio share of flushes, 0 to 1
 * @param minBytes smallest payload, a multiple of 512
 * @param maxBytes largest payload, a multiple of 512
 * @param sequential whether sectors follow each other; otherwise they are random
 */
public record Workload(
        int depth,
        long thinkNanos,
        double requestsPerSecond,
        int burst,
        double readRatio,
        double flushRatio,
        int minBytes,
        int maxBytes,
        boolean sequential) {
    /** Bytes of a sector (virtio 1.4 section 5.2.6). */
    public static final int SECTOR_BYTES = 512;

    /** Checks the values. */
    public Workload {
        if (depth < 0 || depth == 0 && requestsPerSecond <= 0 || burst < 1 || thinkNanos < 0) {
            throw new IllegalArgumentException("a workload needs a depth, or a rate and a burst from 1");
        }
        if (minBytes < SECTOR_BYTES
                || minBytes % SECTOR_BYTES != 0
                || maxBytes < minBytes
                || maxBytes % SECTOR_BYTES != 0) {
            throw new IllegalArgumentException("payloads are whole sectors: " + minBytes + " to " + maxBytes);
        }
    }

    /**
     * Keeps a number of requests outstanding on each queue: 4 KiB, 70 % reads, random sectors.
     *
     * @param depth how many, from 1
     * @return the workload
     */
    public static Workload closedLoop(int depth) {
        return new Workload(depth, 0, 0, 1, 0.7, 0, 4096, 4096, false);
    }

    /**
     * Requests that arrive at random times (Poisson), whatever the device does: 4 KiB, 70 % reads, random sectors.
     *
     * @param requestsPerSecond mean rate on each queue
     * @return the workload
     */
    public static Workload openLoop(double requestsPerSecond) {
        return new Workload(0, 0, requestsPerSecond, 1, 0.7, 0, 4096, 4096, false);
    }

    /**
     * Sets the time from a completion to the request that follows it, of a closed loop.
     *
     * @param time from 0
     * @return a copy
     */
    public Workload think(Duration time) {
        return copy(time.toNanos(), burst, readRatio, flushRatio, minBytes, maxBytes, sequential);
    }

    /**
     * Sets how many requests arrive together in an open loop; the mean rate stays.
     *
     * @param requests from 1
     * @return a copy
     */
    public Workload bursts(int requests) {
        return copy(thinkNanos, requests, readRatio, flushRatio, minBytes, maxBytes, sequential);
    }

    /**
     * Sets what the requests ask for.
     *
     * @param reads share of reads among reads and writes, 0 to 1
     * @param flushes share of flushes among all, 0 to 1
     * @return a copy
     */
    public Workload mix(double reads, double flushes) {
        return copy(thinkNanos, burst, reads, flushes, minBytes, maxBytes, sequential);
    }

    /**
     * Sets the payload's size: uniformly distributed over whole sectors.
     *
     * @param min smallest, in bytes
     * @param max largest, in bytes
     * @return a copy
     */
    public Workload sizes(int min, int max) {
        return copy(thinkNanos, burst, readRatio, flushRatio, min, max, sequential);
    }

    /**
     * Makes sectors follow each other.
     *
     * @return a copy
     */
    public Workload inSequence() {
        return copy(thinkNanos, burst, readRatio, flushRatio, minBytes, maxBytes, true);
    }

    private Workload copy(long think, int together, double reads, double flushes, int min, int max, boolean ordered) {
        return new Workload(depth, think, requestsPerSecond, together, reads, flushes, min, max, ordered);
    }
}
