package io.vqtrace.analyzer.diagnose;

import io.vqtrace.analyzer.read.EventRows;
import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;
import io.vqtrace.trace.SuppressionReason;

/**
 * Follows one queue up to a moment. The sides keep apart what each thread's rows tell, as batches of different threads overlap.
 */
final class QueueWatch {
    private static final long NEVER = Long.MIN_VALUE;
    private static final int DEPTHS = Observed.IN_FLIGHT | Observed.OUTSTANDING;
    /** Flags of a packed ring's suppression structure stand above its offset (virtio 1.4 section 2.8.14). */
    private static final int PACKED_FLAGS_SHIFT = 16;

    final TakingWatch taking = new TakingWatch();
    final ReturningWatch returning = new ReturningWatch();
    final HeadTable heads = new HeadTable();
    /** What the recorder remembered of the queue, or null. */
    LastLook look;

    private final long toNs;
    private final boolean columns;

    /** Chains in flight that an import tells without a head: those of the last snapshot, and those used after the moment. */
    private HeadTable.Held snapshot = HeadTable.Held.NONE;

    private long snapshotNs = NEVER;
    private HeadTable.Held usedLater = HeadTable.Held.NONE;
    long lastNs = NEVER;
    /** The longest time in which nothing happened. */
    long longestPauseNs;

    long lostNs = NEVER;
    /** Ring entries that were in use when a request was taken that has been returned, at most. */
    private long mostUsedWith;

    /**
     * Starts to follow a queue.
     *
     * @param toNs the moment; what comes later is not seen
     * @param columns whether a recorder's columns are at hand
     */
    QueueWatch(long toNs, boolean columns) {
        this.toNs = toNs;
        this.columns = columns;
    }

    void on(EventRows rows, int row, EventKind kind) {
        long ns = rows.ts(row);
        if (ns > toNs) {
            later(rows, row, kind);
            return;
        }
        if (kind != EventKind.OPEN) {
            if (lastNs != NEVER && kind != EventKind.INTERRUPT_ARM) {
                longestPauseNs = Math.max(longestPauseNs, ns - lastNs);
            }
            lastNs = Math.max(lastNs, ns);
        }
        switch (kind) {
            case AVAIL ->
                taking.announced(ns, number(rows, row, EventColumn.COUNT, Observed.COUNT, 1), index(rows, row));
            case KICK -> taking.kick(ns);
            case KICK_ARM -> armKicks(ns, rows.value(row, EventColumn.VALUE));
            case POP -> taken(rows, row, ns);
            case USED -> used(rows, row, ns);
            case OPEN -> open(rows, row, ns);
            case INTERRUPT -> returning.interrupt(ns, rows.knows(row, Observed.SINCE_NS) ? ns - rows.begin(row) : 0);
            case INTERRUPT_SUPPRESSED -> suppressed(rows, row, ns);
            case INTERRUPT_ARM -> returning.arm(ns, rows.value(row, EventColumn.VALUE));
            case DROP -> returning.drop(ns);
            case FAULT -> returning.fault(ns);
            case GAP -> lost(ns);
        }
    }

    private void armKicks(long ns, long value) {
        boolean off = value == 1 || value >>> PACKED_FLAGS_SHIFT == 1;
        taking.arm(ns, value, !off);
    }

    private long number(EventRows rows, int row, EventColumn column, int known, long otherwise) {
        return columns && rows.knows(row, known) ? rows.value(row, column) : otherwise;
    }

    private int index(EventRows rows, int row) {
        return (int) number(rows, row, EventColumn.RING_IDX, Observed.RING_IDX, -1);
    }

    /** A chain that was used after the moment was in flight at it. */
    private void later(EventRows rows, int row, EventKind kind) {
        boolean told = kind == EventKind.USED || kind == EventKind.OPEN;
        if (!told || !rows.knows(row, Observed.SINCE_NS) || rows.begin(row) > toNs) {
            return;
        }
        if (kind == EventKind.OPEN) {
            open(rows, row, rows.ts(row));
            return;
        }
        long popNs = rows.begin(row);
        taken(rows, row, popNs);
        if (!rows.knows(row, Observed.HEAD)) {
            usedLater = usedLater.plus(new HeadTable.Held(1, entries(rows, row), popNs, popNs));
        }
    }

    private long entries(EventRows rows, int row) {
        return Math.max(1, number(rows, row, EventColumn.COUNT, Observed.COUNT, 1));
    }

    private void taken(EventRows rows, int row, long popNs) {
        long waiting = -1;
        if (columns && rows.knows(row, DEPTHS)) {
            waiting = Math.max(0, rows.value(row, EventColumn.OUTSTANDING) - rows.value(row, EventColumn.IN_FLIGHT));
        }
        taking.taken(popNs, waiting);
        if (rows.knows(row, Observed.HEAD)) {
            heads.taken((int) rows.value(row, EventColumn.HEAD), popNs, (int) entries(rows, row));
        }
    }

    private void used(EventRows rows, int row, long ns) {
        boolean past = rows.knows(row, Observed.SINCE_NS);
        long popNs = past ? rows.begin(row) : ns;
        if (past) {
            taken(rows, row, popNs);
        }
        boolean named = rows.knows(row, Observed.HEAD);
        int head = named ? (int) rows.value(row, EventColumn.HEAD) : -1;
        if (rows.unserved(row)) {
            if (rows.knows(row, Observed.RESET)) {
                returning.reset(ns);
            }
            if (named) {
                heads.ended(head, popNs);
            }
            return;
        }
        if (named) {
            heads.used(head, popNs, ns);
        }
        if (columns && rows.knows(row, Observed.OUTSTANDING)) {
            mostUsedWith = Math.max(mostUsedWith, rows.value(row, EventColumn.OUTSTANDING) * entries(rows, row));
        }
        returning.used(ns, past ? ns - popNs : -1, entries(rows, row));
    }

    private void open(EventRows rows, int row, long ns) {
        long popNs = rows.begin(row);
        taken(rows, row, popNs);
        if (!rows.knows(row, Observed.HEAD)) {
            if (ns > snapshotNs) {
                snapshotNs = ns;
                snapshot = HeadTable.Held.NONE;
            }
            snapshot = snapshot.plus(new HeadTable.Held(1, entries(rows, row), popNs, popNs));
        }
    }

    private void suppressed(EventRows rows, int row, long ns) {
        SuppressionReason reason = SuppressionReason.ofCode(rows.value(row, EventColumn.VALUE));
        if (reason != null) {
            returning.suppressed(ns, reason, number(rows, row, EventColumn.COUNT, Observed.COUNT, 1));
        }
    }

    void lost(long ns) {
        lostNs = Math.max(lostNs, ns);
    }

    /** Returns what the device holds, of the chains that were taken from a moment on. */
    HeadTable.Held held(long sinceNs) {
        HeadTable.Held held = heads.held(sinceNs).plus(usedLater);
        return snapshot.oldestNs() >= sinceNs ? held.plus(snapshot) : held;
    }

    /** Tells whether the ring was as good as full at some time, and completions came all the same. */
    boolean fullWithProgress(double fullOccupancy, int size) {
        return mostUsedWith >= fullOccupancy * size;
    }
}
