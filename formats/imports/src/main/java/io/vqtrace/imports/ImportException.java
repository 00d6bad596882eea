package io.vqtrace.imports;

import java.util.Objects;

/** An input that cannot be imported. The message is one line for the user: it names the file and what to do. */
public final class ImportException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why the input cannot be imported. */
    public enum Reason {
        /** The input cannot be opened or read. */
        UNREADABLE,
        /** The input is not of a form that the importer knows: there is no trace event in it. */
        NOT_RECOGNISED,
        /** The input ends too early, or is damaged from some point on. */
        CUT
    }

    private final Reason reason;

    /**
     * Makes an exception.
     *
     * @param reason why
     * @param message one line for the user
     */
    public ImportException(Reason reason, String message) {
        super(message);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /**
     * Makes an exception with a cause.
     *
     * @param reason why
     * @param message one line for the user
     * @param cause what went wrong below
     */
    public ImportException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /**
     * Tells why the input cannot be imported.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }
}
