package io.vqtrace.analyzer.session;

/** A request to the session that cannot be met: an unknown device, a window without a clock, a refused statement. */
public class SessionException extends Exception {
    private static final long serialVersionUID = 1;

    /**
     * Makes an exception with a message for the user.
     *
     * @param message what is wrong, in one line
     */
    public SessionException(String message) {
        super(message);
    }

    /**
     * Makes an exception with a message for the user.
     *
     * @param message what is wrong, in one line
     * @param cause the failure underneath
     */
    public SessionException(String message, Throwable cause) {
        super(message, cause);
    }
}
