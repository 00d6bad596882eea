package io.vqtrace.recorder.internal.monitor;

import java.nio.file.Path;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** Reports as JFR events of the category {@code vqtrace}. Loaded only where {@code jdk.jfr} is present. */
final class JfrEvents implements RecorderEvents {
    private static final String CATEGORY = "vqtrace";

    @Override
    public void drops(String recorder, int thread, String threadName, long count, long total, long spanNs) {
        Drops event = new Drops();
        if (event.isEnabled()) {
            event.recorder = recorder;
            event.ring = thread;
            event.ringThread = threadName;
            event.count = count;
            event.total = total;
            event.span = spanNs;
            event.commit();
        }
    }

    @Override
    public void triggerFired(String recorder, String condition, String device, int queue, String reason) {
        TriggerFired event = new TriggerFired();
        if (event.isEnabled()) {
            event.recorder = recorder;
            event.condition = condition;
            event.device = device;
            event.queue = queue;
            event.reason = reason;
            event.commit();
        }
    }

    @Override
    public void dump(String recorder, String reason, Path trace, long rows, long durationNs, String problem) {
        Dump event = new Dump();
        if (event.isEnabled()) {
            event.recorder = recorder;
            event.reason = reason;
            event.trace = trace.toString();
            event.rows = rows;
            event.took = durationNs;
            event.problem = problem;
            event.commit();
        }
    }

    @Override
    public void diskError(String recorder, Path path, String problem, long total) {
        DiskError event = new DiskError();
        if (event.isEnabled()) {
            event.recorder = recorder;
            event.path = path.toString();
            event.problem = problem;
            event.total = total;
            event.commit();
        }
    }

    @Name("vqtrace.Drops")
    @Label("Rows Dropped")
    @Description("Rows that found no memory, at most one event per second and thread")
    @Category(CATEGORY)
    @StackTrace(false)
    private static final class Drops extends Event {
        @Label("Recorder")
        String recorder;

        @Label("Ring")
        @Description("Index of the thread in the trace's thread table")
        int ring;

        @Label("Recording Thread")
        String ringThread;

        @Label("Rows")
        @Description("Rows lost since this thread's last event")
        long count;

        @Label("Rows in All")
        long total;

        @Label("Span")
        @Description("Time that this event covers")
        @Timespan(Timespan.NANOSECONDS)
        long span;
    }

    @Name("vqtrace.TriggerFired")
    @Label("Trigger Fired")
    @Description("A trigger of the recorder found its condition")
    @Category(CATEGORY)
    @StackTrace(false)
    private static final class TriggerFired extends Event {
        @Label("Recorder")
        String recorder;

        @Label("Condition")
        String condition;

        @Label("Device")
        String device;

        @Label("Queue")
        int queue;

        @Label("Reason")
        String reason;
    }

    @Name("vqtrace.Dump")
    @Label("Dump")
    @Description("A dump of the flight recorder was written, or failed")
    @Category(CATEGORY)
    @StackTrace(false)
    private static final class Dump extends Event {
        @Label("Recorder")
        String recorder;

        @Label("Reason")
        String reason;

        @Label("Trace")
        String trace;

        @Label("Rows")
        long rows;

        @Label("Took")
        @Description("From the request to the end, the look-forward included")
        @Timespan(Timespan.NANOSECONDS)
        long took;

        @Label("Problem")
        @Description("Why it failed; null if it did not")
        String problem;
    }

    @Name("vqtrace.DiskError")
    @Label("Disk Error")
    @Description("A trace could not be written; recording goes on")
    @Category(CATEGORY)
    @StackTrace(false)
    private static final class DiskError extends Event {
        @Label("Recorder")
        String recorder;

        @Label("Path")
        String path;

        @Label("Problem")
        String problem;

        @Label("Errors in All")
        long total;
    }
}
