package io.vqtrace.analyzer.inventory;

/** What to do with a device. */
public enum Verdict {
    /** Emulated, and a virtio device would do the same. */
    MOVE_TO_VIRTIO("move to virtio"),
    /** Emulated, and there is no virtio device in its place. */
    NO_COUNTERPART("no virtio counterpart"),
    /** Virtio takes a share of the time and nothing that can be set would lower it. */
    PASSTHROUGH_CANDIDATE("passthrough candidate"),
    /** Virtio or its backend is saturated or slow in a way that settings cure. */
    TUNE_FIRST("tune first"),
    /** Passing the device through would save little or nothing. */
    KEEP_VIRTIO("keep virtio"),
    /** The capture does not tell. */
    UNKNOWN("unknown"),
    /** It is passed through already. */
    PASSED_THROUGH("passed through");

    private final String label;

    Verdict(String label) {
        this.label = label;
    }

    /**
     * Returns the name for tables and JSON.
     *
     * @return a few words in lower case
     */
    public String label() {
        return label;
    }
}
