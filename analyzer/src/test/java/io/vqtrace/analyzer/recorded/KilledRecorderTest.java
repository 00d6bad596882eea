package io.vqtrace.analyzer.recorded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.trace.EventKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A recording process killed by SIGKILL at random moments at full rate leaves a trace that is read, and says it was cut. */
class KilledRecorderTest {
    private static final int KILLS = 5 * Integer.getInteger("vqtrace.rounds", 1);
    private static final int MAX_DELAY_MILLIS = 700;
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
        long[] counts = killedAfter(
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
                assertEquals(
                        mode == Mode.STREAM_BOX && time == 0 || mode == Mode.STREAM_BOX_ZSTD && time == 0,
                        files.note() != null,
                        what + ": recovered once");
            }
        }
        if (mode.boxed && !mode.flight()) {
            assertFalse(Files.exists(box), what + ": moved into the trace");
        }
        delete(trace);
        delete(box);
    }

    private void verify(Mode mode, TraceFiles files, long[] counts, String what) throws IOException {
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
        assertEquals("disk", files.devices().get(0).name(), what);
    }

    private void verifyThread(Mode mode, ArgumentCensus census, int thread, long count, String what) {
        BitSet used = census.used(thread);
        if (mode.flight()) {
            int first = Math.max(0, used.nextSetBit(0));
            long held = used.cardinality();
            assertTrue(used.length() > count, what + ": the last row " + (used.length() - 1) + " of " + count);
            assertEquals(
                    used.length() - first, held + Math.min(census.lost(thread), used.length() - first - held), what);
        } else if (mode.boxed) {
            // One more may have been published whose count was not.
            long missing = count - used.get(0, Math.toIntExact(count) + 1).cardinality();
            assertTrue(used.length() <= count + 2, what + ": " + used.length() + " of " + count);
            assertEquals(
                    Math.min(missing, census.lost(thread)),
                    missing,
                    what + ": rows missing, gaps say " + census.lost(thread));
        } else {
            assertTrue(used.length() <= count + 2, what);
        }
        if (mode.boxed && count > 0) {
            assertTrue(census.open(thread) <= RecordingChild.DEPTH, what + ": open " + census.open(thread));
            assertTrue(census.open(thread) >= RecordingChild.DEPTH - 2, what + ": open " + census.open(thread));
        }
    }

    private Path counts() throws IOException {
        Path counts = folder.resolve("counts");
        Files.write(counts, new byte[RecordingChild.STRIDE * RecordingChild.THREADS]);
        return counts;
    }

    /** Runs the child, kills it some time after it began to record and returns the counts of its threads. */
    private long[] killedAfter(int delayMillis, java.util.List<String> command) throws Exception {
        Path errors = folder.resolve("errors");
        Process child =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();
            assertEquals("recording", line, () -> read(errors));
            assertFalse(child.waitFor(delayMillis, TimeUnit.MILLISECONDS), () -> read(errors));
        } finally {
            child.destroyForcibly().waitFor();
        }
        ByteBuffer counts =
                ByteBuffer.wrap(Files.readAllBytes(folder.resolve("counts"))).order(ByteOrder.LITTLE_ENDIAN);
        long[] result = new long[RecordingChild.THREADS];
        for (int i = 0; i < result.length; i++) {
            result[i] = counts.getLong(i * RecordingChild.STRIDE);
        }
        return result;
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
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
