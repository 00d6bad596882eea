package io.vqtrace.analyzer.sweep;

/**
 * What the sweep must know of a queue beside its requests.
 *
 * @param size ring size in descriptors, null if unknown
 * @param entries how many ring entries a request takes
 * @param supply whether the driver parks buffers here for the device
 */
public record QueueFacts(Integer size, Entries entries, boolean supply) {
    /** A queue of which nothing is known. */
    public static final QueueFacts UNKNOWN = new QueueFacts(null, Entries.ONE_AT_LEAST, false);

    /** How many entries of the ring a request takes. */
    public enum Entries {
        /** One: its descriptors lie in an indirect table. */
        ONE,
        /** As many as its count says: no indirect tables, or a recorder that saw the ring itself. */
        COUNTED,
        /** One or more, unknown: counting one gives a lower bound. */
        ONE_AT_LEAST
    }
}
