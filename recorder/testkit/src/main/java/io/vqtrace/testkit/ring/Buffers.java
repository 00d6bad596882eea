package io.vqtrace.testkit.ring;

import java.util.Arrays;

/**
 * The buffers of one request as the driver hands them over: device-readable ones first, then device-writable ones (virtio
 * 1.4 section 2.7.4.2). Reusable.
 */
public final class Buffers {
    private long[] addresses = new long[8];
    private int[] lengths = new int[8];
    private int count;
    private int readable;

    /**
     * Removes all buffers.
     *
     * @return this
     */
    public Buffers clear() {
        count = 0;
        readable = 0;
        return this;
    }

    /**
     * Adds a buffer that the device reads.
     *
     * @param address guest address
     * @param length bytes
     * @return this
     * @throws IllegalStateException if a device-writable one was added before
     */
    public Buffers readable(long address, int length) {
        if (readable != count) {
            throw new IllegalStateException("device-readable buffers come first");
        }
        add(address, length);
        readable++;
        return this;
    }

    /**
     * Adds a buffer that the device writes.
     *
     * @param address guest address
     * @param length bytes
     * @return this
     */
    public Buffers writable(long address, int length) {
        add(address, length);
        return this;
    }

    /**
     * Returns the number of buffers.
     *
     * @return from 0
     */
    public int count() {
        return count;
    }

    long address(int index) {
        return addresses[index];
    }

    int length(int index) {
        return lengths[index];
    }

    int flags(int index) {
        return (index < readable ? 0 : RingLayout.WRITE) | (index < count - 1 ? RingLayout.NEXT : 0);
    }

    int writableBytes() {
        int sum = 0;
        for (int i = readable; i < count; i++) {
            sum += lengths[i];
        }
        return sum;
    }

    private void add(long address, int length) {
        if (count == addresses.length) {
            addresses = Arrays.copyOf(addresses, 2 * count);
            lengths = Arrays.copyOf(lengths, 2 * count);
        }
        addresses[count] = address;
        lengths[count++] = length;
    }
}
