package io.vqtrace.analyzer.sweep;

/**
 * What the sweep must know of a queue beside its requests.
 *
 * @param size ring size in descriptors, null if unknown
 * @param indirect whether INDIRECT_DESC was accepted, null if unknown
 * @param supply whether the driver parks buffers here for the device
 */
public record QueueFacts(Integer size, Boolean indirect, boolean supply) {
    /** A queue of which nothing is known. */
    public static final QueueFacts UNKNOWN = new QueueFacts(null, null, false);
}
