package io.vqtrace.analyzer.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code vqtrace simulate}: what another setting would have done to the traffic of a trace. */
@Command(
        name = "simulate",
        description = "What another setting would have done to the same traffic, with the assumptions behind it.",
        subcommands = {SimulateCoalescingCommand.class},
        synopsisSubcommandLabel = "SETTING",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Every answer says per queue how far it can be trusted: predicted, limited or unreliable, and why.",
            "",
            "Examples:",
            "  vqtrace simulate coalescing run.vqtrace --max-added-p99 50us"
        })
final class SimulateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "what to simulate is missing");
    }
}
