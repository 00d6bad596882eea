package io.vqtrace.analyzer.diagnose;

import java.util.Locale;

/** How far the evidence carries a cause, the farthest first. */
public enum Confidence {
    /** The trace shows it; nothing else explains what is seen. */
    CERTAIN,
    /** The trace speaks for it, and something less usual could look the same. */
    LIKELY,
    /** The trace does not exclude it, and does not show what would decide. */
    POSSIBLE;

    /**
     * Returns the word in reports.
     *
     * @return lower case
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
