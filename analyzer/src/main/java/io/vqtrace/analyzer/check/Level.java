package io.vqtrace.analyzer.check;

/** How strongly the specification asks for something. */
public enum Level {
    /** Breaking it is a violation. */
    MUST,
    /** Not doing it is worth a warning. */
    SHOULD,
    /** Lawful, and trouble all the same: worth a warning. */
    ADVICE;

    /**
     * Returns what breaking such a rule is.
     *
     * @return a violation or a warning
     */
    public Verdict verdict() {
        return this == MUST ? Verdict.VIOLATION : Verdict.WARNING;
    }
}
