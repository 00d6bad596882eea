package io.vqtrace.analyzer.simulate;

import java.util.List;

/**
 * What to simulate, and what the user knows better than the trace.
 *
 * @param sizes ring sizes in entries, ascending, each from 1 to 32,768
 * @param maxFullRatio the longest acceptable time full, as a share of the busy time
 * @param maxAddedP99Ns the longest acceptable 99th percentile of the driver's extra wait, null for any
 * @param driver how the driver makes requests
 * @param outstanding requests that the driver keeps outstanding, null to take it from the trace
 * @param concurrency requests that the backend works on at once, {@link #UNLIMITED}, or null to take it from the trace
 * @param turnaroundNs from the end of a request to the arrival of one that takes its ring entries, null to take it from
 *     the trace
 */
public record RingSizeOptions(
        List<Integer> sizes,
        double maxFullRatio,
        Long maxAddedP99Ns,
        Driver driver,
        Integer outstanding,
        Integer concurrency,
        Long turnaroundNs) {
    /** A backend that works on as many requests as there are. */
    public static final int UNLIMITED = 0;

    /** Sizes from 8 to 1024, at most 1 % full, everything else as the trace shows it. */
    public static final RingSizeOptions DEFAULT =
            new RingSizeOptions(List.of(8, 16, 32, 64, 128, 256, 512, 1024), 0.01, null, Driver.AUTO, null, null, null);

    /** How a driver makes requests. */
    public enum Driver {
        /** As the trace shows it. */
        AUTO,
        /** When they come: arrivals do not depend on the ring. */
        OPEN,
        /** After earlier ones: it keeps a number outstanding. */
        CLOSED
    }

    /** Takes a copy of the list, in order and each size once. */
    public RingSizeOptions {
        sizes = sizes.stream().sorted().distinct().toList();
    }
}
