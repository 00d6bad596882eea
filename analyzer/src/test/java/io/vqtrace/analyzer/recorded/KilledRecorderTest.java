package io.vqtrace.analyzer.recorded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.QueueStateRow;
import io.vqtrace.trace.StateColumn;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A recording process killed by SIGKILL at random moments at full rate leaves a trace that is read, and says it was cut. */
class KilledRecorderTest {
    private static final int KILLS = 3 * Integer.getInteger("vqtrace.rounds", 1);
    private static final int MAX_DELAY_MILLIS = 1500;
    private static final int SAMPLE_MILLIS = 20;
    /** Time by which a flush may be late beyond that for which its thread waited for a processor. */
    private static final int SLACK_MILLIS = 500;

    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    @TempDir
    Path folder;

    private Path box;

    /** What the child is told, and whether it has a black box. */
    enum Mode {
        STREAM(false),
        STREAM_ZSTD(false, "zstd"),
        STREAM_BOX(true),
        STREAM_BOX_ZSTD(true, "zstd"),
        FLIGHT(false, "flight"),
        FLIGHT_BOX(true, "flight");

        private final boolean boxed;
        private final String[] options;

        Mode(boolean boxed, String... options) {
            this.boxed = boxed;
            this.options = options;
        }

        private boolean flight() {
            return this == FLIGHT || this == FLIGHT_BOX;
        }
    }

    /**
     * What a thread of the child had recorded.
     *
     * @param last requests whose probe had returned when it was killed
     * @param flushed those for which that was so a flush interval earlier
     */
    private record Counts(long last, long flushed) {}

    @ParameterizedTest
    @EnumSource(Mode.class)
    void everyPublishedRowIsFoundThatCanBe(Mode mode) throws Exception {
        long seed = Long.getLong("vqtrace.seed", 1000 + mode.ordinal());
        Random random = new Random(seed);
        for (int kill = 0; kill < KILLS; kill++) {
            int delay = random.nextInt(MAX_DELAY_MILLIS);
            String what = mode + ", seed " + seed + ", kill " + kill + " after " + delay + " ms";
            check(mode, folder.resolve("run" + kill + ".vqtrace"), delay, what);
        }
    }

    private void check(Mode mode, Path trace, int delayMillis, String what) throws Exception {
        // With a name of our own in shared memory, where the default would be too: it shows that nothing is left there.
        box = Files.isDirectory(SHARED_MEMORY) && mode.boxed
                ? SHARED_MEMORY.resolve(
                        "vqtrace-test-" + ProcessHandle.current().pid() + "-" + trace.getFileName())
                : folder.resolve("box-" + trace.getFileName());
        Counts[] counts = killedAfter(
                delayMillis, RecordingChild.command(trace, counts(), mode.boxed ? box : null, mode.options));
        if (mode == Mode.FLIGHT) {
            try (var dumps = Files.list(trace)) {
                assertEquals(0, dumps.count(), what + ": nobody asked for a dump");
            }
            return;
        }
        Path opened = mode.flight() ? box : trace;
        for (int time = 0; time < 2; time++) {
            try (TraceFiles files = TraceFiles.open(opened)) {
                verify(mode, files, counts, what);
                boolean moved = mode.boxed && !mode.flight() && time == 0;
                assertEquals(moved, files.note() != null, what + ": recovered once");
            }
        }
        if (mode.boxed && !mode.flight()) {
            assertFalse(Files.exists(box), what + ": moved into the trace");
        }
        delete(trace);
        delete(box);
    }

    private void verify(Mode mode, TraceFiles files, Counts[] counts, String what) throws IOException {
        ArgumentCensus census = ArgumentCensus.of(files);
        assertFalse(files.complete(), what);
        assertEquals(
                1,
                files.warnings().stream()
                        .filter(line -> line.contains("incomplete"))
                        .count(),
                what);
        assertEquals(census.rows(), files.manifest().events(), what + ": rows");
        for (EventKind kind : EventKind.values()) {
            assertEquals(
                    census.kinds().getOrDefault(kind, 0L),
                    files.manifest().byKind().get(kind),
                    what + ": " + kind);
        }
        assertEquals(0, census.duplicates(), what + ": rows twice");
        for (int thread = 0; thread < RecordingChild.THREADS; thread++) {
            verifyThread(mode, census, thread, counts[thread], what + ", thread " + thread);
        }
        if (!mode.boxed) {
            long missing = 0;
            for (int thread = 0; thread < RecordingChild.THREADS; thread++) {
                missing += missing(census.used(thread), 1, counts[thread].flushed());
            }
            assertTrue(
                    missing <= files.manifest().dropped(),
                    what + ": " + missing + " rows are missing of those before the last flush, dropped "
                            + files.manifest().dropped());
        }
        if (mode.boxed) {
            assertEquals("disk", files.devices().get(0).name(), what);
            verifyStates(files, counts, what);
        }
    }

    /** The child may be killed while a side changes its state, which is then left out; no other thread's. */
    private static void verifyStates(TraceFiles files, Counts[] counts, String what) {
        assertEquals(RecordingChild.THREADS, files.queueStates().size(), what);
        for (QueueStateRow state : files.queueStates()) {
            Long used = state.get(StateColumn.USED);
            long last = counts[state.queue()].last();
            if (used != null) {
                assertTrue(used >= last && used <= last + 1, what + ": " + state + " after " + last);
                assertEquals(used == 0, !state.knows(StateColumn.USED_NS), what + ": " + state);
                // Stored one after the other, so that a kill may come in between; each is that of the last call or the
                // next.
                long undecided = state.get(StateColumn.UNDECIDED);
                assertTrue(undecided >= last && undecided <= last + 1, what + ": " + state + " after " + last);
            }
            Long taken = state.get(StateColumn.TAKEN);
            if (taken != null) {
                assertTrue(
                        taken >= last && taken <= last + RecordingChild.DEPTH + 1,
                        what + ": " + state + " after " + last);
            }
        }
    }

    private static void verifyThread(Mode mode, ArgumentCensus census, int thread, Counts counts, String what) {
        BitSet used = census.used(thread);
        // One more may have been published than was counted; of a flight the oldest are forgotten.
        assertTrue(used.length() <= counts.last() + 2, what + ": row " + used.length() + " of " + counts.last());
        if (!mode.boxed) {
            return;
        }
        int first = mode.flight() ? Math.max(1, used.nextSetBit(0)) : 1;
        long missing = missing(used, first, counts.last());
        assertTrue(
                missing <= census.lost(thread), what + ": " + missing + " missing, " + census.lost(thread) + " lost");
        assertTrue(mode.flight() || census.lost(thread) <= missing + 1, what + ": lost " + census.lost(thread));
        long open = counts.last() == 0 ? RecordingChild.DEPTH : census.open(thread);
        assertTrue(Math.abs(open - RecordingChild.DEPTH) <= 1, what + ": open " + open);
    }

    private static long missing(BitSet used, int first, long last) {
        return Math.max(0, last - first + 1)
                - used.get(first, Math.toIntExact(Math.max(first, last + 1))).cardinality();
    }

    private Path counts() throws IOException {
        Path counts = folder.resolve("counts");
        Files.write(counts, new byte[RecordingChild.STRIDE * RecordingChild.THREADS]);
        return counts;
    }

    /** Runs the child, kills it some time after it began to record and returns the counts of its threads. */
    private Counts[] killedAfter(int delayMillis, List<String> command) throws Exception {
        Path errors = folder.resolve("errors");
        Process child =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        ThreadDelay drain = new ThreadDelay(child.pid(), "vqtrace-drain");
        List<long[]> samples = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        long killed;
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();
            assertEquals("recording", line, () -> read(errors));
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(delayMillis);
            for (long left = delayMillis;
                    left > 0;
                    left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())) {
                samples.add(counted());
                times.add(System.nanoTime() - drain.waitedNs());
                assertFalse(child.waitFor(Math.min(SAMPLE_MILLIS, left), TimeUnit.MILLISECONDS), () -> read(errors));
            }
            killed = System.nanoTime() - drain.waitedNs();
        } finally {
            child.destroyForcibly().waitFor();
        }
        long[] last = counted();
        long[] flushed = new long[last.length];
        for (int i = 0; i < samples.size(); i++) {
            if (killed - times.get(i) > TimeUnit.MILLISECONDS.toNanos(RecordingChild.FLUSH_MILLIS + SLACK_MILLIS)) {
                flushed = samples.get(i);
            }
        }
        Counts[] counts = new Counts[last.length];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new Counts(last[i], flushed[i]);
        }
        return counts;
    }

    private long[] counted() throws IOException {
        ByteBuffer file =
                ByteBuffer.wrap(Files.readAllBytes(folder.resolve("counts"))).order(ByteOrder.LITTLE_ENDIAN);
        long[] counts = new long[RecordingChild.THREADS];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = file.getLong(i * RecordingChild.STRIDE);
        }
        return counts;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @AfterEach
    void leavesNothing() throws IOException {
        if (box != null) {
            delete(box);
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
