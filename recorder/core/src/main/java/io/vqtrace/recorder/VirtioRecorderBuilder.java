package io.vqtrace.recorder;

import io.vqtrace.recorder.internal.RecorderOptions;
import io.vqtrace.trace.Compression;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Describes a recorder; made by {@link VirtioRecorder#builder}. Without a call of {@link #flight} the recorder streams to a
 * trace on disk. Not thread-safe.
 */
public final class VirtioRecorderBuilder {
    private final Path directory;
    private String name;
    private CaptureLevel level = CaptureLevel.REQUESTS;
    private long memoryBytes = RecorderOptions.DEFAULT_MEMORY_BYTES;
    private int threads = RecorderOptions.DEFAULT_THREADS;
    private Duration flushInterval = Duration.ofSeconds(1);
    private long segmentBytes = RecorderOptions.DEFAULT_SEGMENT_BYTES;
    private Duration segmentDuration = Duration.ofNanos(Long.MAX_VALUE);
    private long budgetBytes = Long.MAX_VALUE;
    private Compression compression = Compression.NONE;
    private boolean blackBox;
    private Path blackBoxDirectory;
    private RecorderClock clock;
    private Duration lookBack;
    private long flightBytes = Long.MAX_VALUE;
    private Duration lookForward = Duration.ofSeconds(1);
    private final List<Trigger> triggers = new ArrayList<>();
    private Duration minDumpInterval = Duration.ofSeconds(10);
    private int maxDumps = Integer.MAX_VALUE;

    VirtioRecorderBuilder(Path directory) {
        this.directory = Objects.requireNonNull(directory, "directory");
        Path last = directory.getFileName();
        name = last == null ? "recorder" : last.toString().replaceFirst("\\.vqtrace$", "");
    }

    /**
     * Sets the name by which threads, JMX and JFR events call the recorder; that of the directory by default.
     *
     * @param newName a short name
     * @return this
     */
    public VirtioRecorderBuilder name(String newName) {
        name = Objects.requireNonNull(newName, "name");
        return this;
    }

    /**
     * Sets how much is recorded; {@link CaptureLevel#REQUESTS} by default.
     *
     * @param newLevel which kinds of rows
     * @return this
     */
    public VirtioRecorderBuilder level(CaptureLevel newLevel) {
        level = Objects.requireNonNull(newLevel, "level");
        return this;
    }

    /**
     * Sets the memory outside the heap, for rows, requests in flight and negotiation; 64 MiB by default. All of it is taken
     * by {@link #open}, nothing later.
     *
     * @param bytes some 4 KiB for each thread at the very least, which {@link #open} checks
     * @return this
     * @throws IllegalArgumentException if it is not positive
     */
    public VirtioRecorderBuilder memory(long bytes) {
        memoryBytes = positive("memory", bytes);
        return this;
    }

    /**
     * Sets how many threads have rings of their own; 16 by default. Further threads, and all virtual threads, share one.
     *
     * @param count number of threads, 1 to 1024
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public VirtioRecorderBuilder threads(int count) {
        if (count < 1 || count > RecorderOptions.MAX_THREADS) {
            throw new IllegalArgumentException("threads " + count + " is not in 1.." + RecorderOptions.MAX_THREADS);
        }
        threads = count;
        return this;
    }

    /**
     * Sets after what time at the latest an event is in the files (stream mode) if the process is killed; 1 s by default.
     *
     * @param interval positive
     * @return this
     * @throws IllegalArgumentException if it is not positive
     */
    public VirtioRecorderBuilder flushInterval(Duration interval) {
        flushInterval = positive("flushInterval", interval);
        return this;
    }

    /**
     * Sets the size of event segments; 256 MiB by default, or a quarter of the budget if that is less.
     *
     * @param bytes largest size of a segment's file
     * @return this
     * @throws IllegalArgumentException if it is not positive
     */
    public VirtioRecorderBuilder segmentBytes(long bytes) {
        segmentBytes = positive("segmentBytes", bytes);
        return this;
    }

    /**
     * Sets the length of event segments; without a limit by default.
     *
     * @param duration longest time that a segment spans
     * @return this
     * @throws IllegalArgumentException if it is not positive
     */
    public VirtioRecorderBuilder segmentDuration(Duration duration) {
        segmentDuration = positive("segmentDuration", duration);
        return this;
    }

    /**
     * Sets how many bytes the event segments may take together; without a limit by default. The oldest are deleted.
     *
     * @param bytes the budget
     * @return this
     * @throws IllegalArgumentException if it is not positive
     */
    public VirtioRecorderBuilder budgetBytes(long bytes) {
        budgetBytes = positive("budgetBytes", bytes);
        return this;
    }

    /**
     * Sets how event batches are stored; uncompressed by default. While half of the memory or more waits to be written, a
     * stream leaves columns uncompressed rather than lose rows, those first that cost most time for what they shrink; none
     * if the disk is what is slow.
     *
     * @param newCompression zstd needs zstd-jni at run time; without it batches are stored uncompressed and counted
     * @return this
     */
    public VirtioRecorderBuilder compression(Compression newCompression) {
        compression = Objects.requireNonNull(newCompression, "compression");
        return this;
    }

    /**
     * Keeps the recorder's memory in files of {@code /dev/shm/vqtrace-PID}, so that what was recorded survives a kill of the
     * process. If that cannot be done, plain memory is used and the trace says so.
     *
     * @return this
     */
    public VirtioRecorderBuilder blackBox() {
        blackBox = true;
        blackBoxDirectory = null;
        return this;
    }

    /**
     * Keeps the recorder's memory in files of a directory.
     *
     * @param boxDirectory is created; on a memory file system, as disk files are written back all the time
     * @return this
     */
    public VirtioRecorderBuilder blackBox(Path boxDirectory) {
        blackBox = true;
        blackBoxDirectory = Objects.requireNonNull(boxDirectory, "boxDirectory");
        return this;
    }

    /**
     * Sets the clock; {@link System#nanoTime()} by default.
     *
     * @param newClock a clock of the caller's own
     * @return this
     */
    public VirtioRecorderBuilder clock(RecorderClock newClock) {
        clock = Objects.requireNonNull(newClock, "clock");
        return this;
    }

    /**
     * Keeps what was recorded last in memory, to be dumped upon request or a trigger, and streams nothing.
     *
     * @param newLookBack how much of the past a dump holds, as far as the memory reaches; positive
     * @return this
     * @throws IllegalArgumentException if it is not positive
     */
    public VirtioRecorderBuilder flight(Duration newLookBack) {
        lookBack = positive("lookBack", newLookBack);
        return this;
    }

    /**
     * Sets how much of the memory a dump's past takes at most, in flight mode.
     *
     * @param bytes of rows
     * @return this
     * @throws IllegalArgumentException if it is not positive
     */
    public VirtioRecorderBuilder flightBytes(long bytes) {
        flightBytes = positive("flightBytes", bytes);
        return this;
    }

    /**
     * Sets how long a dump goes on after its reason; 1 s by default.
     *
     * @param newLookForward zero or more
     * @return this
     * @throws IllegalArgumentException if it is negative
     */
    public VirtioRecorderBuilder lookForward(Duration newLookForward) {
        if (newLookForward.isNegative()) {
            throw new IllegalArgumentException("lookForward " + newLookForward + " is negative");
        }
        lookForward = newLookForward;
        return this;
    }

    /**
     * Adds a rule upon which a recorder in flight mode dumps.
     *
     * @param trigger the rule
     * @return this
     */
    public VirtioRecorderBuilder trigger(Trigger trigger) {
        triggers.add(Objects.requireNonNull(trigger, "trigger"));
        return this;
    }

    /**
     * Sets how long triggers stay without effect after one has fired; 10 s by default. What they find meanwhile is counted,
     * and a condition that lasts longer fires then.
     *
     * @param interval positive
     * @return this
     * @throws IllegalArgumentException if it is not positive
     */
    public VirtioRecorderBuilder minDumpInterval(Duration interval) {
        minDumpInterval = positive("minDumpInterval", interval);
        return this;
    }

    /**
     * Sets how many dumps triggers may write in the recorder's life; without a limit by default. Dumps that are asked for
     * do not count.
     *
     * @param count positive
     * @return this
     * @throws IllegalArgumentException if it is not positive
     */
    public VirtioRecorderBuilder maxDumps(int count) {
        maxDumps = (int) positive("maxDumps", count);
        return this;
    }

    private static long positive(String option, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(option + " " + value + " is not positive");
        }
        return value;
    }

    private static Duration positive(String option, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(option + " " + value + " is not positive");
        }
        return value;
    }

    /**
     * Takes the memory, creates the trace (stream mode), runs the whole path once and starts recording. The builder may be
     * used again for another directory's recorder only by making a new one.
     *
     * @return the recorder
     * @throws IOException if the directory cannot be created or holds something already
     * @throws IllegalArgumentException if the memory is too small for the number of threads
     */
    public VirtioRecorder open() throws IOException {
        return VirtioRecorder.open(options(), true);
    }

    RecorderOptions options() {
        return new RecorderOptions(
                directory,
                name,
                level,
                memoryBytes,
                threads,
                nanos(flushInterval),
                Math.min(segmentBytes, Math.max(1, budgetBytes / 4)),
                nanos(segmentDuration),
                budgetBytes,
                compression,
                blackBox,
                blackBoxDirectory,
                clock,
                lookBack == null ? 0 : nanos(lookBack),
                flightBytes,
                nanos(lookForward),
                List.copyOf(triggers),
                nanos(minDumpInterval),
                maxDumps);
    }

    private static long nanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }
}
