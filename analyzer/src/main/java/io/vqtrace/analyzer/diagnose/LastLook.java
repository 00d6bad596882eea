package io.vqtrace.analyzer.diagnose;

import io.vqtrace.trace.QueueStateRow;
import io.vqtrace.trace.StateColumn;
import java.util.List;

/**
 * What a recorder remembered of a queue when it last looked, as far as that held at a moment: a side that did something
 * between the moment and the look tells nothing of the moment.
 */
final class LastLook {
    private static final long NEVER = Long.MIN_VALUE;
    private static final List<StateColumn> TAKING =
            List.of(StateColumn.AVAIL_NS, StateColumn.KICK_NS, StateColumn.KICK_ARM_NS, StateColumn.POP_NS);
    private static final List<StateColumn> RETURNING = List.of(
            StateColumn.USED_NS,
            StateColumn.INTERRUPT_NS,
            StateColumn.LAST_UNWANTED_NS,
            StateColumn.INTERRUPT_ARM_NS,
            StateColumn.RESET_NS);

    private final QueueStateRow row;
    private final boolean taking;
    private final boolean returning;
    private boolean used;

    /**
     * Takes a look at its worth.
     *
     * @param row what was seen
     * @param toNs the moment
     */
    LastLook(QueueStateRow row, long toNs) {
        this.row = row;
        returning = row.knows(StateColumn.USED) && holds(row, RETURNING, toNs);
        // A reset is told by the returning side, and ends what both knew.
        taking = row.knows(StateColumn.TAKEN) && returning == row.knows(StateColumn.USED) && holds(row, TAKING, toNs);
    }

    private static boolean holds(QueueStateRow row, List<StateColumn> times, long toNs) {
        return times.stream().map(row::get).allMatch(time -> time == null || time <= toNs);
    }

    /** Tells whether what it says of the taking side holds. */
    boolean tellsTaking() {
        return taking;
    }

    /** Tells whether what it says of the returning side holds. */
    boolean tellsReturning() {
        return returning;
    }

    boolean knows(StateColumn column) {
        return row.knows(column);
    }

    /** Returns a count, a length or a value; 0 if it is not known. */
    long get(StateColumn column) {
        Long value = row.get(column);
        return value == null ? 0 : value;
    }

    /** Returns a time, {@link Long#MIN_VALUE} if it is not known. */
    long time(StateColumn column) {
        Long value = row.get(column);
        return value == null ? NEVER : value;
    }

    /** Notes that something is known by it alone. */
    void use() {
        used = true;
    }

    /** Tells whether something is known by it alone. */
    boolean used() {
        return used;
    }

    /** Returns when it was. */
    long ns() {
        return row.ts();
    }
}
