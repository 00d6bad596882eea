package io.vqtrace.trace.box;

import io.vqtrace.trace.Observed;
import io.vqtrace.trace.QueueStateRow;
import io.vqtrace.trace.StateColumn;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;

/** Reads a queue's {@link StateEntry} and what its heads tell of completions, while the queue is at work or afterwards. */
public final class QueueStates {
    /** A side changes its words in some nanoseconds, unless its thread is preempted in between. */
    private static final int TRIES = 1000;

    private final ByteBuffer region;
    private final Map<StateColumn, Long> values = new EnumMap<>(StateColumn.class);
    private int base;
    private long[] block;

    private QueueStates(ByteBuffer region) {
        this.region = region;
    }

    /**
     * Reads a queue's state. A side that is in the middle of a change, as one whose process was killed in it, is left out.
     *
     * @param region header and entries of the queue, little endian
     * @param ts time of the look
     * @return the row
     */
    public static QueueStateRow read(ByteBuffer region, long ts) {
        QueueStates states = new QueueStates(region);
        states.taking();
        states.returning();
        return new QueueStateRow(
                region.getInt(HeadEntry.DEVICE) & 0xffff, region.getInt(HeadEntry.QUEUE) & 0xffff, ts, states.values);
    }

    /** Copies the words of a side as they were at one moment; false if that fails. */
    private boolean copy(int version, int end) {
        base = version;
        block = new long[end - version >> 3];
        for (int i = 0; i < TRIES; i++) {
            long before = region.getLong(version);
            VarHandle.acquireFence();
            for (int word = 0; word < block.length; word++) {
                block[word] = region.getLong(version + (word << 3));
            }
            VarHandle.acquireFence();
            if ((before & 1) == 0 && region.getLong(version) == before) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    private long word(int offset) {
        return block[offset - base >> 3];
    }

    private int number(int offset) {
        return (int) (word(offset & -Long.BYTES) >>> ((offset & Integer.BYTES) << 3));
    }

    /** Keeps a time, unless what it is of never happened. */
    private boolean time(StateColumn column, int offset) {
        return known(column, word(offset), word(offset) != 0);
    }

    private boolean known(StateColumn column, long value, boolean known) {
        if (known) {
            values.put(column, value);
        }
        return known;
    }

    private void taking() {
        if (!copy(StateEntry.TAKING_VERSION, StateEntry.RETURNING_VERSION)) {
            return;
        }
        if (time(StateColumn.AVAIL_NS, StateEntry.AVAIL_NS)) {
            int index = number(StateEntry.RING_INDEX);
            known(StateColumn.RING_IDX, index - 1, index != 0);
            values.put(StateColumn.PUBLISHED, word(StateEntry.PUBLISHED));
        }
        time(StateColumn.KICK_NS, StateEntry.KICK_NS);
        if (time(StateColumn.KICK_ARM_NS, StateEntry.KICK_ARM_NS)) {
            values.put(StateColumn.KICK_ARM_VALUE, Integer.toUnsignedLong(number(StateEntry.KICK_ARM_VALUE)));
            int index = number(StateEntry.KICK_ARM_RING_INDEX);
            known(StateColumn.KICK_ARM_RING_IDX, index - 1, index != 0);
        }
        time(StateColumn.POP_NS, StateEntry.POP_NS);
        values.put(StateColumn.TAKEN, word(StateEntry.TAKEN));
    }

    private void returning() {
        if (!copy(StateEntry.RETURNING_VERSION, StateEntry.END)) {
            return;
        }
        // Given back unserved, they are published once more; the taking side does not see that.
        values.computeIfPresent(StateColumn.TAKEN, (column, taken) -> taken - word(StateEntry.GIVEN_BACK));
        long used = word(StateEntry.USED);
        values.put(StateColumn.USED, used);
        time(StateColumn.USED_NS, StateEntry.USED_NS);
        pending(StateColumn.UNDECIDED, StateEntry.UNDECIDED, StateColumn.UNDECIDED_NS, StateEntry.UNDECIDED_NS);
        pending(StateColumn.DELAYED, StateEntry.DELAYED, StateColumn.DELAYED_NS, StateEntry.DELAYED_NS);
        interrupts(used);
        if (pending(StateColumn.UNWANTED, StateEntry.UNWANTED, StateColumn.UNWANTED_NS, StateEntry.UNWANTED_NS)) {
            time(StateColumn.LAST_UNWANTED_NS, StateEntry.LAST_UNWANTED_NS);
            values.put(StateColumn.UNWANTED_REASON, (long) number(StateEntry.UNWANTED_REASON));
        }
        if (time(StateColumn.INTERRUPT_ARM_NS, StateEntry.INTERRUPT_ARM_NS)) {
            values.put(StateColumn.INTERRUPT_ARM_VALUE, Integer.toUnsignedLong(number(StateEntry.INTERRUPT_ARM_VALUE)));
        }
        decisions();
        if (time(StateColumn.RESET_NS, StateEntry.RESET_NS)) {
            values.put(StateColumn.RESET_REQUESTS, word(StateEntry.RESET_REQUESTS));
        }
        heads();
    }

    private boolean pending(StateColumn count, int countAt, StateColumn since, int sinceAt) {
        long pending = Integer.toUnsignedLong(number(countAt));
        values.put(count, pending);
        return pending > 0 && time(since, sinceAt);
    }

    private void interrupts(long used) {
        values.put(StateColumn.INTERRUPTS, word(StateEntry.INTERRUPTS));
        time(StateColumn.INTERRUPT_NS, StateEntry.INTERRUPT_NS);
        time(StateColumn.PREVIOUS_INTERRUPT_NS, StateEntry.PREVIOUS_INTERRUPT_NS);
        values.put(StateColumn.USED_SINCE_INTERRUPT, used - word(StateEntry.USED_AT_INTERRUPT));
        known(
                StateColumn.NOTIFIED_ARM_VALUE,
                Integer.toUnsignedLong(number(StateEntry.ARM_VALUE_AT_INTERRUPT)),
                word(StateEntry.ARM_NS_AT_INTERRUPT) != 0);
    }

    private void decisions() {
        long decisions = word(StateEntry.DECISIONS);
        values.put(StateColumn.DECISIONS, decisions);
        if (decisions > 0) {
            values.put(StateColumn.LONGEST_DECISION_NS, word(StateEntry.LONGEST_DECISION));
            values.put(StateColumn.LATE_DECISION_NS, word(StateEntry.LATE_DECISION));
            known(
                    StateColumn.LATE_DECISION_SINCE,
                    word(StateEntry.LATE_DECISION_NS),
                    word(StateEntry.LATE_DECISION) > 0);
            values.put(StateColumn.LONGEST_UNWANTED_NS, word(StateEntry.LONGEST_UNWANTED));
            values.put(StateColumn.LONGEST_DELAY_NS, word(StateEntry.LONGEST_DELAY));
        }
    }

    /** Goes through the heads; one that changes meanwhile is of a queue that goes on, and tells little. */
    private void heads() {
        int capacity = region.getInt(HeadEntry.CAPACITY);
        if (capacity <= 0) {
            return;
        }
        long reaped = 0;
        for (int slot = 0; slot < capacity; slot++) {
            reaped = Math.max(reaped, -region.getLong(at(slot) + HeadEntry.REAPED_TS));
        }
        long interrupt = word(StateEntry.INTERRUPT_NS);
        long unreaped = 0;
        long entries = 0;
        for (int slot = 0; slot < capacity; slot++) {
            long used = -region.getLong(at(slot));
            unreaped += used > reaped ? 1 : 0;
            entries += used > interrupt ? entries(at(slot)) : 0;
        }
        known(StateColumn.REAPED_NS, reaped, reaped > 0);
        values.put(StateColumn.UNREAPED, unreaped);
        values.put(StateColumn.ENTRIES_SINCE_INTERRUPT, entries);
    }

    private static int at(int slot) {
        return HeadEntry.HEADER_BYTES + slot * HeadEntry.BYTES;
    }

    private long entries(int at) {
        boolean counted = (region.getShort(at + HeadEntry.FLAGS) & Observed.COUNT) != 0;
        return counted ? Math.max(1, Integer.toUnsignedLong(region.getInt(at + HeadEntry.COUNT))) : 1;
    }
}
