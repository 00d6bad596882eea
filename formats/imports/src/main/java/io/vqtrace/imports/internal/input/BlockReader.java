package io.vqtrace.imports.internal.input;

import io.vqtrace.imports.ImportException;
import io.vqtrace.imports.ImportException.Reason;
import java.util.Arrays;

/**
 * Cuts an input into blocks of whole lines.
 *
 * <p>Of a line that is longer than a block the first part is handed out as the whole line. Not thread-safe; blocks may be
 * used by other threads than the reader's.
 */
public final class BlockReader {
    private final LogInput input;
    private final boolean keepGoing;
    private byte[] rest = new byte[256];
    private int restLength;
    private boolean skipLine;
    private boolean ended;
    private ImportException cut;

    /**
     * Makes a reader.
     *
     * @param input where the text comes from
     * @param keepGoing whether what was read of an input that is cut is used
     */
    public BlockReader(LogInput input, boolean keepGoing) {
        this.input = input;
        this.keepGoing = keepGoing;
    }

    /**
     * Fills a block.
     *
     * @param block where to
     * @return false at the end of the input; the block is empty then
     * @throws ImportException if the input cannot be read, or is cut and must not be
     */
    public boolean next(TextBlock block) throws ImportException {
        byte[] bytes = block.bytes();
        int capacity = block.capacity();
        if (restLength > capacity) {
            throw new IllegalArgumentException("blocks of one input must have one size");
        }
        System.arraycopy(rest, 0, bytes, 0, restLength);
        int length = restLength;
        restLength = 0;
        int searched = 0;
        int lineEnd = -1;
        block.unterminated = false;
        while (length < capacity && !ended) {
            int count = read(bytes, length, capacity - length);
            if (count < 0) {
                ended = true;
            } else {
                length += count;
                if (skipLine) {
                    length = dropLine(bytes, length);
                }
                // A slow stream (a pipe) is handed on as it comes, so that the parser need not wait for a full block.
                if (length >= capacity / 2) {
                    lineEnd = lastLineEnd(bytes, searched, length);
                    if (lineEnd >= 0) {
                        break;
                    }
                    searched = length;
                }
            }
        }
        if (ended) {
            return last(block, length);
        }
        if (lineEnd < 0) {
            lineEnd = lastLineEnd(bytes, searched, length);
        }
        if (lineEnd < 0) {
            bytes[length] = '\n';
            block.length = length + 1;
            skipLine = true;
            return true;
        }
        block.length = lineEnd + 1;
        keep(bytes, lineEnd + 1, length);
        return true;
    }

    private int read(byte[] bytes, int offset, int length) throws ImportException {
        try {
            return input.read(bytes, offset, length);
        } catch (ImportException e) {
            if (!keepGoing || e.reason() != Reason.CUT) {
                throw e;
            }
            cut = e;
            return -1;
        }
    }

    /** Drops the rest of a line that was too long for a block. */
    private int dropLine(byte[] bytes, int length) {
        for (int at = 0; at < length; at++) {
            if (bytes[at] == '\n') {
                skipLine = false;
                System.arraycopy(bytes, at + 1, bytes, 0, length - at - 1);
                return length - at - 1;
            }
        }
        return 0;
    }

    private static int lastLineEnd(byte[] bytes, int from, int to) {
        for (int at = to - 1; at >= from; at--) {
            if (bytes[at] == '\n') {
                return at;
            }
        }
        return -1;
    }

    private void keep(byte[] bytes, int from, int to) {
        restLength = to - from;
        if (rest.length < restLength) {
            rest = new byte[Math.max(restLength, rest.length * 2)];
        }
        System.arraycopy(bytes, from, rest, 0, restLength);
    }

    private static boolean last(TextBlock block, int length) {
        block.length = length;
        if (length > 0 && block.bytes()[length - 1] != '\n') {
            block.bytes()[length] = '\n';
            block.length = length + 1;
            block.unterminated = true;
        }
        Arrays.fill(block.bytes(), block.length, block.length + 8, (byte) 0);
        return block.length > 0;
    }

    /**
     * Returns why the input ended too early.
     *
     * @return the problem, or null if the input was whole or has not ended
     */
    public ImportException cut() {
        return cut;
    }

    /**
     * Returns the input.
     *
     * @return what the reader was made with
     */
    public LogInput input() {
        return input;
    }
}
