package io.vqtrace.backend.memory;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The guest's memory, little-endian, by guest address. Immutable, though the guest changes the bytes at any time: read a
 * value once, then check it.
 *
 * <p>Every access is checked and throws {@link IndexOutOfBoundsException} outside the regions; check what the guest gave
 * with {@link #contains} first. A range may go over from one region to an adjacent one. A naturally aligned access is never
 * torn. Nothing allocates but {@link #slice} and the exceptions. Any thread.
 */
public final class GuestMemory {
    /** Copies up to this length are cheaper word by word than as a call of the platform's copy. */
    private static final int SHORT_COPY = 128;

    private final List<MemoryRegion> regions;
    private final ByteBuffer[] pieces;
    private final long[] starts;

    /** The largest piece, in which nearly all accesses end: found without a search. */
    private final ByteBuffer main;

    private final long mainStart;
    private final long mainSize;

    private GuestMemory(List<MemoryRegion> regions) {
        this.regions = regions;
        List<ByteBuffer> buffers = new ArrayList<>();
        regions.forEach(region -> buffers.addAll(region.pieces()));
        pieces = buffers.toArray(ByteBuffer[]::new);
        starts = new long[pieces.length];
        int index = 0;
        for (MemoryRegion region : regions) {
            for (int i = 0; i < region.pieces().size(); i++) {
                starts[index++] = region.guestAddress() + i * MemoryRegion.PIECE_BYTES;
            }
        }
        int largest = -1;
        for (int i = 0; i < pieces.length; i++) {
            if (largest < 0 || pieces[i].capacity() > pieces[largest].capacity()) {
                largest = i;
            }
        }
        main = largest < 0 ? ByteBuffer.allocateDirect(0).order(ByteOrder.LITTLE_ENDIAN) : pieces[largest];
        mainStart = largest < 0 ? 0 : starts[largest];
        mainSize = main.capacity();
    }

    /**
     * Makes the memory of its regions.
     *
     * @param regions in any order; none is a memory without a byte
     * @return the memory
     * @throws IllegalArgumentException if regions overlap
     */
    public static GuestMemory of(List<MemoryRegion> regions) {
        List<MemoryRegion> sorted = new ArrayList<>(regions);
        sorted.sort(Comparator.comparingLong(MemoryRegion::guestAddress));
        for (int i = 1; i < sorted.size(); i++) {
            MemoryRegion before = sorted.get(i - 1);
            if (sorted.get(i).guestAddress() - before.guestAddress() < before.size()) {
                throw new IllegalArgumentException("memory regions overlap at 0x"
                        + Long.toHexString(sorted.get(i).guestAddress()));
            }
        }
        return new GuestMemory(List.copyOf(sorted));
    }

    /**
     * Returns the regions.
     *
     * @return by ascending guest address
     */
    public List<MemoryRegion> regions() {
        return regions;
    }

    /**
     * Translates an address of the front end's process, as ring addresses are told.
     *
     * @param userAddress the address
     * @param length bytes, from 0
     * @return its guest address, or -1 if the bytes do not lie in one region
     */
    public long toGuest(long userAddress, long length) {
        for (MemoryRegion region : regions) {
            long offset = userAddress - region.userAddress();
            if (length >= 0 && within(offset, length, region.size())) {
                return region.guestAddress() + offset;
            }
        }
        return -1;
    }

    /**
     * Tells whether a range lies inside the memory.
     *
     * @param address guest address, any value
     * @param length bytes, any value
     * @return true if every byte exists; true for none at a region's start or end or inside it
     */
    public boolean contains(long address, long length) {
        if (length < 0) {
            return false;
        }
        return within(address - mainStart, length, mainSize) || containsPiecewise(address, length);
    }

    private boolean containsPiecewise(long address, long length) {
        long from = address;
        long rest = length;
        while (true) {
            int piece = pieceOf(from);
            long offset = piece < 0 ? -1 : from - starts[piece];
            long room = piece < 0 ? -1 : pieces[piece].capacity() - offset;
            if (room < 0 || room == 0 && rest > 0) {
                return false;
            }
            if (rest <= room) {
                return true;
            }
            from += room;
            rest -= room;
        }
    }

    /**
     * Reads a byte.
     *
     * @param address guest address
     * @return 0 to 255
     */
    public int getByte(long address) {
        int piece = locate(address, Byte.BYTES);
        return pieces[piece].get((int) (address - starts[piece])) & 0xff;
    }

    /**
     * Writes a byte.
     *
     * @param address guest address
     * @param value its low 8 bits
     */
    public void putByte(long address, int value) {
        int piece = locate(address, Byte.BYTES);
        pieces[piece].put((int) (address - starts[piece]), (byte) value);
    }

    /**
     * Reads a le16.
     *
     * @param address guest address
     * @return 0 to 65535
     */
    public int getShort(long address) {
        long offset = address - mainStart;
        if (within(offset, Short.BYTES, mainSize)) {
            return main.getShort((int) offset) & 0xffff;
        }
        int piece = pieceHolding(address, Short.BYTES);
        return piece >= 0
                ? pieces[piece].getShort((int) (address - starts[piece])) & 0xffff
                : getByte(address) | getByte(address + 1) << 8;
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
     * Writes a le16.
     *
     * @param address guest address
     * @param value its low 16 bits
     */
    public void putShort(long address, int value) {
        long offset = address - mainStart;
        if (within(offset, Short.BYTES, mainSize)) {
            main.putShort((int) offset, (short) value);
            return;
        }
        int piece = pieceHolding(address, Short.BYTES);
        if (piece >= 0) {
            pieces[piece].putShort((int) (address - starts[piece]), (short) value);
        } else {
            putByte(address + 1, value >>> 8);
            putByte(address, value);
        }
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
        long offset = address - mainStart;
        if (within(offset, Integer.BYTES, mainSize)) {
            return main.getInt((int) offset);
        }
        int piece = pieceHolding(address, Integer.BYTES);
        return piece >= 0
                ? pieces[piece].getInt((int) (address - starts[piece]))
                : getShort(address) | getShort(address + Short.BYTES) << Short.SIZE;
    }

    /**
     * Writes a le32.
     *
     * @param address guest address
     * @param value the 32 bits
     */
    public void putInt(long address, int value) {
        long offset = address - mainStart;
        if (within(offset, Integer.BYTES, mainSize)) {
            main.putInt((int) offset, value);
            return;
        }
        int piece = pieceHolding(address, Integer.BYTES);
        if (piece >= 0) {
            pieces[piece].putInt((int) (address - starts[piece]), value);
        } else {
            putShort(address + Short.BYTES, value >>> Short.SIZE);
            putShort(address, value);
        }
    }

    /**
     * Reads a le64.
     *
     * @param address guest address
     * @return the 64 bits
     */
    public long getLong(long address) {
        long offset = address - mainStart;
        if (within(offset, Long.BYTES, mainSize)) {
            return main.getLong((int) offset);
        }
        int piece = pieceHolding(address, Long.BYTES);
        return piece >= 0
                ? pieces[piece].getLong((int) (address - starts[piece]))
                : Integer.toUnsignedLong(getInt(address)) | (long) getInt(address + Integer.BYTES) << Integer.SIZE;
    }

    /**
     * Writes a le64.
     *
     * @param address guest address
     * @param value the 64 bits
     */
    public void putLong(long address, long value) {
        long offset = address - mainStart;
        if (within(offset, Long.BYTES, mainSize)) {
            main.putLong((int) offset, value);
            return;
        }
        int piece = pieceHolding(address, Long.BYTES);
        if (piece >= 0) {
            pieces[piece].putLong((int) (address - starts[piece]), value);
        } else {
            putInt(address + Integer.BYTES, (int) (value >>> Integer.SIZE));
            putInt(address, (int) value);
        }
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
        int done = 0;
        while (done < length) {
            int piece = locate(address + done, 1);
            int offset = (int) (address + done - starts[piece]);
            int part = Math.min(length - done, pieces[piece].capacity() - offset);
            into.put(index + done, pieces[piece], offset, part);
            done += part;
        }
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
        int done = 0;
        while (done < length) {
            int piece = locate(address + done, 1);
            int offset = (int) (address + done - starts[piece]);
            int part = Math.min(length - done, pieces[piece].capacity() - offset);
            pieces[piece].put(offset, from, index + done, part);
            done += part;
        }
    }

    /**
     * Copies from one memory into another, or within one where the ranges do not overlap.
     *
     * @param from guest address in {@code source}
     * @param source what is read
     * @param to guest address in this memory
     * @param length bytes
     */
    public void copy(long from, GuestMemory source, long to, int length) {
        long fromOffset = from - source.mainStart;
        long toOffset = to - mainStart;
        if (within(fromOffset, length, source.mainSize) && within(toOffset, length, mainSize)) {
            copy(source.main, (int) fromOffset, main, (int) toOffset, length);
        } else {
            copyPiecewise(from, source, to, length);
        }
    }

    private void copyPiecewise(long from, GuestMemory source, long to, int length) {
        int done = 0;
        while (done < length) {
            int piece = source.locate(from + done, 1);
            int offset = (int) (from + done - source.starts[piece]);
            int part = Math.min(length - done, source.pieces[piece].capacity() - offset);
            write(source.pieces[piece], offset, to + done, part);
            done += part;
        }
    }

    private static void copy(ByteBuffer source, int from, ByteBuffer target, int to, int length) {
        if (length > SHORT_COPY) {
            target.put(to, source, from, length);
            return;
        }
        int words = length & -Long.BYTES;
        for (int i = 0; i < words; i += Long.BYTES) {
            target.putLong(to + i, source.getLong(from + i));
        }
        for (int i = words; i < length; i++) {
            target.put(to + i, source.get(from + i));
        }
    }

    /**
     * Returns a part of the memory itself, for input and output without a copy. Allocates.
     *
     * @param address guest address
     * @param length bytes, from 1
     * @return a view, or null if the bytes do not lie in one piece: then take the part up to {@link #contiguous}
     */
    public ByteBuffer slice(long address, int length) {
        int piece = pieceHolding(address, length);
        return piece < 0
                ? null
                : pieces[piece].slice((int) (address - starts[piece]), length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Returns how many bytes from an address on lie in one piece.
     *
     * @param address guest address
     * @return from 0: there is no memory
     */
    public int contiguous(long address) {
        int piece = pieceOf(address);
        return piece < 0 ? 0 : (int) Math.max(0, pieces[piece].capacity() - (address - starts[piece]));
    }

    /** Finds the piece that holds a range which is known to lie in one. */
    private int locate(long address, int length) {
        int piece = pieceHolding(address, length);
        if (piece < 0) {
            throw new IndexOutOfBoundsException("no guest memory at 0x" + Long.toHexString(address) + ", " + length);
        }
        return piece;
    }

    private int pieceHolding(long address, int length) {
        int piece = pieceOf(address);
        return piece >= 0 && within(address - starts[piece], length, pieces[piece].capacity()) ? piece : -1;
    }

    /** Finds the last piece that starts at or below an address; -1 if none does. */
    private int pieceOf(long address) {
        int low = 0;
        int high = starts.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (starts[middle] <= address) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }

    /** One comparison for any offset and any length from 0: neither negative, nor overflowing, nor past the end. */
    private static boolean within(long offset, long length, long size) {
        long end = offset + length;
        return (offset | end | size - end) >= 0;
    }
}
