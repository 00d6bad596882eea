package io.vqtrace.imports.internal.input;

import io.vqtrace.imports.internal.scan.Bytes;

/** A buffer of whole lines. Reused. */
public final class TextBlock {
    private final byte[] bytes;
    int length;
    boolean unterminated;

    /**
     * Allocates a block.
     *
     * @param capacity bytes of text that fit
     */
    public TextBlock(int capacity) {
        // One more for the line feed that an input's last line may lack.
        bytes = new byte[capacity + 1 + Bytes.PADDING];
    }

    /**
     * Returns the text.
     *
     * @return lines, each ended by a line feed
     */
    public byte[] bytes() {
        return bytes;
    }

    /**
     * Returns the length of the text.
     *
     * @return number of bytes
     */
    public int length() {
        return length;
    }

    /**
     * Tells whether the last line had no line feed in the input.
     *
     * @return true only for the last block
     */
    public boolean unterminated() {
        return unterminated;
    }

    int capacity() {
        return bytes.length - 1 - Bytes.PADDING;
    }
}
