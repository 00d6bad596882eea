package io.vqtrace.backend.ring;

import io.vqtrace.trace.FaultReason;
import java.util.Arrays;

/**
 * Chains that a device took from a ring at one look: copies of what the descriptors said, checked, so that nothing the driver
 * changes later matters. Reusable, and it allocates only when it has to grow.
 *
 * <p>Chain {@code i} has buffers {@code first(i)} to {@code first(i) + buffers(i) - 1}, of which the first {@code readable(i)}
 * are device-readable and the rest device-writable. The arrays are the burst's own: read them only.
 */
public final class ChainBurst {
    /** Chains that the data path takes at a time. */
    public static final int DEFAULT_CAPACITY = 32;

    private final int[] heads;
    private final int[] descriptors;
    private final int[] outBytes;
    private final int[] inBytes;
    private final int[] first;
    private final int[] readable;
    /** Codes of {@link FaultReason}, 0 for none. */
    private final byte[] faults;

    private long[] addresses;
    private int[] lengths;
    private int count;
    private int buffers;
    private int faulty;
    private long totalBytes;

    /**
     * Makes a burst without a chain.
     *
     * @param capacity chains at most, from 1
     */
    public ChainBurst(int capacity) {
        heads = new int[capacity];
        descriptors = new int[capacity];
        outBytes = new int[capacity];
        inBytes = new int[capacity];
        first = new int[capacity + 1];
        readable = new int[capacity];
        faults = new byte[capacity];
        addresses = new long[4 * capacity];
        lengths = new int[4 * capacity];
    }

    /**
     * Returns how many chains it can hold.
     *
     * @return from 1
     */
    public int capacity() {
        return heads.length;
    }

    /**
     * Returns how many chains it holds.
     *
     * @return 0 to {@link #capacity()}
     */
    public int count() {
        return count;
    }

    /**
     * Returns the chains' heads: descriptor indices (split) or buffer ids (packed).
     *
     * @return the first {@link #count()} elements count
     */
    public int[] heads() {
        return heads;
    }

    /**
     * Returns how many ring entries each chain occupies.
     *
     * @return the first {@link #count()} elements count
     */
    public int[] descriptors() {
        return descriptors;
    }

    /**
     * Returns the bytes of each chain's device-readable buffers.
     *
     * @return unsigned; the first {@link #count()} elements count
     */
    public int[] outBytes() {
        return outBytes;
    }

    /**
     * Returns the bytes of each chain's device-writable buffers.
     *
     * @return unsigned; the first {@link #count()} elements count
     */
    public int[] inBytes() {
        return inBytes;
    }

    /**
     * Returns a chain's head.
     *
     * @param chain 0 to {@link #count()} - 1
     * @return 0 to 65535
     */
    public int head(int chain) {
        return heads[chain];
    }

    /**
     * Returns where a chain's buffers start.
     *
     * @param chain 0 to {@link #count()} - 1
     * @return index for {@link #address} and {@link #length}
     */
    public int first(int chain) {
        return first[chain];
    }

    /**
     * Returns the number of a chain's buffers.
     *
     * @param chain 0 to {@link #count()} - 1
     * @return from 1
     */
    public int buffers(int chain) {
        return first[chain + 1] - first[chain];
    }

    /**
     * Returns how many of a chain's buffers, the first ones, are device-readable.
     *
     * @param chain 0 to {@link #count()} - 1
     * @return from 0
     */
    public int readable(int chain) {
        return readable[chain];
    }

    /**
     * Returns a buffer's guest address.
     *
     * @param buffer counted through all chains
     * @return an address of which {@link #length} bytes lie inside the memory
     */
    public long address(int buffer) {
        return addresses[buffer];
    }

    /**
     * Returns a buffer's length.
     *
     * @param buffer counted through all chains
     * @return bytes, unsigned
     */
    public int length(int buffer) {
        return lengths[buffer];
    }

    /** Removes all chains. */
    public void clear() {
        count = 0;
        buffers = 0;
        faulty = 0;
    }

    /**
     * Keeps the first chains only.
     *
     * @param chains how many, up to {@link #count()}
     */
    public void truncate(int chains) {
        count = chains;
        buffers = first[chains];
    }

    /**
     * Returns how many of the chains must be refused.
     *
     * @return from 0
     */
    public int faulty() {
        return faulty;
    }

    /**
     * Returns why a chain must be refused.
     *
     * @param chain 0 to {@link #count()} - 1
     * @return the reason, or null
     */
    public FaultReason fault(int chain) {
        return FaultReason.ofCode(faults[chain]);
    }

    boolean full() {
        return count == heads.length;
    }

    void begin(int head) {
        heads[count] = head;
        readable[count] = 0;
        outBytes[count] = 0;
        inBytes[count] = 0;
        faults[count] = 0;
        first[count] = buffers;
        totalBytes = 0;
    }

    /** Sets the head of the chain that was begun. */
    void headed(int head) {
        heads[count] = head;
    }

    /** Forgets the chain that was begun. */
    void abandon() {
        if (refused()) {
            faulty--;
        }
        buffers = first[count];
    }

    void end(int entries) {
        descriptors[count] = entries;
        first[++count] = buffers;
    }

    /** Takes a chain of one buffer: the usual case of a network queue. */
    void single(int head, long address, int length, boolean writable) {
        int chain = count;
        int buffer = buffers;
        if (buffer == addresses.length) {
            grow();
        }
        heads[chain] = head;
        descriptors[chain] = 1;
        addresses[buffer] = address;
        lengths[buffer] = length;
        faults[chain] = 0;
        first[chain] = buffer;
        readable[chain] = writable ? 0 : 1;
        outBytes[chain] = writable ? 0 : length;
        inBytes[chain] = writable ? length : 0;
        buffers = buffer + 1;
        count = chain + 1;
        first[chain + 1] = buffer + 1;
    }

    /** Adds a buffer to the chain that was begun. */
    void add(long address, int length, boolean writable) {
        if (buffers == addresses.length) {
            grow();
        }
        addresses[buffers] = address;
        lengths[buffers] = length;
        buffers++;
        int chain = count;
        totalBytes += Integer.toUnsignedLong(length);
        if (writable) {
            inBytes[chain] += length;
        } else if (buffers - first[chain] - 1 != readable[chain]) {
            refuse(FaultReason.READABLE_AFTER_WRITABLE);
        } else {
            readable[chain]++;
            outBytes[chain] += length;
        }
        // Lengths are kept in 32 bits: exactly 2^32 bytes, which section 2.7.5.2 still allows, are refused as well.
        if (totalBytes > 0xffff_ffffL) {
            refuse(FaultReason.TOTAL_LENGTH);
        }
    }

    /** Gives up the last chain, which has to be refused: it stays in the ring. */
    void leaveRefused() {
        faulty--;
        truncate(count - 1);
    }

    /** Notes why the chain that was begun cannot be served; the first reason stays. */
    void refuse(FaultReason reason) {
        if (faults[count] == 0) {
            faults[count] = (byte) reason.code();
            faulty++;
        }
    }

    /** Tells whether the chain that was begun is refused. */
    boolean refused() {
        return faults[count] != 0;
    }

    /** Removes the chains that must be refused, so that what is left can be served. */
    public void removeFaulty() {
        int kept = 0;
        int next = 0;
        for (int i = 0; i < count; i++) {
            if (faults[i] != 0) {
                continue;
            }
            int from = first[i];
            int length = first[i + 1] - from;
            heads[kept] = heads[i];
            descriptors[kept] = descriptors[i];
            outBytes[kept] = outBytes[i];
            inBytes[kept] = inBytes[i];
            readable[kept] = readable[i];
            System.arraycopy(addresses, from, addresses, next, length);
            System.arraycopy(lengths, from, lengths, next, length);
            faults[kept] = 0;
            first[kept++] = next;
            next += length;
        }
        first[kept] = next;
        count = kept;
        buffers = next;
        faulty = 0;
    }

    private void grow() {
        addresses = Arrays.copyOf(addresses, 2 * buffers);
        lengths = Arrays.copyOf(lengths, 2 * buffers);
    }
}
