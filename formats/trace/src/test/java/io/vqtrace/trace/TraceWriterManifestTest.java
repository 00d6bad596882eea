package io.vqtrace.trace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What {@code trace.json} says, and that it is replaced as a whole. */
class TraceWriterManifestTest {
    @TempDir
    Path temp;

    @Test
    void everyFieldOfTheFormatIsThere() throws Exception {
        Path directory = temp.resolve("full.vqtrace");
        EventChunk chunk = new EventChunk(10);
        EventRow row = new EventRow();
        row.ts = 1_000;
        row.kind = EventKind.USED.code();
        chunk.append(row);
        row.ts = 2_000;
        row.count = -1;
        row.kind = EventKind.GAP.code();
        chunk.append(row);
        chunk.append(row);
        try (TraceWriter writer = TraceWriter.builder(directory)
                .producer("vqtrace 0.1.0")
                .source("qemu-log")
                .host("h1")
                .mode("import")
                .level("requests")
                .open()) {
            writer.clock(new Clock("nanoTime", 1, List.of(new Clock.Anchor(5, 1_700_000_000_000_000_005L))));
            writer.thread(new ThreadEntry(1, 11_496, null));
            writer.thread(new ThreadEntry(0, 11_495, "vcpu"));
            writer.thread(new ThreadEntry(0, 11_495, "vcpu 0"));
            writer.put("observable", List.of("kick", "used"));
            writer.put("import", Map.of("lines", 12L, "unknown_events", Map.of("a\"b", 1)));
            writer.put("warnings", List.of("first"));
            writer.write(chunk);
        }
        String size = Long.toString(Files.size(directory.resolve("events-000001.arrows")));
        JsonNode expected = Manifests.parse(
                """
                {"format": "vqtrace", "version": 1, "producer": "vqtrace 0.1.0", "source": "qemu-log", "host": "h1",
                 "mode": "import", "level": "requests",
                 "clock": {"source": "nanoTime", "resolution_ns": 1,
                           "anchors": [{"monotonic_ns": 5, "epoch_ns": 1700000000000000005}]},
                 "start_ns": 1000, "end_ns": 2000,
                 "counts": {"events": 3, "by_kind": {"used": 1, "gap": 2}, "dropped": 8589934590},
                 "threads": [{"thread": 0, "tid": 11495, "role": "vcpu 0"}, {"thread": 1, "tid": 11496, "role": null}],
                 "segments": [{"file": "events-000001.arrows", "rows": 3, "batches": 1, "bytes": SIZE,
                               "first_ns": 1000, "last_ns": 2000}],
                 "observable": ["kick", "used"],
                 "import": {"lines": 12, "unknown_events": {"a\\"b": 1}},
                 "warnings": ["first"], "closed": true}
                """
                        .replace("SIZE", size));
        assertEquals(expected, Manifests.read(directory));
    }

    @Test
    void timesAreNullWithoutAClockAndWithoutEvents() throws Exception {
        Path untimed = temp.resolve("untimed.vqtrace");
        try (TraceWriter writer = TraceWriter.builder(untimed).open()) {
            writer.write(new RandomEvents(1).fill(new EventChunk(9), 9));
        }
        JsonNode json = Manifests.read(untimed);
        assertEquals("none", json.get("clock").get("source").asString());
        assertTrue(json.get("clock").get("resolution_ns").isNull());
        assertTrue(json.get("segments").get(0).get("first_ns").isNull());
        assertTrue(json.get("segments").get(0).get("last_ns").isNull());
        assertTrue(json.get("start_ns").isNull());
        assertTrue(json.get("end_ns").isNull());

        Path empty = temp.resolve("empty.vqtrace");
        TraceWriter.builder(empty)
                .clock(new Clock("nanoTime", 1, List.of()))
                .open()
                .close();
        json = Manifests.read(empty);
        assertTrue(json.get("start_ns").isNull());
        assertTrue(json.get("end_ns").isNull());
        assertEquals(0, json.get("segments").size());
        assertTrue(json.get("host").isNull());
        assertTrue(json.get("closed").asBoolean());
    }

    @Test
    void readerAlwaysSeesAWholeFile() throws Exception {
        Path directory = temp.resolve("atomic.vqtrace");
        AtomicBoolean done = new AtomicBoolean();
        try (TraceWriter writer = TraceWriter.builder(directory).open()) {
            CompletableFuture<Integer> reader = CompletableFuture.supplyAsync(() -> {
                int reads = 0;
                while (!done.get()) {
                    assertEquals("vqtrace", Manifests.read(directory).get("format").asString());
                    reads++;
                }
                return reads;
            });
            try {
                for (int i = 0; i < 300; i++) {
                    writer.put("filler", "x".repeat(i % 2 == 0 ? 100_000 : 1));
                    writer.checkpoint();
                }
            } finally {
                done.set(true);
            }
            assertTrue(reader.get() > 0);
        }
        try (var files = Files.list(directory)) {
            assertEquals(
                    List.of("devices.arrows", "negotiation.arrows", "queues.arrows", "trace.json"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void fieldsOfTheWriterAndOddValuesAreRefused() throws Exception {
        try (TraceWriter writer = TraceWriter.builder(temp.resolve("put.vqtrace")).open()) {
            assertThrows(IllegalArgumentException.class, () -> writer.put("closed", true));
            assertThrows(IllegalArgumentException.class, () -> writer.put("segments", List.of()));
            assertThrows(IllegalArgumentException.class, () -> writer.put("warnings", "not a list"));
            assertThrows(IllegalArgumentException.class, () -> writer.put("x", new Object()));
        }
    }

    @Test
    void factsAreKeptUnderPlainNamesOnly() throws Exception {
        Path directory = temp.resolve("facts.vqtrace");
        byte[] content = {0, 1, -1};
        try (TraceWriter writer = TraceWriter.builder(directory).open()) {
            writer.facts("query-pci.json", content);
            for (String name : List.of("", ".", "..", "../x", "a/b", "/etc/x", "a/../b", "./a", "a/")) {
                assertThrows(IllegalArgumentException.class, () -> writer.facts(name, content), name);
            }
        }
        assertArrayEquals(content, Files.readAllBytes(directory.resolve("facts/query-pci.json")));
        try (var files = Files.list(directory.resolve("facts"))) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void directoryMustBeEmptyAndItsParentThere() throws Exception {
        Path directory = Files.createDirectory(temp.resolve("used.vqtrace"));
        Files.createFile(directory.resolve("mine"));
        TraceWriterBuilder used = TraceWriter.builder(directory);
        assertThrows(DirectoryNotEmptyException.class, used::open);
        TraceWriterBuilder orphan = TraceWriter.builder(temp.resolve("absent/x.vqtrace"));
        assertThrows(NoSuchFileException.class, orphan::open);
        assertFalse(Files.exists(temp.resolve("absent")));
        Files.delete(directory.resolve("mine"));
        TraceWriter.builder(directory).open().close();
        assertTrue(Manifests.read(directory).get("closed").asBoolean());
    }

    @Test
    void closedWriterRefusesEverythingButClose() throws Exception {
        TraceWriter writer = TraceWriter.builder(temp.resolve("closed.vqtrace")).open();
        writer.close();
        writer.close();
        EventChunk chunk = new RandomEvents(1).fill(new EventChunk(1), 1);
        assertThrows(IllegalStateException.class, () -> writer.write(chunk));
        assertThrows(IllegalStateException.class, writer::checkpoint);
        assertThrows(IllegalStateException.class, () -> writer.put("x", 1));
        assertThrows(IllegalStateException.class, () -> writer.thread(new ThreadEntry(0, 1, null)));
    }
}
