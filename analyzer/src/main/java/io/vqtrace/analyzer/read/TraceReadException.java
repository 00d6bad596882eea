package io.vqtrace.analyzer.read;

import java.io.IOException;

/** A trace that cannot be read. The message is one line, names the file and is meant for the user. */
public class TraceReadException extends IOException {
    private static final long serialVersionUID = 1;

    /**
     * Makes an exception with a message for the user.
     *
     * @param message what is wrong with which file, in one line
     */
    public TraceReadException(String message) {
        super(message);
    }

    /**
     * Makes an exception with a message for the user.
     *
     * @param message what is wrong with which file, in one line
     * @param cause the failure underneath
     */
    public TraceReadException(String message, Throwable cause) {
        super(message, cause);
    }
}
