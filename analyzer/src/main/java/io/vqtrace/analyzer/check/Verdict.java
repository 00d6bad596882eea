package io.vqtrace.analyzer.check;

import java.util.Locale;

/** What a rule came to, the worst first. */
public enum Verdict {
    /** The specification's MUST was broken. */
    VIOLATION,
    /** A SHOULD was not followed, or something lawful is likely to hurt. */
    WARNING,
    /** It looks broken, but who came first is closer than the capture can tell apart. */
    RACY,
    /** Checked, and nothing was found. */
    OK,
    /** The capture does not hold what the rule needs. */
    NOT_CHECKABLE;

    /**
     * Returns the name that results show.
     *
     * @return such as {@code not-checkable}
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Tells whether it is something that was found.
     *
     * @return false for {@link #OK} and {@link #NOT_CHECKABLE}
     */
    public boolean isFinding() {
        return compareTo(OK) < 0;
    }

    /**
     * Tells whether it is at least as bad as another.
     *
     * @param other the other
     * @return true if so
     */
    public boolean atLeast(Verdict other) {
        return compareTo(other) <= 0;
    }

    /**
     * Finds the verdict of a name.
     *
     * @param label as {@link #label} gives it
     * @return the verdict
     * @throws IllegalArgumentException if there is none
     */
    public static Verdict of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
