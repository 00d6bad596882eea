package io.vqtrace.imports.internal.pipeline;

import io.vqtrace.imports.internal.input.BlockReader;
import io.vqtrace.imports.internal.scan.ParsedBlock;
import io.vqtrace.imports.internal.scan.Record;

/**
 * One input on its way through the pipeline. Blocks are read one after the other, parsed in any order, and merged in
 * their order. Fields are guarded by the pipeline's monitor, but for those of the merge.
 */
final class Lane {
    final BlockReader reader;
    private final ParsedBlock[] parsed;
    private final int limit;
    private long read;
    private long merged;
    private boolean reading;
    private boolean ended;

    // Only the merging thread uses what follows.
    private ParsedBlock current;
    private int position;
    private long runningMax = Long.MIN_VALUE;
    private boolean anyTime;
    private long lastTime;

    Lane(BlockReader reader, int blocksAhead) {
        this.reader = reader;
        parsed = new ParsedBlock[blocksAhead];
        limit = blocksAhead;
    }

    /** Tells whether a worker may read the next block now. */
    boolean canRead() {
        return !ended && !reading && ahead() < limit;
    }

    /** Returns the number of blocks that are being read or parsed or wait for the merge. */
    long ahead() {
        return read - merged;
    }

    boolean ended() {
        return ended;
    }

    /** Takes the right to read the next block and returns its number. */
    long startReading() {
        reading = true;
        return read++;
    }

    void finishReading(boolean end) {
        reading = false;
        if (end) {
            read--;
            ended = true;
        }
    }

    void deliver(long number, ParsedBlock block) {
        parsed[(int) (number % limit)] = block;
    }

    /** Makes the next block the current one; tells whether there is a current block. */
    boolean advance() {
        if (current == null) {
            int slot = (int) (merged % limit);
            current = parsed[slot];
            parsed[slot] = null;
            position = 0;
            if (current != null) {
                updateKey();
            }
        }
        return current != null;
    }

    /** Tells whether nothing more comes. */
    boolean exhausted() {
        return current == null && ended && read == merged;
    }

    ParsedBlock current() {
        return current;
    }

    /** Tells whether the time falls at the start of the current block, and takes note of its end. */
    boolean takeTimes() {
        if (current.timedEvents() == 0) {
            return false;
        }
        boolean falls = anyTime && current.firstTime() < lastTime;
        anyTime = true;
        lastTime = current.lastTime();
        return falls;
    }

    int position() {
        return position;
    }

    /** Returns the largest time up to and including the next record; the order in which lanes are merged. */
    long key() {
        return runningMax;
    }

    boolean hasRecord() {
        return position < current.used();
    }

    /** Returns the end of the records that may be consumed before another lane with the key {@code bound}. */
    int runEnd(long bound, boolean boundIncluded) {
        long[] records = current.records();
        int at = position;
        int used = current.used();
        long max = runningMax;
        while (at < used) {
            long header = records[at];
            if ((Record.flags(header) & Record.TIMED) != 0 && records[at + 2] > max) {
                max = records[at + 2];
            }
            if (max > bound || max == bound && !boundIncluded) {
                break;
            }
            at += Record.HEAD + Record.arguments(Record.kind(header));
        }
        runningMax = max;
        return at;
    }

    void consumedTo(int to) {
        position = to;
        if (hasRecord()) {
            updateKey();
        }
    }

    private void updateKey() {
        if (hasRecord()) {
            long header = current.records()[position];
            if ((Record.flags(header) & Record.TIMED) != 0) {
                runningMax = Math.max(runningMax, current.records()[position + 2]);
            }
        }
    }

    /** Gives the current block back. */
    ParsedBlock release() {
        ParsedBlock block = current;
        if (block.timedEvents() > 0) {
            runningMax = Math.max(runningMax, block.maxTime());
        }
        current = null;
        merged++;
        return block;
    }
}
