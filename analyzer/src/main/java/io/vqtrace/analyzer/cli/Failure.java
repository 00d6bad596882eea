package io.vqtrace.analyzer.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/**
 * What the user is told when a command fails: the one place that maps exceptions to exit codes.
 *
 * @param exitCode an {@link ExitCode}
 * @param message one line, null if there is nothing to say
 */
record Failure(int exitCode, String message) {

    static Failure of(Throwable thrown) {
        if (thrown instanceof Console.ClosedPipeException) {
            return new Failure(ExitCode.OK, null);
        }
        if (thrown instanceof CommandException expected) {
            return new Failure(expected.exitCode(), expected.getMessage());
        }
        if (thrown instanceof OutOfMemoryError) {
            return new Failure(
                    ExitCode.FAILURE, "out of memory; allow more, for instance with VQTRACE_JAVA_OPTS=-Xmx4g");
        }
        return new Failure(
                ExitCode.FAILURE,
                "internal error: " + oneLine(thrown.toString())
                        + "; please report it, with the output of VQTRACE_DEBUG=1");
    }

    /** Why an operation on a file failed, without the file's name where the exception allows it. */
    static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileSystemException named && named.getReason() != null) {
            return named.getReason();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : oneLine(e.getMessage());
    }

    static String oneLine(String text) {
        return text.strip().replaceAll("\\s*[\\r\\n]+\\s*", " ");
    }
}
