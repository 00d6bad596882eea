package io.vqtrace.analyzer.session;

/** A statement of the user that was refused or failed. The message is one line that says why. */
public final class QueryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Makes an exception with a message for the user.
     *
     * @param message what is wrong, in one line
     * @param cause the failure underneath
     */
    public QueryException(String message, Throwable cause) {
        super(message, cause);
    }
}
