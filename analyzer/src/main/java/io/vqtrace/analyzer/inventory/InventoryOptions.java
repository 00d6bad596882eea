package io.vqtrace.analyzer.inventory;

import io.vqtrace.analyzer.sweep.SaturationOptions;

/**
 * When virtio's part of the time is worth telling.
 *
 * @param virtioRatio share of a request's time spent in virtio from which on it is, 0 to 1
 * @param leastRequests fewest requests that a share is computed from
 * @param saturation thresholds of the saturation verdicts
 */
public record InventoryOptions(double virtioRatio, long leastRequests, SaturationOptions saturation) {
    /** A quarter of the time of at least 100 requests. */
    public static final InventoryOptions DEFAULT = new InventoryOptions(0.25, 100, SaturationOptions.DEFAULT);
}
