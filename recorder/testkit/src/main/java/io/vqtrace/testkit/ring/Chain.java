package io.vqtrace.testkit.ring;

import io.vqtrace.trace.FaultReason;
import java.util.Arrays;

/** A request as the device takes it from a ring: its buffers, or why it cannot be served. Reusable. */
public final class Chain {
    private long[] addresses = new long[8];
    private int[] lengths = new int[8];
    private int head;
    private int descriptors;
    private int count;
    private int readable;
    private long outBytes;
    private long inBytes;
    private FaultReason fault;
    private long place;
    private long fingerprint;

    /**
     * Returns the descriptor index of the head (split) or the buffer id (packed).
     *
     * @return 0 to 65535
     */
    public int head() {
        return head;
    }

    /**
     * Returns how many entries of the ring the request occupies.
     *
     * @return 1 for an indirect one
     */
    public int descriptors() {
        return descriptors;
    }

    /**
     * Returns the number of buffers.
     *
     * @return from 0
     */
    public int count() {
        return count;
    }

    /**
     * Returns how many of the buffers, the first ones, are device-readable.
     *
     * @return from 0
     */
    public int readable() {
        return readable;
    }

    /**
     * Returns a buffer's address.
     *
     * @param index 0 to {@link #count()} - 1
     * @return guest address, inside the memory
     */
    public long address(int index) {
        return addresses[index];
    }

    /**
     * Returns a buffer's length.
     *
     * @param index 0 to {@link #count()} - 1
     * @return bytes
     */
    public int length(int index) {
        return lengths[index];
    }

    /**
     * Returns the bytes of the device-readable buffers.
     *
     * @return bytes
     */
    public long outBytes() {
        return outBytes;
    }

    /**
     * Returns the bytes of the device-writable buffers.
     *
     * @return bytes
     */
    public long inBytes() {
        return inBytes;
    }

    /**
     * Returns why the device has to refuse the request.
     *
     * @return the reason, or null if it can be served
     */
    public FaultReason fault() {
        return fault;
    }

    void begin(int chainHead, long ringPlace) {
        head = chainHead;
        place = ringPlace;
        descriptors = 0;
        count = 0;
        readable = 0;
        outBytes = 0;
        inBytes = 0;
        fault = null;
    }

    void head(int chainHead) {
        head = chainHead;
    }

    void occupies(int entries) {
        descriptors = entries;
    }

    void refuse(FaultReason reason) {
        if (fault == null) {
            fault = reason;
        }
    }

    void add(long address, int length, boolean writable) {
        if (count == addresses.length) {
            addresses = Arrays.copyOf(addresses, 2 * count);
            lengths = Arrays.copyOf(lengths, 2 * count);
        }
        addresses[count] = address;
        lengths[count++] = length;
        long bytes = length & 0xffff_ffffL;
        if (writable) {
            inBytes += bytes;
        } else {
            if (readable != count - 1) {
                refuse(FaultReason.READABLE_AFTER_WRITABLE);
            }
            readable++;
            outBytes += bytes;
        }
        if (outBytes + inBytes > 1L << 32) {
            refuse(FaultReason.TOTAL_LENGTH);
        }
    }

    long fingerprint() {
        return fingerprint;
    }

    void fingerprint(long value) {
        fingerprint = value;
    }

    /** Counts ring entries from the ring's start, laps included. */
    long place() {
        return place;
    }
}
