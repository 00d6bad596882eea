package io.vqtrace.recorder.internal.monitor;

import io.vqtrace.recorder.CaptureLevel;
import io.vqtrace.recorder.RecorderStatus;
import io.vqtrace.recorder.VirtioRecorder;
import io.vqtrace.recorder.VirtioRecorderMXBean;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.StandardMBean;

/** The MXBean of a recorder, with the descriptions that a management console shows. */
final class RecorderMBean extends StandardMBean implements VirtioRecorderMXBean {
    private static final long WRITE_SECONDS = 60;

    private static final Map<String, String> DESCRIPTIONS = Map.ofEntries(
            Map.entry("Name", "Name of the recorder"),
            Map.entry("Mode", "stream: writes to disk all the time; flight: keeps the latest in memory until a dump"),
            Map.entry("Level", "requests: a row for each request and notification; full: every step of the data path"),
            Map.entry("Directory", "The trace (stream), or the folder in which dumps are made (flight)"),
            Map.entry("Recording", "Whether rows are being stored"),
            Map.entry("Offered", "Rows that the device backends gave rise to"),
            Map.entry("Recorded", "Rows that found memory"),
            Map.entry("Dropped", "Rows that found no memory; the trace's gaps tell when"),
            Map.entry("Written", "Rows in files, of gaps and open requests too"),
            Map.entry("Discarded", "Rows that could not be written to disk"),
            Map.entry("Deleted", "Rows that went with the oldest segments, for the byte budget"),
            Map.entry("NegotiationLost", "Negotiation steps that came too fast"),
            Map.entry("Dumps", "Dumps that were written"),
            Map.entry("TriggersFired", "Triggers that fired"),
            Map.entry("TriggersSuppressed", "Triggers that the rate limit held back"),
            Map.entry("DiskErrors", "Writes that failed"),
            Map.entry("MemoryBytes", "Memory outside the heap, decided at open"),
            Map.entry("LastDump", "The trace that was dumped last"),
            Map.entry("LastTrigger", "Why a trigger fired last"),
            Map.entry("LastError", "What went wrong last"),
            Map.entry("dump", "Writes what is in memory into a trace, and returns its path when it is written"),
            Map.entry("start", "Stores rows again"),
            Map.entry("stop", "Stores no more rows; requests in flight are still followed"));

    private final VirtioRecorder recorder;
    private final long lookForwardNs;

    RecorderMBean(VirtioRecorder recorder, long lookForwardNs) {
        super(VirtioRecorderMXBean.class, true);
        this.recorder = recorder;
        this.lookForwardNs = lookForwardNs;
    }

    @Override
    protected String getDescription(MBeanInfo info) {
        return "Records what happens on the virtqueues of this process's device backends";
    }

    @Override
    protected String getDescription(MBeanAttributeInfo info) {
        return DESCRIPTIONS.get(info.getName());
    }

    @Override
    protected String getDescription(MBeanOperationInfo info) {
        return DESCRIPTIONS.get(info.getName());
    }

    @Override
    protected String getDescription(MBeanOperationInfo operation, MBeanParameterInfo parameter, int sequence) {
        return "Why the dump is made: stands in the trace and in its name";
    }

    @Override
    protected String getParameterName(MBeanOperationInfo operation, MBeanParameterInfo parameter, int sequence) {
        return "reason";
    }

    @Override
    protected int getImpact(MBeanOperationInfo info) {
        return MBeanOperationInfo.ACTION;
    }

    private RecorderStatus status() {
        return recorder.status();
    }

    @Override
    public String getName() {
        return status().name();
    }

    @Override
    public String getMode() {
        return status().mode();
    }

    @Override
    public String getLevel() {
        CaptureLevel level = status().level();
        return level == null ? null : level.label();
    }

    @Override
    public String getDirectory() {
        return text(status().directory());
    }

    private static String text(Path path) {
        return path == null ? null : path.toString();
    }

    @Override
    public boolean isRecording() {
        return recorder.recording();
    }

    @Override
    public long getOffered() {
        return status().offered();
    }

    @Override
    public long getRecorded() {
        return status().recorded();
    }

    @Override
    public long getDropped() {
        return status().dropped();
    }

    @Override
    public long getWritten() {
        return status().written();
    }

    @Override
    public long getDiscarded() {
        return status().discarded();
    }

    @Override
    public long getDeleted() {
        return status().deleted();
    }

    @Override
    public long getNegotiationLost() {
        return status().negotiationLost();
    }

    @Override
    public long getDumps() {
        return status().dumps();
    }

    @Override
    public long getTriggersFired() {
        return status().triggersFired();
    }

    @Override
    public long getTriggersSuppressed() {
        return status().triggersSuppressed();
    }

    @Override
    public long getDiskErrors() {
        return status().diskErrors();
    }

    @Override
    public long getMemoryBytes() {
        return status().memoryBytes();
    }

    @Override
    public String getLastDump() {
        return text(status().lastDump());
    }

    @Override
    public String getLastTrigger() {
        return status().lastTrigger();
    }

    @Override
    public String getLastError() {
        return status().lastError();
    }

    @Override
    public String dump(String reason) throws IOException {
        CompletableFuture<Path> dump = recorder.dump(reason);
        try {
            long waitSeconds = TimeUnit.NANOSECONDS.toSeconds(lookForwardNs) + WRITE_SECONDS;
            return dump.get(waitSeconds, TimeUnit.SECONDS).toString();
        } catch (TimeoutException e) {
            throw new IllegalStateException("the dump is still being written");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the dump is being written");
        } catch (ExecutionException e) {
            // A console has none of the recorder's classes: only the message crosses the wire.
            String message = String.valueOf(e.getCause().getMessage());
            if (e.getCause() instanceof IOException) {
                throw new IOException(message);
            }
            throw new IllegalStateException(message);
        }
    }

    @Override
    public void start() {
        recorder.start();
    }

    @Override
    public void stop() {
        recorder.stop();
    }
}
