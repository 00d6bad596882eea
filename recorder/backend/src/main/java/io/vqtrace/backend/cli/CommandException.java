package io.vqtrace.backend.cli;

/** What the user has to know: one line, and the exit code. */
final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CommandException(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    static CommandException usage(String message) {
        return new CommandException(ExitCode.USAGE, message, null);
    }

    static CommandException input(String message, Throwable cause) {
        return new CommandException(ExitCode.INPUT, message, cause);
    }

    static CommandException failure(String message, Throwable cause) {
        return new CommandException(ExitCode.FAILURE, message, cause);
    }

    int exitCode() {
        return exitCode;
    }
}
