package io.vqtrace.trace;

/**
 * One event, as a reusable holder of the row's columns on its way into an {@link EventChunk}.
 *
 * <p>Fields are the columns of {@link EventColumn}; unsigned columns are held in the low bits of an {@code int}. A value
 * counts only if its bit of {@link Observed} is set in {@link #flags}. Not thread-safe.
 */
public final class EventRow {
    /** {@link EventColumn#TS}. */
    public long ts;
    /** {@link EventColumn#SINCE_NS}. */
    public long sinceNs;
    /** {@link EventColumn#VALUE}. */
    public long value;
    /** {@link EventColumn#WAIT_NS}. */
    public int waitNs;
    /** {@link EventColumn#OUT_BYTES}. */
    public int outBytes;
    /** {@link EventColumn#IN_BYTES}. */
    public int inBytes;
    /** {@link EventColumn#USED_BYTES}. */
    public int usedBytes;
    /** {@link EventColumn#COUNT}. */
    public int count;
    /** {@link EventColumn#DEVICE}. */
    public int device;
    /** {@link EventColumn#QUEUE}. */
    public int queue;
    /** {@link EventColumn#THREAD}. */
    public int thread;
    /** {@link EventColumn#HEAD}. */
    public int head;
    /** {@link EventColumn#RING_IDX}. */
    public int ringIdx;
    /** {@link EventColumn#IN_FLIGHT}. */
    public int inFlight;
    /** {@link EventColumn#OUTSTANDING}. */
    public int outstanding;
    /** {@link EventColumn#FLAGS}. */
    public int flags;
    /** {@link EventColumn#KIND}. */
    public byte kind;
    /** {@link EventColumn#OP}. */
    public byte op;
    /** {@link EventColumn#STATUS}. */
    public byte status;

    /** Sets every column to 0, so that nothing is observed. */
    public void clear() {
        ts = 0;
        sinceNs = 0;
        value = 0;
        waitNs = 0;
        outBytes = 0;
        inBytes = 0;
        usedBytes = 0;
        count = 0;
        device = 0;
        queue = 0;
        thread = 0;
        head = 0;
        ringIdx = 0;
        inFlight = 0;
        outstanding = 0;
        flags = 0;
        kind = 0;
        op = 0;
        status = 0;
    }
}
