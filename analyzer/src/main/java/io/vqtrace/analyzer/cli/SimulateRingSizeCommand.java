package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.render.Result;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.analyzer.simulate.RingSizeOptions;
import io.vqtrace.analyzer.simulate.RingSizeOptions.Driver;
import io.vqtrace.analyzer.simulate.RingSizeSimulation;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code vqtrace simulate ring-size}. */
@Command(
        name = "ring-size",
        description =
                "What occupancy and time full rings of other sizes would have had, and the smallest that suffices.",
        abbreviateSynopsis = true,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Requests of request queues are replayed with their recorded arrivals and service times. HOLDS says how far"
                    + " the figures of a size hold: predicted, lower bound (the recorded ring is smaller and hid"
                    + " demand), backlog grows (this ring is slower than the demand), too small (a request does not"
                    + " fit). CSV: one row per queue and size, the recorded ring first.",
            "",
            "Examples:",
            "  vqtrace simulate ring-size run.vqtrace",
            "  vqtrace simulate ring-size run.vqtrace --sizes 32,48,64 --max-full 5%% --max-added-p99 100us",
            "  vqtrace simulate ring-size qemu.log --facts qmp/ --outstanding 64 --concurrency 8",
            "  vqtrace simulate ring-size run.vqtrace --device disk0 --queue 0 --format json"
        })
final class SimulateRingSizeCommand extends AnalysisCommand {
    private static final int MAX_RING = 1 << 15;
    private static final RingSizeOptions DEFAULT = RingSizeOptions.DEFAULT;

    @Option(
            names = "--sizes",
            split = ",",
            paramLabel = "N",
            description = "Ring sizes in entries. Default: 8,16,32,64,128,256,512,1024.")
    private List<Integer> sizes = DEFAULT.sizes();

    @Option(
            names = "--max-full",
            paramLabel = "SHARE",
            converter = ShareConverter.class,
            description = "Longest acceptable time full, as a share of the time with a request in flight: 1%% or 0.01."
                    + " Default: 1%%.")
    private double maxFull = DEFAULT.maxFullRatio();

    @Option(
            names = "--max-added-p99",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Longest acceptable wait for room in the ring, 99th percentile: 50us. Default: any.")
    private Long maxAddedP99Ns;

    @Option(
            names = "--driver",
            paramLabel = "LOOP",
            description = "open: requests come whatever the ring does; closed: the driver keeps a number outstanding;"
                    + " auto: as the trace shows it. Default: auto.")
    private Driver driver = DEFAULT.driver();

    @Option(
            names = "--outstanding",
            paramLabel = "N",
            description = "Requests that a closed loop keeps outstanding. Default: the most in the trace.")
    private Integer outstanding;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description =
                    "Requests that the backend works on at once, 0 for any number. Default: as the trace shows it.")
    private Integer concurrency;

    @Option(
            names = "--turnaround",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description =
                    "From the end of a request to the next one in its place: 10us. Default: as the trace shows it.")
    private Long turnaroundNs;

    @ArgGroup(validate = false, heading = Thresholds.HEADING)
    private final Thresholds thresholds = new Thresholds();

    private RingSizeSimulation simulation;

    @Override
    void prepare(SessionOptions.Builder options) {
        if (sizes.stream().anyMatch(size -> size < 1 || size > MAX_RING)) {
            throw CommandException.usage("--sizes: a ring has from 1 to 32768 entries");
        }
        if (outstanding != null && outstanding < 1) {
            throw CommandException.usage("--outstanding: a driver keeps at least 1 request outstanding");
        }
        if (outstanding != null && driver == Driver.OPEN) {
            throw CommandException.usage("--outstanding is of a closed loop: it cannot be given with --driver open");
        }
        if (concurrency != null && concurrency < RingSizeOptions.UNLIMITED) {
            throw CommandException.usage("--concurrency: from 1, or 0 for any number");
        }
        simulation = new RingSizeSimulation(
                new RingSizeOptions(sizes, maxFull, maxAddedP99Ns, driver, outstanding, concurrency, turnaroundNs));
        simulation.prepare(options).saturation(thresholds.options());
    }

    @Override
    Result analyse(String name, TraceSession session) {
        return RingSizeView.of(name, simulation.run(session));
    }
}
