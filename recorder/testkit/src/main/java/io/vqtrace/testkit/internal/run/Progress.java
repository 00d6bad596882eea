package io.vqtrace.testkit.internal.run;

import java.util.function.LongSupplier;

/** Notices that a run gets nowhere, though there is always somebody who does something. */
public final class Progress {
    private final long patience;
    private final LongSupplier completed;
    private final LongSupplier nextEvent;
    private long last = -1;
    private long since;

    /**
     * Makes the watch over one run.
     *
     * @param patience nanoseconds without progress that mean a stall
     * @param completed what grows with each step towards the run's end
     * @param nextEvent when something that is under way will be done, or {@link Actor#NEVER}
     */
    public Progress(long patience, LongSupplier completed, LongSupplier nextEvent) {
        this.patience = patience;
        this.completed = completed;
        this.nextEvent = nextEvent;
    }

    /**
     * Tells whether nothing was completed for too long, and nothing is under way that could be.
     *
     * @param now the time
     * @return true if waiting is in vain
     */
    public boolean stuck(long now) {
        long current = completed.getAsLong();
        if (current != last) {
            last = current;
            since = now;
        }
        return now - since >= patience && nextEvent.getAsLong() == Actor.NEVER;
    }
}
