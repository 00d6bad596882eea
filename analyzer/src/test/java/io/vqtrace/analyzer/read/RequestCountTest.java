package io.vqtrace.analyzer.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.analyzer.fixture.RecordedQueue;
import io.vqtrace.analyzer.fixture.TestTrace;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Snapshots repeat the requests that are open; a count of requests must not. */
class RequestCountTest {
    private static final long US = 1_000;
    private static final long MS = 1_000_000;

    @TempDir
    Path folder;

    private static void open(TestTrace trace, int queue, int head, long popNs, long snapshotNs) {
        trace.row(EventKind.OPEN, 0, queue, snapshotNs, row -> {
            row.sinceNs = snapshotNs - popNs;
            row.head = head;
            row.flags = Observed.SINCE_NS | Observed.HEAD;
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void countsEachRequestOnce(long seed) throws Exception {
        TestTrace trace = new TestTrace().recorded(seed % 2 == 0).device(0, "disk0", "virtio-blk");
        for (int queue = 0; queue < 3; queue++) {
            RecordedQueue.Load load = new RecordedQueue.Load(64, 1, 16, 16, US, 500 * US, 400, 1, 0);
            RecordedQueue recorded = new RecordedQueue(trace, 0, queue, load, seed % 2 == 0, seed + queue);
            for (int snapshot = 0; snapshot < 10; snapshot++) {
                recorded.snapshotAt(snapshot * 2 * MS + queue);
            }
            recorded.run(queue * MS);
        }
        // Queue 0 has two open for good, in its last two snapshots; those of the others are all used by now.
        for (long snapshot = 60; snapshot <= 61; snapshot++) {
            open(trace, 0, 3, 50 * MS, snapshot * MS);
            open(trace, 0, 4, 51 * MS, snapshot * MS);
        }
        trace.batches(64 + (int) seed, 16_384 * seed);
        try (TraceFiles files = TraceFiles.open(trace.write(folder.resolve("t.vqtrace")))) {
            assertTrue(files.segments().size() > 2, "seed " + seed);
            assertEquals(1202, RequestCount.of(files), "seed " + seed);
            SessionOptions options =
                    SessionOptions.builder().modules("requests").build();
            try (TraceSession session = TraceSession.open(files, options)) {
                assertEquals(1202, session.requests(), "seed " + seed);
                session.require("requests");
                assertEquals(
                        1202L,
                        session.query("select count(*) from requests", row -> row.getLong(1))
                                .get(0),
                        "seed " + seed);
            }
        }
    }

    @Test
    void anImportSnapshotsOnce() throws Exception {
        TestTrace trace = new TestTrace()
                .device(0, "disk0", "virtio-blk")
                .used(0, 0, 0, MS)
                .open(0, 0, MS, 2 * MS);
        try (TraceFiles files = TraceFiles.open(trace.write(folder.resolve("t.vqtrace")))) {
            assertEquals(2, RequestCount.of(files));
        }
    }
}
