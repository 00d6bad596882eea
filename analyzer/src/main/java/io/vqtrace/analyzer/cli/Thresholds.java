package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.sweep.SaturationOptions;
import picocli.CommandLine.Option;

/** The thresholds of the saturation verdicts; shares are of the time with a request in flight. */
final class Thresholds {

    /** Title of the options in a command's help. */
    static final String HEADING = "%nThresholds of the verdicts (shares are of the time with a request in flight):%n";

    private static final SaturationOptions DEFAULT = SaturationOptions.DEFAULT;
    private static final long MS = 1_000_000;

    @Option(
            names = "--full-occupancy",
            paramLabel = "SHARE",
            description = "Occupancy from which a ring counts as full. Default: 0.9 of its size.")
    private double fullOccupancy = DEFAULT.fullOccupancy();

    @Option(
            names = "--full-share",
            paramLabel = "SHARE",
            description = "Share of time full that makes a queue ring-full. Default: 0.05.")
    private double fullShare = DEFAULT.fullShare();

    @Option(
            names = "--full-episode",
            paramLabel = "MS",
            description = "Length of one full episode that makes a queue ring-full. Default: 100.")
    private long fullEpisodeMs = DEFAULT.fullEpisodeNs() / MS;

    @Option(
            names = "--plateau-depth",
            paramLabel = "N",
            description = "Smallest maximum depth that can be a cap or plateau. Default: 4.")
    private int plateauDepth = DEFAULT.plateauDepth();

    @Option(
            names = "--plateau-share",
            paramLabel = "SHARE",
            description = "Share of time at the maximum depth that makes it a cap or plateau. Default: 0.2.")
    private double plateauShare = DEFAULT.plateauShare();

    @Option(
            names = "--waiting-share",
            paramLabel = "SHARE",
            description = "Share of time with waiting requests that makes a queue backend-bound. Default: 0.2.")
    private double waitingShare = DEFAULT.waitingShare();

    @Option(
            names = "--busy-share",
            paramLabel = "SHARE",
            description = "Share of the span from first to last request that makes a queue busy. Default: 0.7.")
    private double busyShare = DEFAULT.busyShare();

    @Option(
            names = "--stall-time",
            paramLabel = "MS",
            description = "Shortest time without a completion that can be a stall. Default: 100.")
    private long stallMs = DEFAULT.stallNs() / MS;

    @Option(
            names = "--stall-factor",
            paramLabel = "N",
            description = "How many times the p99.9 completion gap before it a stall must be. Default: 10.")
    private long stallFactor = DEFAULT.stallFactor();

    SaturationOptions options() {
        return new SaturationOptions(
                fullOccupancy,
                fullShare,
                fullEpisodeMs * MS,
                DEFAULT.fullEpisodeDensity(),
                plateauDepth,
                plateauShare,
                waitingShare,
                busyShare,
                stallMs * MS,
                stallFactor,
                DEFAULT.shortDipNs(),
                DEFAULT.longDipNs());
    }
}
