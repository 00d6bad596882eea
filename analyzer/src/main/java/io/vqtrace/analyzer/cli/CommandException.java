package io.vqtrace.analyzer.cli;

/** Ends a command with one line for the user and an {@link ExitCode}. */
final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CommandException(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** The arguments make no sense together, or an SQL statement was refused or failed. */
    static CommandException usage(String message) {
        return new CommandException(ExitCode.USAGE, message, null);
    }

    /** The input cannot be used. */
    static CommandException input(String message, Throwable cause) {
        return new CommandException(ExitCode.INPUT, message, cause);
    }

    /** The result cannot be written. */
    static CommandException output(String message, Throwable cause) {
        return new CommandException(ExitCode.FAILURE, message, cause);
    }

    /** The same about one of several inputs, such as {@code A}. */
    CommandException about(String input) {
        return new CommandException(exitCode, input + ": " + getMessage(), this);
    }

    int exitCode() {
        return exitCode;
    }
}
