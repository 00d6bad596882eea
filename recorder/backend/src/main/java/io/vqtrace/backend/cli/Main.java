package io.vqtrace.backend.cli;

/** Entry point of {@code vqtrace-backend.jar}. */
public final class Main {

    private Main() {}

    /**
     * Runs a device until the process is asked to end.
     *
     * @param args command line
     */
    public static void main(String[] args) {
        System.exit(new Cli(System.out, System.err).run(args));
    }
}
