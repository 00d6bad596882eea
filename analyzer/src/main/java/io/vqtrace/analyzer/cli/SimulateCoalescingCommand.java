package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.render.Result;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.analyzer.simulate.CoalescingSimulation;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;

/** {@code vqtrace simulate coalescing}. */
@Command(
        name = "coalescing",
        description =
                "What other settings of interrupt moderation would have done: interrupts, completions per interrupt,"
                        + " added latency, and the setting that meets a goal.",
        abbreviateSynopsis = true,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Without a goal the knee of the trade-off is marked. With --max-added-p99 the setting with the fewest"
                    + " interrupts that meets it is chosen, with --max-interrupts alone the one that adds least latency."
                    + " CSV: one row per queue and setting.",
            "",
            "Examples:",
            "  vqtrace simulate coalescing run.vqtrace",
            "  vqtrace simulate coalescing run.vqtrace --device net0 --max-added-p99 50us --max-interrupts 20000/s",
            "  vqtrace simulate coalescing qemu.log.gz --frames 8,32 --usecs 20,50 --adaptive",
            "  vqtrace simulate coalescing run.vqtrace --setting 64:100 --setting off --per device --format json"
        })
final class SimulateCoalescingCommand extends AnalysisCommand {

    @ArgGroup(validate = false, heading = "%nSettings and goal:%n")
    private final CoalescingSettings settings = new CoalescingSettings();

    private CoalescingSimulation simulation;

    @Override
    void prepare(SessionOptions.Builder options) {
        simulation = new CoalescingSimulation(settings.options());
        simulation.prepare(options);
    }

    @Override
    Result analyse(String name, TraceSession session) {
        return CoalescingView.of(name, simulation.run(session));
    }
}
