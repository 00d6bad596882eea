package io.vqtrace.analyzer.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root command: holds what all commands share. */
@Command(
        name = "vqtrace",
        description = "Explains what happened on virtio queues: where they saturate, how long requests take, how"
                + " interrupts are moderated.",
        subcommands = {
            ImportCommand.class,
            InfoCommand.class,
            ReportCommand.class,
            SaturationCommand.class,
            InterruptsCommand.class,
            NegotiationCommand.class,
            LatencyCommand.class,
            SimulateCommand.class,
            DiffCommand.class,
            CheckCommand.class,
            DiagnoseCommand.class,
            InventoryCommand.class,
            ChartCommand.class,
            SqlCommand.class,
            ExportCommand.class,
            SliceCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Examples:",
            "  vqtrace report qemu.log --facts qmp/     what is wrong, straight from a QEMU log",
            "  vqtrace import qemu.log.gz -o run.vqtrace",
            "  vqtrace latency run.vqtrace --from +10s --to +12s",
            "  vqtrace COMMAND --help                   options and examples of a command",
            "",
            "Exit codes: 0 done; 1 software fault or unwritable output; 2 wrong usage, or a refused or failing SQL"
                    + " statement; 3 findings that --fail-on names; 4 input missing, unreadable, not recognised or cut.",
            "Environment: JAVA_HOME, VQTRACE_JAVA_OPTS (such as -Xmx4g), VQTRACE_DEBUG=1 (stack traces), NO_COLOR."
        })
final class VqtraceCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    private CommandSpec spec;

    VqtraceCommand(Console console) {
        this.console = console;
    }

    /** The root command of a command at any depth. */
    static VqtraceCommand of(CommandSpec command) {
        return (VqtraceCommand) command.root().userObject();
    }

    Console console() {
        return console;
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
