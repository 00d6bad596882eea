package io.vqtrace.recorder.internal.monitor;

import io.vqtrace.recorder.RecorderStatus.ThreadStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Reports lost rows, added up: at most once a second and thread. Drain thread only. */
public final class DropReporter {
    private static final long PERIOD_NANOS = 1_000_000_000;

    private final String recorder;
    private final Supplier<List<ThreadStatus>> accounts;
    private final RecorderEvents events;
    private final Map<Integer, Long> reported = new HashMap<>();
    private long lastAt;

    /**
     * Makes the reporter of one recorder.
     *
     * @param recorder its name
     * @param accounts counts by thread
     * @param events gets the reports
     */
    public DropReporter(String recorder, Supplier<List<ThreadStatus>> accounts, RecorderEvents events) {
        this.recorder = recorder;
        this.accounts = accounts;
        this.events = events;
        lastAt = System.nanoTime();
    }

    /** Reports what is new if it is time to. */
    public void pass() {
        if (System.nanoTime() - lastAt >= PERIOD_NANOS) {
            report();
        }
    }

    /** Reports what is new, at close. */
    public void report() {
        long now = System.nanoTime();
        long spanNs = now - lastAt;
        lastAt = now;
        for (ThreadStatus thread : accounts.get()) {
            long before = reported.getOrDefault(thread.thread(), 0L);
            if (thread.dropped() > before) {
                reported.put(thread.thread(), thread.dropped());
                events.drops(
                        recorder, thread.thread(), thread.name(), thread.dropped() - before, thread.dropped(), spanNs);
            }
        }
    }
}
