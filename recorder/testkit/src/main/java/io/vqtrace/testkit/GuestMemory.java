package io.vqtrace.testkit;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The memory that driver and device share: little-endian, in one direct buffer, addressed by guest-physical addresses.
 *
 * <p>Every access is checked. The acquire and release forms order an access against the ones after and before it, so that
 * driver and device may run on different threads; a naturally aligned access is never torn. No access allocates.
 */
public final class GuestMemory {
    /** Guest address of the first byte; not 0, so that a forgotten address does not pass for a real one. */
    public static final long BASE = 0x4000_0000L;

    private static final int PAGE = 4096;

    private final ByteBuffer bytes;
    private int allocated;

    /**
     * Makes a memory filled with zeros.
     *
     * @param size bytes, from 1
     */
    public GuestMemory(int size) {
        this(ByteBuffer.allocateDirect(size + PAGE).alignedSlice(PAGE));
    }

    /**
     * Makes a memory of bytes that are shared with another process.
     *
     * @param bytes a direct buffer, all of it, that begins at a page
     */
    public GuestMemory(ByteBuffer bytes) {
        this.bytes = bytes.duplicate().clear().order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Returns the size.
     *
     * @return bytes
     */
    public int size() {
        return bytes.capacity();
    }

    /**
     * Returns the bytes themselves, for a device that maps guest memory on its own.
     *
     * @return all of the memory from {@link #BASE} on, little-endian; a view with its own position
     */
    public ByteBuffer bytes() {
        return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Sets a part of the memory aside, for good.
     *
     * @param length bytes
     * @param alignment a power of two up to 4096
     * @return its guest address
     * @throws IllegalStateException if the memory is used up
     */
    public long allocate(int length, int alignment) {
        int start = Math.addExact(allocated, alignment - 1) & -alignment;
        if (length < 0 || length > size() - start) {
            throw new IllegalStateException(
                    "guest memory of " + size() + " bytes is used up: " + length + " more wanted");
        }
        allocated = start + length;
        return BASE + start;
    }

    /**
     * Fills a range with zeros.
     *
     * @param address guest address
     * @param length bytes
     */
    public void clear(long address, int length) {
        int start = offset(address, length);
        for (int i = 0; i < length; i++) {
            bytes.put(start + i, (byte) 0);
        }
    }

    /**
     * Tells whether a range lies inside the memory.
     *
     * @param address guest address
     * @param length bytes, from 0
     * @return true if every byte exists
     */
    public boolean contains(long address, long length) {
        long offset = address - BASE;
        return offset >= 0 && length >= 0 && offset <= size() && length <= size() - offset;
    }

    /**
     * Reads a byte.
     *
     * @param address guest address
     * @return 0 to 255
     */
    public int getByte(long address) {
        return bytes.get(offset(address, 1)) & 0xff;
    }

    /**
     * Writes a byte.
     *
     * @param address guest address
     * @param value its low 8 bits
     */
    public void putByte(long address, int value) {
        bytes.put(offset(address, 1), (byte) value);
    }

    /**
     * Reads a le16.
     *
     * @param address guest address
     * @return 0 to 65535
     */
    public int getShort(long address) {
        return bytes.getShort(offset(address, Short.BYTES)) & 0xffff;
    }

    /**
     * Writes a le16.
     *
     * @param address guest address
     * @param value its low 16 bits
     */
    public void putShort(long address, int value) {
        bytes.putShort(offset(address, Short.BYTES), (short) value);
    }

    /**
     * Reads a le16; nothing after it is read earlier.
     *
     * @param address guest address, even
     * @return 0 to 65535
     */
    public int getShortAcquire(long address) {
        int value = getShort(address);
        VarHandle.acquireFence();
        return value;
    }

    /**
     * Writes a le16; nothing before it becomes visible later.
     *
     * @param address guest address, even
     * @param value its low 16 bits
     */
    public void putShortRelease(long address, int value) {
        VarHandle.releaseFence();
        putShort(address, value);
    }

    /**
     * Reads a le32.
     *
     * @param address guest address
     * @return the 32 bits
     */
    public int getInt(long address) {
        return bytes.getInt(offset(address, Integer.BYTES));
    }

    /**
     * Writes a le32.
     *
     * @param address guest address
     * @param value the 32 bits
     */
    public void putInt(long address, int value) {
        bytes.putInt(offset(address, Integer.BYTES), value);
    }

    /**
     * Reads a le64.
     *
     * @param address guest address
     * @return the 64 bits
     */
    public long getLong(long address) {
        return bytes.getLong(offset(address, Long.BYTES));
    }

    /**
     * Writes a le64.
     *
     * @param address guest address
     * @param value the 64 bits
     */
    public void putLong(long address, long value) {
        bytes.putLong(offset(address, Long.BYTES), value);
    }

    /**
     * Copies from a buffer into the memory; the buffer's position stays.
     *
     * @param from the buffer
     * @param index its first byte
     * @param address guest address
     * @param length bytes
     */
    public void write(ByteBuffer from, int index, long address, int length) {
        bytes.put(offset(address, length), from, index, length);
    }

    /**
     * Copies from the memory into a buffer; the buffer's position stays.
     *
     * @param address guest address
     * @param into the buffer
     * @param index where in the buffer
     * @param length bytes
     */
    public void read(long address, ByteBuffer into, int index, int length) {
        into.put(index, bytes, offset(address, length), length);
    }

    private int offset(long address, int length) {
        if (!contains(address, length)) {
            throw new IndexOutOfBoundsException("no guest memory at 0x" + Long.toHexString(address) + ", " + length);
        }
        return (int) (address - BASE);
    }
}
