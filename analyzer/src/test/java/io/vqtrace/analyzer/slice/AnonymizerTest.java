package io.vqtrace.analyzer.slice;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.trace.Clock;
import io.vqtrace.trace.Compression;
import io.vqtrace.trace.DeviceRow;
import io.vqtrace.trace.EventChunk;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.EventRow;
import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.NegotiationStep;
import io.vqtrace.trace.Observed;
import io.vqtrace.trace.QueueRow;
import io.vqtrace.trace.ThreadEntry;
import io.vqtrace.trace.TraceWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that names a guest, its host or its data is left in an anonymized slice; what is equal stays equal. */
class AnonymizerTest {
    private static final long START_NS = 1_795_352_240_000_000_000L;
    private static final long SECTOR = 0x5ec7_0123_4567L;
    private static final long ADDRESS = 0x7fad_d123_4000L;
    private static final long MAC = 0x5254_0012_3456L;
    private static final long TID = 918_273;
    private static final long UPTIME = 0x0b00_7712_3456L;
    private static final List<String> SECRETS = List.of(
            "payroll",
            "0x560b26676600",
            "0000:03:00.0",
            "db-host-17",
            "iot-payroll",
            "worker-of-alice",
            "/home/alice",
            "secret detail",
            "secret warning",
            "alice.log",
            "secret_event",
            "secret reason",
            "secret fact",
            "mystery");

    @TempDir
    private Path folder;

    private Path original;

    @BeforeEach
    void write() throws IOException {
        original = folder.resolve("payroll.vqtrace");
        Clock clock = new Clock("nanotime", 1, List.of(new Clock.Anchor(UPTIME, START_NS)));
        try (TraceWriter writer = TraceWriter.builder(original)
                .source("recorder")
                .host("db-host-17")
                .mode("stream")
                .level("requests")
                .clock(clock)
                .open()) {
            writer.thread(new ThreadEntry(0, TID, "iothread iot-payroll"));
            writer.thread(new ThreadEntry(1, TID + 1, "worker-of-alice"));
            writer.thread(new ThreadEntry(2, TID + 2, "vcpu 3"));
            for (int id = 0; id < 2; id++) {
                writer.device(new DeviceRow(
                        id,
                        "payroll" + id,
                        "virtio-blk",
                        2,
                        "pci",
                        id == 0 ? "0x560b26676600" : "/home/alice/disk.sock",
                        "java",
                        "0000:03:00." + id,
                        "virtio-blk-pci",
                        null,
                        "uncertain: the mystery device"));
            }
            writer.queue(new QueueRow(
                    0, 0, "requestq1", "request", "split", 8, 8, 1, ADDRESS, ADDRESS, ADDRESS, START_NS, "recorder"));
            writer.negotiation(new NegotiationRow(
                    0,
                    START_NS,
                    NegotiationStep.CONFIG_READ,
                    null,
                    MAC,
                    null,
                    null,
                    "driver",
                    2,
                    "recorder",
                    "secret detail"));
            writer.negotiation(new NegotiationRow(
                    0, START_NS, NegotiationStep.STATUS, null, 15L, null, null, "driver", 2, "recorder", null));
            writer.facts("query-payroll.json", "secret fact".getBytes(StandardCharsets.UTF_8));
            writer.put("warnings", List.of("secret warning"));
            writer.put("recorder", Map.of("recorded", 4L, "directory", "/home/alice", "reason", "secret reason"));
            writer.put(
                    "import",
                    Map.of("lines", 5L, "inputs", List.of("alice.log"), "unknown_events", Map.of("secret_event", 1L)));
            events(writer);
        }
    }

    private static void events(TraceWriter writer) throws IOException {
        EventChunk chunk = new EventChunk(8);
        EventRow row = new EventRow();
        row.flags = Observed.VALUE | Observed.SINCE_NS;
        row.kind = EventKind.USED.code();
        for (long sector : new long[] {SECTOR, SECTOR, SECTOR + 8}) {
            row.ts++;
            row.value = sector;
            append(chunk, row);
        }
        row.kind = EventKind.OPEN.code();
        row.value = SECTOR + 8;
        append(chunk, row);
        row.kind = EventKind.INTERRUPT.code();
        row.value = 5;
        append(chunk, row);
        writer.write(chunk);
    }

    private static void append(EventChunk chunk, EventRow row) {
        long ns = row.ts;
        row.ts = START_NS + ns;
        chunk.append(row);
        row.ts = ns;
    }

    private Path anonymize(String name, Pseudonyms pseudonyms) throws Exception {
        Path slice = folder.resolve(name);
        try (TraceFiles files = TraceFiles.open(original)) {
            SliceOptions options = new SliceOptions(true, pseudonyms, Compression.NONE);
            TraceSlice.write(files, files.name(), SessionOptions.builder().build(), slice, options);
        }
        return slice;
    }

    @Test
    void noOriginalIsLeft() throws Exception {
        for (String secret : SECRETS) {
            assertTrue(holds(original, secret.getBytes(StandardCharsets.UTF_8)), "the original holds " + secret);
        }
        Path slice = anonymize("slice.vqtrace", Pseudonyms.random());
        for (String secret : SECRETS) {
            assertFalse(holds(slice, secret.getBytes(StandardCharsets.UTF_8)), secret);
        }
        for (long secret : new long[] {SECTOR, SECTOR + 8, ADDRESS, MAC}) {
            byte[] bytes = ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(secret)
                    .array();
            assertTrue(holds(original, bytes), "the original holds " + secret);
            assertFalse(holds(slice, bytes), "number " + secret);
        }
        for (long secret : new long[] {TID, UPTIME}) {
            assertFalse(holds(slice, Long.toString(secret).getBytes(StandardCharsets.UTF_8)), "number " + secret);
        }
        assertFalse(Files.exists(slice.resolve("facts")));
    }

    /** Tells whether a file of the folder has the bytes in its content or name. */
    private static boolean holds(Path root, byte[] bytes) throws IOException {
        String wanted = new String(bytes, StandardCharsets.ISO_8859_1);
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                if (content.contains(wanted) || file.getFileName().toString().contains(wanted)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void whatIsEqualStaysEqualAndTheRestIsKept() throws Exception {
        Path slice = anonymize("slice.vqtrace", Pseudonyms.random());
        SessionOptions options =
                SessionOptions.builder().modules("requests", "interrupts").build();
        try (TraceFiles files = TraceFiles.open(slice);
                TraceSession session = TraceSession.open(files, options)) {
            session.require("requests", "interrupts");
            List<Long> sectors = session.query(
                    "SELECT argument FROM requests ORDER BY \"end\" DESC, ts_used", row -> row.getLong(1));
            assertEquals(4, sectors.size());
            assertEquals(sectors.get(0), sectors.get(1));
            assertNotEquals(sectors.get(0), sectors.get(2));
            assertEquals(sectors.get(2), sectors.get(3));
            assertEquals(List.of(5L), session.query("SELECT vector FROM interrupts", row -> row.getLong(1)));
            DeviceRow device = files.devices().get(0);
            assertEquals("virtio-blk", device.type());
            assertEquals("uncertain", device.join());
            assertTrue(device.sourceId().matches("0x[0-9a-f]{12}"), device.sourceId());
            assertNotEquals(device.name(), files.devices().get(1).name());
            QueueRow queue = files.queues().get(0);
            assertEquals(queue.descAddr(), queue.driverAddr());
            assertEquals(8, queue.size());
            assertEquals(15L, files.negotiation().get(1).value());
            assertEquals("vcpu 3", files.manifest().threads().get(2).role());
            assertEquals(4L, files.manifest().recording().account().get("recorded"));
            assertEquals(5L, files.manifest().importCount("lines"));
            assertTrue(files.complete());
        }
    }

    @Test
    void aSeedRepeatsAndOnlyASeed() throws Exception {
        Path first = anonymize("first.vqtrace", Pseudonyms.of("s3cret"));
        Path second = anonymize("second.vqtrace", Pseudonyms.of("s3cret"));
        Path other = anonymize("other.vqtrace", Pseudonyms.of("another"));
        Path random = anonymize("random.vqtrace", Pseudonyms.random());
        for (String file : List.of("events-000001.arrows", "devices.arrows", "queues.arrows", "trace.json")) {
            byte[] bytes = Files.readAllBytes(first.resolve(file));
            assertArrayEquals(bytes, Files.readAllBytes(second.resolve(file)), file);
            assertFalse(Arrays.equals(bytes, Files.readAllBytes(other.resolve(file))), file);
            assertFalse(Arrays.equals(bytes, Files.readAllBytes(random.resolve(file))), file);
        }
    }
}
