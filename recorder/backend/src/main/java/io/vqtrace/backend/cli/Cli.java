package io.vqtrace.backend.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Runs command lines. */
final class Cli {
    private static final int USAGE_WIDTH = 100;

    private final PrintWriter out;
    private final Operator operator;

    Cli(PrintStream out, PrintStream err) {
        this.out = new PrintWriter(out, true, StandardCharsets.UTF_8);
        operator = new Operator(new PrintWriter(err, true, StandardCharsets.UTF_8));
    }

    /**
     * Runs one command.
     *
     * @return an {@link ExitCode}; whatever went wrong has been said in one line
     */
    int run(String... args) {
        CommandLine commandLine = new CommandLine(new BackendCommand())
                .addSubcommand(new BlkCommand(operator))
                .addSubcommand(new NetCommand(operator))
                .addSubcommand(new RngCommand(operator));
        commandLine.setUsageHelpWidth(USAGE_WIDTH);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setAbbreviatedOptionsAllowed(false);
        commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        commandLine.setOut(out);
        commandLine.setErr(operator.writer());
        commandLine.setParameterExceptionHandler((e, arguments) -> {
            String command = e.getCommandLine().getCommandSpec().qualifiedName();
            operator.say(e.getMessage() + " (see " + command + " --help)");
            return ExitCode.USAGE;
        });
        commandLine.setExecutionExceptionHandler((e, failed, parsed) -> fail(e));
        try {
            return commandLine.execute(args);
        } catch (Throwable t) {
            // Errors, such as no memory, pass by the handler above.
            return fail(t);
        }
    }

    private int fail(Throwable thrown) {
        if (thrown instanceof CommandException expected) {
            operator.say(expected.getMessage());
            return expected.exitCode();
        }
        operator.say("internal error: " + thrown);
        thrown.printStackTrace(operator.writer());
        return ExitCode.FAILURE;
    }
}
