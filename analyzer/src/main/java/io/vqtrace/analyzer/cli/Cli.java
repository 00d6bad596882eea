package io.vqtrace.analyzer.cli;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Runs command lines. */
final class Cli {

    private static final int USAGE_WIDTH = 100;

    private final Console console;

    Cli(Console console) {
        this.console = console;
    }

    /**
     * Runs one command.
     *
     * @return an {@link ExitCode}; whatever went wrong has been said in one line
     */
    int run(String... args) {
        try {
            return commandLine().execute(args);
        } catch (Throwable t) {
            // Errors, such as no memory, pass by the handler below.
            return fail(t);
        }
    }

    private CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new VqtraceCommand(console));
        commandLine.setUsageHelpWidth(USAGE_WIDTH);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setAbbreviatedOptionsAllowed(false);
        commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        commandLine.setOut(console.out());
        commandLine.setErr(console.err());
        commandLine.setParameterExceptionHandler((e, args) -> {
            String command = e.getCommandLine().getCommandSpec().qualifiedName();
            console.err().println("vqtrace: " + Failure.oneLine(e.getMessage()) + " (see " + command + " --help)");
            return ExitCode.USAGE;
        });
        commandLine.setExecutionExceptionHandler((e, failed, parsed) -> fail(e));
        return commandLine;
    }

    private int fail(Throwable thrown) {
        Failure failure = Failure.of(thrown);
        if (failure.message() != null) {
            console.err().println("vqtrace: " + failure.message());
        }
        if (console.debug()) {
            thrown.printStackTrace(console.err());
        }
        return failure.exitCode();
    }
}
