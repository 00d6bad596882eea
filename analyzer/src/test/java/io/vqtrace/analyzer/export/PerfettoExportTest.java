package io.vqtrace.analyzer.export;

import static io.vqtrace.analyzer.fixture.TestTrace.START_NS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.analyzer.export.PerfettoTrace.Event;
import io.vqtrace.analyzer.fixture.SampleTraces;
import io.vqtrace.analyzer.fixture.TestTrace;
import io.vqtrace.trace.FaultReason;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Perfetto traces as a decoder built from Perfetto's schema reads them. */
class PerfettoExportTest {
    private static final int SEEDS = 4 * Integer.getInteger("vqtrace.rounds", 1);

    @TempDir
    private Path folder;

    private PerfettoTrace export(TestTrace trace) throws Exception {
        return PerfettoTrace.read(
                new ExportedTrace(folder).export(trace, ExportFormat.PERFETTO, ExportOptions.DEFAULT));
    }

    @Test
    void requestsAreSlicesBelowTheirQueueAndDevice() throws Exception {
        PerfettoTrace trace = export(SampleTraces.of("block"));
        List<Event> begins = trace.of("TYPE_SLICE_BEGIN");
        assertEquals(14, begins.size());
        assertEquals(
                Map.of(
                        "blk0 (virtio-blk) / queue 0 requestq1 / requests", 10L,
                        "blk0 (virtio-blk) / queue 1 requestq2 / requests", 3L,
                        "virtio-net@0x100 (virtio-net) / queue 0 rx0 / requests", 1L),
                count(trace, begins));
        Event first = begins.get(0);
        assertEquals(START_NS, first.ts());
        assertEquals("read", first.name());
        assertEquals(4096L, first.annotations().get("in_bytes"));
        assertEquals("used", first.annotations().get("end"));
        assertFalse(first.annotations().containsKey("wait_ns"), "what was not observed is absent");
        assertEquals(13, trace.of("TYPE_SLICE_END").size(), "the open request has no end");
    }

    private static Map<String, Long> count(PerfettoTrace trace, List<Event> events) {
        Map<String, Long> counts = new TreeMap<>();
        events.forEach(event -> counts.merge(trace.path(event.track()), 1L, Long::sum));
        return counts;
    }

    @Test
    void whatHasNoLengthIsAnInstant() throws Exception {
        TestTrace recorded = SampleTraces.of("recorder").fault(0, 0, 33_000, FaultReason.CHAIN_TOO_LONG);
        PerfettoTrace trace = export(recorded);
        Map<String, Long> counts = count(trace, trace.of("TYPE_INSTANT"));
        assertEquals(2L, counts.get("disk (virtio-blk) / queue 0 requestq1 / interrupts"));
        assertEquals(2L, counts.get("disk (virtio-blk) / queue 0 requestq1 / interrupts suppressed"));
        assertEquals(1L, counts.get("disk (virtio-blk) / queue 0 requestq1 / drops"));
        assertEquals(1L, counts.get("disk (virtio-blk) / queue 0 requestq1 / faults"));
        assertEquals(1L, counts.get("disk (virtio-blk) / gaps"));
        Event gap = named(trace, "events lost");
        assertEquals(Map.of("lost", 7L, "length_ns", 1000L), gap.annotations());
        assertEquals(START_NS + 21_000, gap.ts());
        assertEquals(Map.of("packets", 3L, "bytes", 4500L), named(trace, "drop").annotations());
        assertEquals(Map.of(), named(trace, "chain_too_long").annotations());
        assertEquals(
                Map.of("completions", 2L, "oldest_ns", 4000L),
                named(trace, "interrupt").annotations());
    }

    private static Event named(PerfettoTrace trace, String name) {
        return trace.events.stream()
                .filter(event -> name.equals(event.name()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no event " + name));
    }

    @Test
    void slicesOfATrackNestAndTheCounterIsTheNumberOfOpenSlices() throws Exception {
        for (long seed = 1; seed <= SEEDS; seed++) {
            PerfettoTrace trace = export(overlapping(new SplittableRandom(seed)));
            Map<Long, Boolean> open = new HashMap<>();
            Map<Long, Long> depths = new HashMap<>();
            Map<Long, Long> counters = new HashMap<>();
            long last = Long.MIN_VALUE;
            for (Event event : trace.events) {
                assertTrue(event.ts() >= last, "seed " + seed + ": events are in the order of time");
                last = event.ts();
                long queue = trace.tracks.get(event.track()).parent();
                switch (event.type()) {
                    case "TYPE_SLICE_BEGIN" -> {
                        assertNull(open.put(event.track(), true), "seed " + seed + ": two slices at once on a track");
                        depths.merge(queue, 1L, Long::sum);
                    }
                    case "TYPE_SLICE_END" -> {
                        assertEquals(true, open.remove(event.track()), "seed " + seed + ": an end without a begin");
                        depths.merge(queue, -1L, Long::sum);
                    }
                    case "TYPE_COUNTER" -> {
                        assertTrue(trace.tracks.get(event.track()).counter());
                        assertEquals(depths.get(queue), event.counter(), "seed " + seed);
                        counters.put(queue, event.counter());
                    }
                    default -> assertEquals("TYPE_INSTANT", event.type());
                }
            }
            assertEquals(Map.of(), open, "seed " + seed);
            counters.values().forEach(count -> assertEquals(0, count));
        }
    }

    private static TestTrace overlapping(SplittableRandom random) {
        TestTrace trace = new TestTrace().device(0, "blk0", "virtio-blk");
        for (int i = 0; i < 200; i++) {
            long pop = random.nextLong(1000);
            trace.used(0, random.nextInt(2), pop, pop + random.nextLong(50)).kick(0, 0, random.nextLong(1000));
        }
        return trace;
    }

    @Test
    void aNameIsTextWhateverItHolds() throws Exception {
        String name = "a\"b\\c\n<script>\u00e9\ud83d\ude80\u0000";
        PerfettoTrace trace =
                export(new TestTrace().device(0, name, "virtio-blk").used(0, 0, 0, 10));
        assertTrue(trace.tracks.values().stream().anyMatch(track -> track.name().startsWith(name)));
    }

    @Test
    void withoutTimesThereIsNoTimeline() {
        ExportUnavailableException refused =
                assertThrows(ExportUnavailableException.class, () -> export(SampleTraces.of("untimed")));
        assertTrue(refused.getMessage().contains("perfetto"), refused.getMessage());
    }
}
