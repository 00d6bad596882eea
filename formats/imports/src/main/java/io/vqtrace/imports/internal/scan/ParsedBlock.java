package io.vqtrace.imports.internal.scan;

import java.util.Arrays;

/** What the parser made of one block of lines: records of the decoded lines, in line order, and counts. Reused. */
public final class ParsedBlock {
    private static final int INITIAL_LONGS = 1 << 16;

    private long[] records = new long[INITIAL_LONGS];
    private int used;
    private int lastFill = -1;

    int lines;
    int events;
    int foreignLines;
    int unparsedLines;
    int timedEvents;
    int stepsBack;
    long firstTime;
    long lastTime;
    long maxTime;

    /** Empties the block. */
    void clear() {
        used = 0;
        lastFill = -1;
        lines = 0;
        events = 0;
        foreignLines = 0;
        unparsedLines = 0;
        timedEvents = 0;
        stepsBack = 0;
        firstTime = 0;
        lastTime = 0;
        maxTime = Long.MIN_VALUE;
    }

    /**
     * Returns the records.
     *
     * @return an array of which the first {@link #used()} longs count
     */
    public long[] records() {
        return records;
    }

    /**
     * Returns the length of the records.
     *
     * @return a number of longs
     */
    public int used() {
        return used;
    }

    /** Starts a record and returns where its arguments go. */
    int start(int kind, int flags, long thread, long time) {
        int at = used;
        if (records.length - at < Record.HEAD + 4) {
            records = Arrays.copyOf(records, records.length * 2);
        }
        records[at] = Record.header(kind, flags, lines);
        records[at + 1] = thread;
        records[at + 2] = time;
        used = at + Record.HEAD + Record.arguments(kind);
        lastFill = kind == Record.FILL ? at : -1;
        return at + Record.HEAD;
    }

    /** Appends a record. */
    void add(int kind, int flags, long thread, long time, long[] values) {
        int at = start(kind, flags, thread, time);
        long[] to = records;
        int count = Record.arguments(kind);
        for (int i = 0; i < count; i++) {
            to[at + i] = values[i];
        }
    }

    /** Appends a flush, or marks the fill that it directly follows. */
    void flush(int flags, long thread, long time, long queue) {
        int fill = lastFill;
        if (fill >= 0 && records[fill + Record.HEAD] == queue && records[fill + 1] == thread) {
            records[fill] |= Record.FLUSHED << 8;
        } else {
            records[start(Record.FLUSH, flags, thread, time)] = queue;
        }
    }

    /** Takes note of the time of an event. */
    void time(long time) {
        if (timedEvents++ == 0) {
            firstTime = time;
        } else if (time < lastTime) {
            stepsBack++;
        }
        lastTime = time;
        if (time > maxTime) {
            maxTime = time;
        }
    }

    /**
     * Tells {@code lines}: lines of any sort.
     *
     * @return a count
     */
    public int lines() {
        return lines;
    }

    /**
     * Tells {@code events}: trace events of any name.
     *
     * @return a count
     */
    public int events() {
        return events;
    }

    /**
     * Tells {@code foreignLines}: lines that are no trace events.
     *
     * @return a count
     */
    public int foreignLines() {
        return foreignLines;
    }

    /**
     * Tells {@code unparsedLines}: lines that start like a trace event and cannot be understood.
     *
     * @return a count
     */
    public int unparsedLines() {
        return unparsedLines;
    }

    /**
     * Tells {@code timedEvents}: trace events with a time.
     *
     * @return a count
     */
    public int timedEvents() {
        return timedEvents;
    }

    /**
     * Tells {@code stepsBack}: how often an event's time was below the time of the event before it in the block.
     *
     * @return a count
     */
    public int stepsBack() {
        return stepsBack;
    }

    /**
     * Tells {@code firstTime}: time of the first timed event.
     *
     * @return nanoseconds since the Unix epoch; meaningless without timed events
     */
    public long firstTime() {
        return firstTime;
    }

    /**
     * Tells {@code lastTime}: time of the last timed event.
     *
     * @return nanoseconds since the Unix epoch; meaningless without timed events
     */
    public long lastTime() {
        return lastTime;
    }

    /**
     * Tells {@code maxTime}: largest time.
     *
     * @return nanoseconds since the Unix epoch; meaningless without timed events
     */
    public long maxTime() {
        return maxTime;
    }
}
