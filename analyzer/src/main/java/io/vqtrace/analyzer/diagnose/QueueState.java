package io.vqtrace.analyzer.diagnose;

import java.util.Locale;

/** How a queue stands at the end of the window, the worst first. */
public enum QueueState {
    /** It stands still. */
    STALLED,
    /** It stood still within the window, and goes on. */
    RECOVERED,
    /** It stood still until its device was reset, which gave up what was in flight. */
    RESET,
    /** It makes progress and loses time. */
    SLOW,
    /** The capture has no times, or shows nothing of the queue because its device is served elsewhere. */
    UNKNOWN,
    /** It was busy and fell silent; the device owes nothing. If the guest waits for it, this capture cannot tell why. */
    SILENT,
    /** It makes progress. */
    OK,
    /** Nothing is under way. */
    IDLE;

    /**
     * Returns the word in reports.
     *
     * @return lower case
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Finds the state of a word.
     *
     * @param label a {@link #label()}
     * @return the state
     * @throws IllegalArgumentException if there is none
     */
    public static QueueState of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
