package io.vqtrace.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.bench.cost.Costs;
import io.vqtrace.bench.cost.ProbeCosts;
import io.vqtrace.bench.pause.Pause;
import io.vqtrace.bench.pause.PauseSeries;
import io.vqtrace.bench.peer.PeerKind;
import io.vqtrace.bench.sustained.RowSize;
import io.vqtrace.bench.sustained.SustainedRun;
import io.vqtrace.trace.Compression;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class JsonReportTest {
    private static final Machine MACHINE = new Machine("a processor", 2, "Linux", "JDK 17", "ext4", 0.5);

    @TempDir
    Path directory;

    @Test
    void aWholeReportHasEveryAgreedKeyAsANumber() throws IOException {
        Path file = directory.resolve("bench.json");
        JsonReport.write(whole(), file);

        JsonNode json = new ObjectMapper().readTree(Files.readString(file));
        for (String key : Set.of(
                "nano_time_ns",
                "probe_enabled_ns",
                "probe_disabled_ns",
                "burst_ns",
                "two_threads_ns",
                "pop_ns",
                "used_ns",
                "probe_enabled_full_ns",
                "burst_full_ns",
                "alloc_bytes_per_event",
                "sustained_events_per_s",
                "sustained_zstd_events_per_s",
                "sustained_zstd_bytes_per_event",
                "dropped",
                "zstd_bytes_per_event")) {
            assertTrue(json.path(key).isNumber(), key);
        }
        assertEquals(Set.of("jfr", "agrona", "disruptor", "chronicle", "log4j2"), names(json.get("peers_ns")));
        json.get("peers_ns").values().forEach(peer -> assertTrue(peer.isNumber()));
        for (PauseSeries series : PauseSeries.values()) {
            String key = series == PauseSeries.PROBE ? "worst_ns" : "worst_" + series.label() + "_ns";
            assertEquals(Set.of("p9999", "max"), names(json.get(key)), key);
        }
    }

    @Test
    void figuresAreThoseThatWereMeasured() {
        JsonNode json = JsonReport.toJson(whole());

        assertEquals(40.5, json.get("nano_time_ns").doubleValue());
        assertEquals(61, json.get("probe_enabled_ns").doubleValue(), "the dearer mode");
        assertEquals(22, json.get("burst_ns").doubleValue(), "the dearer mode");
        assertEquals(63, json.get("two_threads_ns").doubleValue());
        assertEquals(30, json.get("pop_ns").doubleValue());
        assertEquals(62, json.get("used_ns").doubleValue());
        assertEquals(75, json.get("probe_enabled_full_ns").doubleValue(), "the dearer mode at level full");
        assertEquals(28, json.get("burst_full_ns").doubleValue(), "the dearer mode at level full");
        assertEquals(71, json.get("probe_stream_full_ns").doubleValue());
        assertEquals(0.01, json.get("stream_dropped_ratio").doubleValue());
        assertEquals(0.02, json.get("stream_dropped_full_ratio").doubleValue());
        assertEquals(0.13, json.get("probe_disabled_ns").doubleValue(), 0.006, "over the empty loop");
        assertEquals(0.25, json.get("probe_disabled_beside_enabled_ns").doubleValue(), 1e-9);
        assertEquals(100, json.get("peers_ns").get("jfr").doubleValue());
        assertEquals(11_000_000, json.get("sustained_events_per_s").longValue());
        assertEquals(5_500_000, json.get("sustained_zstd_events_per_s").longValue());
        assertEquals(9.4, json.get("sustained_zstd_bytes_per_event").doubleValue());
        assertEquals(7, json.get("dropped").longValue(), "of both runs");
        assertEquals(600, json.get("overload").get("dropped").longValue());
        assertEquals(8.5, json.get("zstd_bytes_per_event").doubleValue());
        assertEquals(200, json.get("worst_ns").get("p9999").longValue());
        assertEquals(2_000, json.get("worst_ns").get("max").longValue());
    }

    @Test
    void aPartThatWasLeftOutHasNoKeys() {
        JsonNode json = JsonReport.toJson(new Report(MACHINE, null, null, null, null, null, null));

        assertEquals(Set.of("jdk", "machine"), names(json));
    }

    @Test
    void theTableNamesMachineAndPeers() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TableReport.print(whole(), new PrintStream(bytes, true, StandardCharsets.UTF_8));
        String table = bytes.toString(StandardCharsets.UTF_8);

        assertTrue(table.startsWith("a processor, 2 processors"), table);
        for (PeerKind peer : Report.PEERS) {
            assertTrue(table.contains("| " + peer.label() + " | "), peer.label());
        }
        assertTrue(table.contains("| **enabled probe call** | 61.0 | 1.00 |"), table);
        assertTrue(table.contains("| enabled probe call, level `full` | 75.0 | 1.23 |"), table);
        assertTrue(table.contains("| zstd | 5.50 of 5.60 | 7 of 16,800,000 |"), table);
    }

    private static Report whole() {
        Map<PeerKind, Double> peers = new EnumMap<>(PeerKind.class);
        for (PeerKind peer : PeerKind.values()) {
            peers.put(peer, 99.0 + peer.ordinal());
        }
        Map<PauseSeries, Pause> pauses = new EnumMap<>(PauseSeries.class);
        for (PauseSeries series : PauseSeries.values()) {
            pauses.put(series, new Pause(100 * (1 + series.ordinal()), 1000 * (1 + series.ordinal())));
        }
        return new Report(
                MACHINE,
                new Costs(
                        40.5,
                        new ProbeCosts(61, 58, 22, 20, 0.01),
                        new ProbeCosts(71, 75, 27, 28, 0.02),
                        30,
                        62,
                        63,
                        1,
                        1.125,
                        1.25,
                        peers),
                pauses,
                new SustainedRun(
                        Compression.NONE,
                        11.2e6,
                        33_600_000,
                        33_600_000,
                        33_600_000,
                        0,
                        33_600_000,
                        63,
                        11e6,
                        60,
                        0,
                        0.5),
                new SustainedRun(
                        Compression.ZSTD,
                        5.6e6,
                        16_800_000,
                        16_800_000,
                        16_799_993,
                        7,
                        16_799_994,
                        9.4,
                        5.5e6,
                        60,
                        0,
                        0.5),
                new SustainedRun(Compression.NONE, 22e6, 1_000, 1_000, 400, 600, 401, 63, 8e6, 20, 0, 0.5),
                new RowSize(8.5, 7.5, 63.25));
    }

    private static Set<String> names(JsonNode node) {
        return new TreeSet<>(node.propertyNames());
    }
}
