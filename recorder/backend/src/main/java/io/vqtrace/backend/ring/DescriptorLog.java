package io.vqtrace.backend.ring;

/** Is shown the ring entries of each chain that is taken from a packed ring, as they were read. */
public interface DescriptorLog {
    /**
     * A descriptor of the chain that is being taken.
     *
     * @param address as in the ring
     * @param length as in the ring
     * @param id as in the ring
     * @param flags as in the ring
     * @return false if it cannot be kept: the chain is refused
     */
    boolean descriptor(long address, int length, int id, int flags);

    /**
     * The descriptors since the last call are those of a chain that was taken.
     *
     * @param head its buffer id
     */
    void taken(int head);

    /** The descriptors since the last call are those of a chain that is refused. */
    void abandoned();
}
