package io.vqtrace.imports.internal.machine;

/** A description of a machine that is not what its syntax allows. The message is a clause without the file's name. */
public final class MachineSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message a clause for the user
     */
    public MachineSyntaxException(String message) {
        super(message);
    }

    MachineSyntaxException(String message, Throwable cause) {
        super(message, cause);
    }
}
