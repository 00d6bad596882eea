package io.vqtrace.analyzer.render;

/** How a finding stands out, worst first. */
public enum Severity {
    /** Requests suffer now. */
    CRITICAL("1;31"),
    /** A limit is reached or close. */
    WARNING("1;33"),
    /** Worth knowing. */
    NOTICE("1;36"),
    /** Nothing to do. */
    FINE("32");

    private final String colour;

    Severity(String colour) {
        this.colour = colour;
    }

    /** Parameters of the ANSI "select graphic rendition" sequence. */
    String colour() {
        return colour;
    }
}
