package io.vqtrace.analyzer.diff;

import java.util.Locale;

/** What became of a metric from A to B. */
public enum Change {
    /** It changed, and for the worse. */
    WORSE,
    /** It changed, and for the better. */
    BETTER,
    /** It grew, which is neither good nor bad by itself. */
    HIGHER,
    /** It shrank, which is neither good nor bad by itself. */
    LOWER,
    /** What changed, if anything, is within noise, the clock's step, or the least effect. */
    NONE,
    /** One side lacks what the comparison needs. */
    NOT_COMPARABLE;

    /**
     * Returns the name that output shows.
     *
     * @return such as {@code not_comparable}
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Tells whether something changed.
     *
     * @return true but for {@link #NONE} and {@link #NOT_COMPARABLE}
     */
    public boolean shown() {
        return this != NONE && this != NOT_COMPARABLE;
    }

    /** Names a change of a metric in a direction. */
    static Change of(double change, Metric.Better better) {
        boolean up = change > 0;
        return switch (better) {
            case NEITHER -> up ? HIGHER : LOWER;
            case MORE -> up ? BETTER : WORSE;
            case LESS -> up ? WORSE : BETTER;
        };
    }

    @Override
    public String toString() {
        return label();
    }
}
