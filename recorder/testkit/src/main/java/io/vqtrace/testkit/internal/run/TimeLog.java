package io.vqtrace.testkit.internal.run;

import io.vqtrace.testkit.RequestTimes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Times of the requests of a queue in the order in which they were used. Grows: only for runs that ask for it. */
public final class TimeLog {
    private static final int FIELDS = 8;
    private static final int NOTIFIED = 6;

    private long[] cells = new long[FIELDS * 256];
    private int rows;
    private int undecided;

    /** Adds a request that was used and whose notification is not decided yet. */
    public void add(int head, int operation, long published, long seen, long popped, long used, int inFlight) {
        int at = rows * FIELDS;
        if (at == cells.length) {
            cells = Arrays.copyOf(cells, 2 * at);
        }
        cells[at] = head;
        cells[at + 1] = operation;
        cells[at + 2] = published;
        cells[at + 3] = seen;
        cells[at + 4] = popped;
        cells[at + 5] = used;
        cells[at + NOTIFIED] = RequestTimes.NOT_NOTIFIED;
        cells[at + 7] = inFlight;
        rows++;
    }

    /**
     * Decides on all requests since the last decision.
     *
     * @param notified time of the interrupt, or {@link RequestTimes#NOT_NOTIFIED}
     */
    public void decide(long notified) {
        for (; undecided < rows; undecided++) {
            cells[undecided * FIELDS + NOTIFIED] = notified;
        }
    }

    /**
     * Makes records of the log.
     *
     * @return in the order of use
     */
    public List<RequestTimes> toList() {
        List<RequestTimes> list = new ArrayList<>(rows);
        for (int at = 0; at < rows * FIELDS; at += FIELDS) {
            list.add(new RequestTimes(
                    (int) cells[at],
                    (int) cells[at + 1],
                    cells[at + 2],
                    cells[at + 3],
                    cells[at + 4],
                    cells[at + 5],
                    cells[at + NOTIFIED],
                    (int) cells[at + 7]));
        }
        return list;
    }
}
