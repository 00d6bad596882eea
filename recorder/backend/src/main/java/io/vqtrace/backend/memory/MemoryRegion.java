package io.vqtrace.backend.memory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of the guest's memory that the front end shared in one piece.
 *
 * <p>A buffer ends below 2 GiB, so a region is held as pieces: piece {@code i} starts {@code i} × {@link #PIECE_BYTES} into
 * the region and goes {@link #OVERLAP_BYTES} into the next one. What is not longer than the overlap, a ring's area among it,
 * thus always lies in one piece.
 *
 * @param guestAddress guest address of the first byte, from 0
 * @param userAddress address of the first byte in the front end's process: ring addresses are told by it
 * @param size bytes, from 1
 * @param pieces the region's bytes, each piece {@link #pieceSize} long; little-endian views of the direct buffers given
 */
public record MemoryRegion(long guestAddress, long userAddress, long size, List<ByteBuffer> pieces) {
    /** Distance between the starts of two pieces. */
    public static final long PIECE_BYTES = 1L << 30;

    /** How far a piece goes into the next one. */
    public static final long OVERLAP_BYTES = 1L << 20;

    /**
     * Checks that the pieces make up the region.
     *
     * @throws IllegalArgumentException if size or address are out of range or the pieces are not those of the size
     */
    public MemoryRegion {
        if (size <= 0 || guestAddress < 0 || guestAddress > Long.MAX_VALUE - size) {
            throw new IllegalArgumentException(
                    "no region of " + size + " bytes can be at 0x" + Long.toHexString(guestAddress));
        }
        if (pieces.size() != pieceCount(size)) {
            throw new IllegalArgumentException(pieces.size() + " pieces for " + size + " bytes");
        }
        List<ByteBuffer> views = new ArrayList<>(pieces.size());
        for (int i = 0; i < pieces.size(); i++) {
            ByteBuffer piece = pieces.get(i);
            if (!piece.isDirect() || piece.capacity() != pieceSize(size, i)) {
                throw new IllegalArgumentException("piece " + i + " of " + size + " bytes is " + piece);
            }
            views.add(piece.duplicate().clear().order(ByteOrder.LITTLE_ENDIAN));
        }
        pieces = List.copyOf(views);
    }

    /**
     * Makes a region of one buffer.
     *
     * @param guestAddress as for the constructor
     * @param userAddress as for the constructor
     * @param bytes a direct buffer, all of it
     * @return the region
     */
    public static MemoryRegion of(long guestAddress, long userAddress, ByteBuffer bytes) {
        List<ByteBuffer> pieces = new ArrayList<>();
        for (int i = 0; i < pieceCount(bytes.capacity()); i++) {
            pieces.add(bytes.slice((int) (i * PIECE_BYTES), pieceSize(bytes.capacity(), i)));
        }
        return new MemoryRegion(guestAddress, userAddress, bytes.capacity(), pieces);
    }

    /**
     * Returns the number of pieces of a region.
     *
     * @param size bytes of the region, from 1
     * @return from 1
     */
    public static int pieceCount(long size) {
        return Math.toIntExact((size - 1) / PIECE_BYTES + 1);
    }

    /**
     * Returns the length of a piece.
     *
     * @param size bytes of the region, from 1
     * @param index the piece, from 0
     * @return bytes
     */
    public static int pieceSize(long size, int index) {
        return (int) Math.min(size - index * PIECE_BYTES, PIECE_BYTES + OVERLAP_BYTES);
    }
}
