package io.vqtrace.analyzer.simulate;

/** How far the answer of a simulation holds, best first. */
public enum Confidence {
    /** The simulation has what it needs; the validation table tells how close it comes. */
    PREDICTED("predicted"),
    /** It had to assume something that the capture cannot show. */
    LIMITED("limited"),
    /** What was recorded depends on the setting in a way that cannot be replayed. */
    UNRELIABLE("unreliable");

    private final String label;

    Confidence(String label) {
        this.label = label;
    }

    /**
     * Returns the name for tables and JSON.
     *
     * @return one word in lower case
     */
    public String label() {
        return label;
    }
}
