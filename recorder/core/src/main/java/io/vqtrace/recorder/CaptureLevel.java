package io.vqtrace.recorder;

import io.vqtrace.trace.EventKind;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** How much of the data path a recorder writes down. */
public enum CaptureLevel {
    /**
     * One row for each request when it is used, with its whole past, and the notifications of both sides. Enough for every
     * report on latency, depth, saturation and interrupts.
     */
    REQUESTS(EnumSet.of(
            EventKind.USED,
            EventKind.OPEN,
            EventKind.KICK,
            EventKind.INTERRUPT,
            EventKind.INTERRUPT_SUPPRESSED,
            EventKind.DROP,
            EventKind.FAULT,
            EventKind.GAP)),
    /** Every event kind: also publications, takes, and each change of the suppression values. */
    FULL(EnumSet.allOf(EventKind.class));

    private final Set<EventKind> kinds;

    CaptureLevel(EnumSet<EventKind> kinds) {
        this.kinds = Collections.unmodifiableSet(kinds);
    }

    /**
     * Returns the kinds of rows that a recorder of this level can write.
     *
     * @return an unmodifiable set
     */
    public Set<EventKind> kinds() {
        return kinds;
    }

    /**
     * Returns the value of {@code level} in {@code trace.json}.
     *
     * @return {@code requests} or {@code full}
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
