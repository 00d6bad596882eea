package io.vqtrace.analyzer.cli;

/** Entry point of the {@code vqtrace} command. */
public final class Main {

    private Main() {}

    /**
     * Runs one command and ends the process with its {@link ExitCode}.
     *
     * @param args command line
     */
    public static void main(String[] args) {
        System.exit(new Cli(Console.ofProcess()).run(args));
    }
}
