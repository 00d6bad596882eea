package io.vqtrace.analyzer.sweep;

/**
 * The thresholds of the saturation verdicts. Shares are of the queue's busy time (in flight &gt; 0), from 0 to 1.
 *
 * @param fullOccupancy occupancy of the ring from which it counts as full, as a share of its size
 * @param fullShare share of busy time at that occupancy that makes a queue {@code ring-full}
 * @param fullEpisodeNs length of a single full episode that makes a queue {@code ring-full}
 * @param fullEpisodeDensity share of such an episode that must really have been full
 * @param plateauDepth smallest maximum depth that can be a cap or plateau
 * @param plateauShare share of busy time at the maximum depth that makes it a cap or plateau
 * @param waitingShare share of busy time with published, untaken requests that makes a queue {@code backend-bound}
 * @param busyShare share of the span from first to last request that makes a queue {@code busy}
 * @param stallNs shortest time without a completion that can be a stall
 * @param stallFactor how many times the p99.9 completion gap before it a stall must be
 * @param shortDipNs dips of a condition up to this length never end its episode
 * @param longDipNs dips up to this length do not end an episode that is longer than the dip
 */
public record SaturationOptions(
        double fullOccupancy,
        double fullShare,
        long fullEpisodeNs,
        double fullEpisodeDensity,
        int plateauDepth,
        double plateauShare,
        double waitingShare,
        double busyShare,
        long stallNs,
        long stallFactor,
        long shortDipNs,
        long longDipNs) {
    /** 90 %, 5 %, 100 ms at 20 %, depth 4 for 20 %, 20 %, 70 %, 100 ms and tenfold, dips of 10 ms and 100 ms. */
    public static final SaturationOptions DEFAULT = new SaturationOptions(
            0.9, 0.05, 100_000_000, 0.2, 4, 0.2, 0.2, 0.7, 100_000_000, 10, 10_000_000, 100_000_000);

    /**
     * Returns the same thresholds with another one for a full ring.
     *
     * @param occupancy as {@link #fullOccupancy}
     * @return a copy
     */
    public SaturationOptions withFullOccupancy(double occupancy) {
        return new SaturationOptions(
                occupancy,
                fullShare,
                fullEpisodeNs,
                fullEpisodeDensity,
                plateauDepth,
                plateauShare,
                waitingShare,
                busyShare,
                stallNs,
                stallFactor,
                shortDipNs,
                longDipNs);
    }
}
