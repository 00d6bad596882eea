package io.vqtrace.analyzer.slice;

import static io.vqtrace.analyzer.fixture.TestTrace.START_NS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.analyzer.analysis.Analyses;
import io.vqtrace.analyzer.analysis.ReportModel;
import io.vqtrace.analyzer.fixture.SampleTraces;
import io.vqtrace.analyzer.fixture.TestTrace;
import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.trace.Compression;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;
import io.vqtrace.trace.TraceFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A slice tells of its window what the whole trace tells of it. */
class TraceSliceTest {
    private static final int SEEDS = 8 * Integer.getInteger("vqtrace.rounds", 1);
    private static final int LENGTH_NS = 1000;
    private static final SliceOptions PLAIN = new SliceOptions(true, null, Compression.NONE);

    @TempDir
    private Path folder;

    private int number;

    private Path next() {
        return folder.resolve("trace" + number++ + ".vqtrace");
    }

    private Path slice(Path trace, SessionOptions selection, SliceOptions options) throws Exception {
        Path slice = next();
        try (TraceFiles files = TraceFiles.open(trace)) {
            TraceSlice.write(files, files.name(), selection, slice, options);
        }
        return slice;
    }

    private static ReportModel report(Path trace, SessionOptions.Builder selection) throws Exception {
        try (TraceFiles files = TraceFiles.open(trace);
                TraceSession session = TraceSession.open(
                        files, Analyses.prepareReport(selection).build())) {
            assertTrue(files.complete(), () -> String.join("; ", files.warnings()));
            return Analyses.report(session);
        }
    }

    @Test
    void reportsAreThoseOfTheWindow() throws Exception {
        for (long seed = 1; seed <= SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Path whole = recorded(random).write(next());
            long a = START_NS + random.nextInt(LENGTH_NS + 100);
            long b = START_NS + random.nextInt(LENGTH_NS + 100);
            Long from = random.nextInt(4) == 0 ? null : Long.valueOf(Math.min(a, b));
            Long to = random.nextInt(4) == 0 ? null : Long.valueOf(Math.max(a, b));
            if (from != null && from > START_NS + LENGTH_NS) {
                continue;
            }
            List<String> devices = random.nextBoolean() ? List.of() : List.of("disk1");
            ReportModel wanted =
                    report(whole, SessionOptions.builder().window(from, to).devices(devices));
            SessionOptions selection =
                    SessionOptions.builder().window(from, to).devices(devices).build();
            Path slice = slice(whole, selection, PLAIN);
            ReportModel found = report(slice, SessionOptions.builder());
            String message = "seed " + seed + ", window " + from + " to " + to + ", devices " + devices;
            assertEquals(wanted.queues(), found.queues(), message);
            assertEquals(wanted.devices(), found.devices(), message);
            assertEquals(wanted.notes(), found.notes(), message);
            assertEquals(wanted.trace().requests(), found.trace().requests(), message);
            assertEquals(wanted.trace().startNs(), found.trace().startNs(), message);
            assertEquals(wanted.trace().durationNs(), found.trace().durationNs(), message);
        }
    }

    @Test
    void keepsWhatTheRecorderRememberedOfTheSelectedQueues() throws Exception {
        Path whole = SampleTraces.of("remembered").write(next());
        SessionOptions selection = SessionOptions.builder().queues(List.of(1)).build();
        try (TraceFiles all = TraceFiles.open(whole);
                TraceFiles some = TraceFiles.open(slice(whole, selection, PLAIN))) {
            assertEquals(2, all.queueStates().size());
            assertEquals(List.of(all.queueStates().get(1)), some.queueStates());
        }
    }

    /** Requests with heads, snapshots of those in flight as a recorder writes them, and events of every other kind. */
    private static TestTrace recorded(SplittableRandom random) {
        TestTrace trace = new TestTrace()
                .recorded(true)
                .device(0, "disk0", "virtio-blk")
                .device(1, "disk1", "virtio-blk")
                .queue(0, 0, 16)
                .queue(1, 0, 16)
                .queue(1, 1, 16)
                .batches(64, 20_000)
                .kick(0, 0, 0)
                .kick(0, 0, LENGTH_NS);
        for (int i = 0; i < 300; i++) {
            int device = random.nextInt(2);
            int head = i;
            int pop = random.nextInt(LENGTH_NS);
            int end = random.nextInt(20) == 0 ? Integer.MAX_VALUE : pop + random.nextInt(300);
            if (end <= LENGTH_NS) {
                trace.row(EventKind.USED, device, 0, end, row -> {
                    row.head = head;
                    row.sinceNs = end - pop;
                    row.flags = Observed.HEAD | Observed.SINCE_NS;
                });
            }
            for (int snapshot = 250; snapshot <= LENGTH_NS; snapshot += 250) {
                int ns = snapshot;
                if (pop <= ns && ns < end) {
                    trace.row(EventKind.OPEN, device, 0, ns, row -> {
                        row.head = head;
                        row.sinceNs = ns - pop;
                        row.flags = Observed.HEAD | Observed.SINCE_NS;
                    });
                }
            }
            trace.kick(device, 0, random.nextInt(LENGTH_NS)).interrupt(device, 0, random.nextInt(LENGTH_NS), 1, 5);
        }
        return trace.gap(0, 0, 500, 20, 3).gap(1, 0, 800, 100, 4);
    }

    @Test
    void batchesStayOfOneThreadAndFilesAreWhole() throws Exception {
        Path whole = new TestTrace()
                .device(0, "a", "virtio-blk")
                .batches(1, 1 << 20)
                .unsorted()
                .kick(0, 0, 30)
                .kick(0, 0, 10)
                .kick(0, 0, 20)
                .write(next());
        Path slice = slice(
                whole,
                SessionOptions.builder().window(START_NS + 10, START_NS + 20).build(),
                PLAIN);
        try (TraceFiles files = TraceFiles.open(slice)) {
            assertEquals(2, files.manifest().events());
            assertEquals(2, files.manifest().segments().get(0).batches(), "rows of two threads are not mixed");
            assertTrue(files.complete());
        }
    }

    @Test
    void tellsWhatItIsOf() throws Exception {
        Path whole = SampleTraces.of("block").write(next());
        SessionOptions selection = SessionOptions.builder()
                .window(START_NS, null)
                .devices(List.of("blk0"))
                .build();
        String json = Files.readString(slice(whole, selection, PLAIN).resolve("trace.json"));
        assertTrue(
                json.contains("\"slice\": {\"of\":\"" + whole.getFileName() + "\",\"from_ns\":" + START_NS
                        + ",\"to_ns\":null,"),
                json);
        assertTrue(json.contains("\"devices\":[0],\"queues\":null,\"of_events\":27,\"anonymized\":false}"), json);
    }

    @Test
    void otherDevicesAreLeftOut() throws Exception {
        Path whole = SampleTraces.of("block").write(next());
        Path slice = slice(
                whole,
                SessionOptions.builder()
                        .devices(List.of("blk0"))
                        .queues(List.of(1))
                        .build(),
                PLAIN);
        try (TraceFiles files = TraceFiles.open(slice)) {
            assertEquals(1, files.devices().size());
            assertEquals(1, files.queues().size());
            assertEquals(2, files.negotiation().size(), "steps of the device as a whole");
        }
    }

    @Test
    void factsGoAlongUnlessTheyAreNotWanted() throws Exception {
        Path whole = SampleTraces.of("block").write(next());
        byte[] fact = "{\"return\": []}".getBytes(StandardCharsets.UTF_8);
        Files.createDirectory(whole.resolve(TraceFormat.FACTS_DIRECTORY));
        Files.write(whole.resolve(TraceFormat.FACTS_DIRECTORY).resolve("query-pci.json"), fact);
        SessionOptions all = SessionOptions.builder().build();
        Path with = slice(whole, all, PLAIN).resolve(TraceFormat.FACTS_DIRECTORY);
        assertArrayEquals(fact, Files.readAllBytes(with.resolve("query-pci.json")));
        Path without = slice(whole, all, new SliceOptions(false, null, Compression.NONE));
        assertFalse(Files.exists(without.resolve(TraceFormat.FACTS_DIRECTORY)));
    }

    @Test
    void aSliceOfASliceAndOneThatWasCutKeepTheWindow() throws Exception {
        Path whole = recorded(new SplittableRandom(1)).write(next());
        SessionOptions window =
                SessionOptions.builder().window(START_NS + 300, START_NS + 600).build();
        ReportModel wanted = report(whole, SessionOptions.builder().window(START_NS + 300, START_NS + 600));
        Path slice = slice(whole, window, new SliceOptions(true, null, Compression.ZSTD));
        Path again = slice(slice, SessionOptions.builder().build(), PLAIN);
        assertEquals(wanted.queues(), report(again, SessionOptions.builder()).queues());
        String json = Files.readString(slice.resolve("trace.json"));
        Files.writeString(slice.resolve("trace.json"), json.replace("\"closed\": true", "\"closed\": false"));
        try (TraceFiles files = TraceFiles.open(slice)) {
            assertTrue(files.manifest().rebuilt());
            assertEquals(START_NS + 300, files.manifest().startNs());
            assertEquals(START_NS + 600, files.manifest().slice().toNs());
        }
    }
}
