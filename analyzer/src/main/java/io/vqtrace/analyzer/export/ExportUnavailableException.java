package io.vqtrace.analyzer.export;

/** A capture does not hold what a format needs. The message is one line for the user. */
public final class ExportUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    ExportUnavailableException(String message) {
        super(message);
    }
}
