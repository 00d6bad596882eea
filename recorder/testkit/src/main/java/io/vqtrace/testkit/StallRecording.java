package io.vqtrace.testkit;

import io.vqtrace.recorder.CaptureLevel;
import io.vqtrace.recorder.RecorderStatus;
import io.vqtrace.recorder.VirtioRecorder;
import io.vqtrace.recorder.VirtioRecorderBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes a trace of a run in which a queue stalls, in virtual time: the same rows for the same settings. Before it ends the
 * device {@linkplain Testbed#look looks} at its rings, so that a trace of level {@code full} shows what nobody told the
 * device of; chains in flight are in every trace, as OPEN rows.
 *
 * <pre>{@code
 * Oracle oracle = StallRecording.of(Testbed.builder().seed(7).queues(2).stall(Stall.LOST_KICK))
 *         .window(StallWindow.STARTS_INSIDE)
 *         .write(folder.resolve("lost-kick.vqtrace"));
 * }</pre>
 *
 * <p>Used by one thread, for one trace.
 */
public final class StallRecording {
    /** Requests enough for any run. */
    private static final long FOR_EVER = 1L << 40;

    /** Virtual time between two flushes, each with a snapshot of what is in flight. */
    private static final Duration SLICE = Duration.ofMillis(50);

    private static final Duration LATEST_BEGIN = Duration.ofSeconds(30);
    private static final Duration NEVER = Duration.ofDays(1);
    private static final long MEMORY_BYTES = 32 << 20;
    /** Less than a queue with thousands of requests a second fills in half a second. */
    private static final long SMALL_BUDGET_BYTES = 256 << 10;

    /** Of at most 64 bytes each, they leave half of the memory free, so that a dump reaches back to the first. */
    private static final long MOST_ROWS = MEMORY_BYTES / 128;

    private final TestbedBuilder testbed;
    private final VirtualClock clock = new VirtualClock();
    private CaptureLevel level = CaptureLevel.FULL;
    private StallWindow window = StallWindow.WHOLE;
    private boolean look = true;

    private StallRecording(TestbedBuilder testbed) {
        this.testbed = testbed;
    }

    /**
     * Starts the description of a recording.
     *
     * @param testbed with a stall; its clock and its probe are set here
     * @return a recording of level {@code full} and of the whole run
     */
    public static StallRecording of(TestbedBuilder testbed) {
        return new StallRecording(testbed);
    }

    /**
     * Sets how much is written down; {@code full} by default.
     *
     * @param value the level
     * @return this
     */
    public StallRecording level(CaptureLevel value) {
        level = value;
        return this;
    }

    /**
     * Chooses what of the run gets into the trace; all of it by default.
     *
     * @param value the window
     * @return this
     */
    public StallRecording window(StallWindow value) {
        window = value;
        return this;
    }

    /**
     * Leaves out the device's last look at its rings: a device that sleeps when the trace ends, as most do.
     *
     * @return this
     */
    public StallRecording withoutLook() {
        look = false;
        return this;
    }

    /**
     * Runs until the window's end and writes the trace.
     *
     * @param trace its directory, which must not exist; its parent must
     * @return what happened
     * @throws IOException if it cannot be written
     * @throws IllegalStateException if the stall does not begin within 30 s of virtual time, or there are more than some
     *     260,000 rows
     */
    public Oracle write(Path trace) throws IOException {
        Path work = trace.resolveSibling(trace.getFileName() + ".recording");
        try {
            return switch (window) {
                case KILLED -> writeKilled(work, trace);
                case SEGMENTS_DELETED -> writeStream(work, trace);
                case WHOLE, ENDS_INSIDE, STARTS_INSIDE -> writeDump(work, trace);
            };
        } finally {
            delete(work);
        }
    }

    /** What a stream holds of a slow look at its rings depends on real time; a dump does not. */
    private Oracle writeDump(Path work, Path trace) throws IOException {
        try (VirtioRecorder recorder = recorder(work)
                .flight(window.lookBack())
                .lookForward(Duration.ZERO)
                .open()) {
            Oracle oracle = run(recorder);
            Files.move(recorder.dump("stall").join(), trace);
            return oracle;
        }
    }

    private Oracle writeStream(Path work, Path trace) throws IOException {
        Oracle oracle;
        try (VirtioRecorder recorder =
                recorder(work).budgetBytes(SMALL_BUDGET_BYTES).open()) {
            oracle = run(recorder);
        }
        Files.move(work, trace);
        return oracle;
    }

    private Oracle writeKilled(Path work, Path trace) throws IOException {
        try (VirtioRecorder recorder = recorder(work).open()) {
            Oracle oracle = run(recorder);
            Files.createDirectory(trace);
            for (Path file : list(work)) {
                Files.copy(file, trace.resolve(file.getFileName()));
            }
            return oracle;
        }
    }

    private VirtioRecorderBuilder recorder(Path directory) {
        return VirtioRecorder.builder(directory)
                .clock(clock)
                .level(level)
                .memory(MEMORY_BYTES)
                .flushInterval(NEVER);
    }

    private Oracle run(VirtioRecorder recorder) {
        Testbed bed = testbed.clock(clock).probe(recorder).build();
        Oracle oracle = bed.run(FOR_EVER, SLICE);
        long end = oracle.startNanos() + LATEST_BEGIN.toNanos();
        while (oracle.endNanos() < end) {
            recorder.flush();
            if (oracle.stallNanos() != Oracle.NO_STALL) {
                end = oracle.stallNanos() + window.lasts().toNanos();
            }
            long rest = Math.max(0, end - oracle.endNanos());
            oracle = bed.run(0, Duration.ofNanos(Math.min(rest, SLICE.toNanos())));
        }
        if (oracle.stallNanos() == Oracle.NO_STALL) {
            throw new IllegalStateException("the stall did not begin: " + oracle);
        }
        if (look) {
            bed.look();
        }
        recorder.flush();
        RecorderStatus status = recorder.status();
        if (status.dropped() > 0 || status.recorded() > MOST_ROWS) {
            throw new IllegalStateException("too many rows for the recorder's memory, take fewer requests: " + status);
        }
        return oracle;
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
