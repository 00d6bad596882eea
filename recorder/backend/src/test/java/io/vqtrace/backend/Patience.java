package io.vqtrace.backend;

import java.time.Duration;

/** How long a test waits for what must come: so long that no slow machine fails it. */
public final class Patience {
    public static final Duration LIMIT = Duration.ofSeconds(60);

    /** A wait that only the event itself can end within {@link #LIMIT}. */
    public static final Duration BEYOND = LIMIT.multipliedBy(2);

    private Patience() {}
}
