package io.vqtrace.analyzer.chart;

/**
 * A chart cannot be drawn from this capture, or not on this machine. The message is one line for the user: what is
 * missing and what would bring it.
 */
public final class ChartUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message one line, ready to be shown to the user
     */
    public ChartUnavailableException(String message) {
        super(message);
    }

    ChartUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
