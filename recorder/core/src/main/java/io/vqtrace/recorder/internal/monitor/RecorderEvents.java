package io.vqtrace.recorder.internal.monitor;

import java.nio.file.Path;

/**
 * Where a recorder reports trouble and dumps, on its drain thread: JFR, or nowhere if the runtime has none. Never once per
 * recorded row.
 */
public interface RecorderEvents {
    /** Reports nothing. */
    RecorderEvents NONE = new RecorderEvents() {
        @Override
        public void drops(String recorder, int thread, String threadName, long count, long total, long spanNs) {}

        @Override
        public void triggerFired(String recorder, String condition, String device, int queue, String reason) {}

        @Override
        public void dump(String recorder, String reason, Path trace, long rows, long durationNs, String problem) {}

        @Override
        public void diskError(String recorder, Path path, String problem, long total) {}
    };

    /**
     * Finds the reporter for this runtime.
     *
     * @return one that writes JFR events, or {@link #NONE} where {@code jdk.jfr} is absent
     */
    static RecorderEvents forThisRuntime() {
        try {
            Class.forName("jdk.jfr.Event", false, RecorderEvents.class.getClassLoader());
            return new JfrEvents();
        } catch (ClassNotFoundException | LinkageError absent) {
            return NONE;
        }
    }

    /**
     * Rows were lost for want of memory.
     *
     * @param recorder name of the recorder
     * @param thread index of the thread's ring
     * @param threadName who recorded on it
     * @param count rows lost since the last report of this ring
     * @param total rows lost on this ring in all
     * @param spanNs nanoseconds that the report covers
     */
    void drops(String recorder, int thread, String threadName, long count, long total, long spanNs);

    /**
     * A trigger fired and was not held back by the rate limit.
     *
     * @param recorder name of the recorder
     * @param condition label of the condition
     * @param device name of the device
     * @param queue index of the queue
     * @param reason one line with the numbers
     */
    void triggerFired(String recorder, String condition, String device, int queue, String reason);

    /**
     * A dump ended.
     *
     * @param recorder name of the recorder
     * @param reason why it was made
     * @param trace the trace, or where it was to be
     * @param rows rows written
     * @param durationNs nanoseconds from the request to the end
     * @param problem why it failed, or null
     */
    void dump(String recorder, String reason, Path trace, long rows, long durationNs, String problem);

    /**
     * Writing failed.
     *
     * @param recorder name of the recorder
     * @param path what could not be written
     * @param problem the operating system's words
     * @param total failures in all
     */
    void diskError(String recorder, Path path, String problem, long total);
}
