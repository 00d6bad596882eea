package io.vqtrace.analyzer.diff;

/** Two traces cannot be compared in the way that was asked for. The message is one line for the user. */
public final class DiffException extends Exception {
    private static final long serialVersionUID = 1L;

    DiffException(String message) {
        super(message);
    }
}
