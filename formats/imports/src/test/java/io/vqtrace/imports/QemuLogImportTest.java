package io.vqtrace.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import io.vqtrace.imports.ImportException.Reason;
import io.vqtrace.trace.Compression;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QemuLogImportTest {
    @TempDir
    private Path folder;

    private int traces;

    private static byte[] sample() {
        try (InputStream in = QemuLogImportTest.class.getResourceAsStream("mixed/trace.log")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private Path file(String name, String content) throws IOException {
        return file(name, content.getBytes(StandardCharsets.ISO_8859_1));
    }

    private Path newTrace() {
        return folder.resolve("trace" + traces++);
    }

    private ImportedTrace imported(QemuLogImport.Builder builder) throws IOException, ImportException {
        Path trace = newTrace();
        builder.build().importTo(trace);
        return ImportedTrace.read(trace);
    }

    private ImportedTrace imported(Path... files) throws IOException, ImportException {
        return imported(QemuLogImport.builder().inputs(List.of(files)));
    }

    private ImportException refused(QemuLogImport.Builder builder) {
        ImportException e =
                assertThrows(ImportException.class, () -> builder.build().importTo(newTrace()));
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
        return e;
    }

    private ImportException refused(Path... files) {
        return refused(QemuLogImport.builder().inputs(List.of(files)));
    }

    @Test
    void importsWhatTheLogSays() throws Exception {
        ImportedTrace trace = imported(file("mixed.log", sample()));
        assertEquals(
                Map.of(
                        "0x55eec5cc9600/0", "used 3 returned 0 open 0 kicks 1 interrupts 3",
                        "0x55eec5cc9600/1", "used 0 returned 0 open 4 kicks 1 interrupts 0",
                        "0x55eec5dc2300/0", "used 3 returned 0 open 4 kicks 2 interrupts 3",
                        "0x55eec5eb1a60/1", "used 0 returned 0 open 0 kicks 1 interrupts 0",
                        "0x55eec5eb1a60/2", "used 0 returned 0 open 0 kicks 1 interrupts 0",
                        "0x55eec5fa8e20/0", "used 4 returned 0 open 0 kicks 2 interrupts 4"),
                trace.summary());
        assertEquals("gettimeofday", trace.json().get("clock").get("source").stringValue());
        assertEquals(150, trace.json().get("import").get("lines").intValue());
        assertEquals(0, trace.json().get("import").get("foreign_lines").intValue());
        assertEquals(
                "[\"kick\",\"used\",\"interrupt\",\"negotiation\"]",
                trace.json().get("observable").toString());
        Map<String, Object> first = trace.events(EventKind.USED).get(0);
        assertEquals(1795353471962405000L, first.get("ts"));
        assertEquals(1912000L, first.get("since_ns"));
        assertEquals(4097L, ImportedTrace.number(first, "used_bytes"));
        assertEquals(4096L, ImportedTrace.number(first, "in_bytes"));
        assertEquals(3L, ImportedTrace.number(first, "count"));
        assertFalse(ImportedTrace.observed(first, Observed.WAIT_NS | Observed.OUTSTANDING | Observed.HEAD));
    }

    @Test
    void everyFormOfTheInputGivesTheSame() throws Exception {
        byte[] log = sample();
        byte[] zipped = gzip(log);
        ImportedTrace plain = imported(file("plain.log", log));
        byte[] twoMembers = Arrays.copyOf(gzip(Arrays.copyOf(log, 5000)), 0);
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        members.write(twoMembers);
        members.write(gzip(Arrays.copyOf(log, 5000)));
        members.write(gzip(Arrays.copyOfRange(log, 5000, log.length)));
        String crlf = new String(log, StandardCharsets.ISO_8859_1).replace("\n", "\r\n");
        List<ImportedTrace> others = List.of(
                imported(file("log.gz", zipped)),
                imported(file("members.gz", members.toByteArray())),
                imported(file("log.zst", Zstd.compress(log))),
                imported(QemuLogImport.builder().stdin(new ByteArrayInputStream(log))),
                imported(QemuLogImport.builder().stdin(new ByteArrayInputStream(zipped))),
                imported(file("crlf.log", crlf)),
                imported(file("noend.log", Arrays.copyOf(log, log.length - 1))),
                imported(QemuLogImport.builder()
                        .inputs(List.of(folder.resolve("plain.log")))
                        .threads(1)),
                imported(QemuLogImport.builder()
                        .inputs(List.of(folder.resolve("plain.log")))
                        .threads(5)
                        .compression(Compression.NONE)));
        for (ImportedTrace other : others) {
            assertEquals(plain.events(), other.events());
            assertEquals(plain.devices(), other.devices());
            assertEquals(plain.queues(), other.queues());
            assertEquals(plain.negotiation(), other.negotiation());
        }
    }

    @Test
    void aLogInSeveralFilesGivesTheSame() throws Exception {
        String[] lines = new String(sample(), StandardCharsets.ISO_8859_1).split("(?<=\n)");
        StringBuilder main = new StringBuilder();
        StringBuilder vcpu = new StringBuilder();
        for (String line : lines) {
            (line.startsWith("18130@") ? main : vcpu).append(line);
        }
        ImportedTrace whole = imported(file("whole.log", sample()));
        ImportedTrace merged = imported(file("main.log", main.toString()), file("vcpu.log", vcpu.toString()));
        assertEquals(whole.summary(), merged.summary());
        assertEquals(whole.queues(), merged.queues());
        assertEquals(150, merged.json().get("import").get("lines").intValue());
        assertEquals(
                "[\"main.log\",\"vcpu.log\"]",
                merged.json().get("import").get("inputs").toString());
    }

    @Test
    void aLogWithoutTimesHasCountsAndNoDurations() throws Exception {
        String bare = new String(sample(), StandardCharsets.ISO_8859_1).replaceAll("(?m)^\\d+@[\\d.]+:", "");
        ImportedTrace trace = imported(file("bare.log", bare));
        assertEquals(imported(file("timed.log", sample())).summary(), trace.summary());
        assertEquals("none", trace.json().get("clock").get("source").stringValue());
        assertTrue(trace.json().get("threads").isEmpty());
        for (Map<String, Object> row : trace.events()) {
            assertFalse(ImportedTrace.observed(row, Observed.SINCE_NS | Observed.THREAD), row::toString);
        }
        long pastLast = ImportedTrace.number(trace.events().get(trace.events().size() - 1), "ts");
        assertTrue(pastLast <= 150, "ts is the ordinal of the line: " + pastLast);
    }

    @Test
    void theIsoDialectGivesTheSameButForThreads() throws Exception {
        StringBuilder iso = new StringBuilder();
        for (String line : new String(sample(), StandardCharsets.ISO_8859_1).split("\n")) {
            String[] parts = line.split("[@:]", 3);
            java.time.Instant time = java.time.Instant.ofEpochSecond(
                    Long.parseLong(parts[1].split("\\.")[0]), Long.parseLong(parts[1].split("\\.")[1]) * 1000);
            iso.append(time.truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                            .toString()
                            .replace("Z", "." + parts[1].split("\\.")[1] + "Z"))
                    .append(' ')
                    .append(parts[2])
                    .append('\n');
        }
        ImportedTrace classic = imported(file("classic.log", sample()));
        ImportedTrace trace = imported(file("iso.log", iso.toString()));
        assertEquals(classic.summary(), trace.summary());
        for (int i = 0; i < classic.events().size(); i++) {
            assertEquals(
                    classic.events().get(i).get("ts"), trace.events().get(i).get("ts"));
            assertEquals(
                    classic.events().get(i).get("since_ns"),
                    trace.events().get(i).get("since_ns"));
        }
        assertTrue(trace.json().get("threads").isEmpty());
    }

    @Test
    void refusesWhatIsNoLog() throws Exception {
        byte[] noise = new byte[100_000];
        new Random(1).nextBytes(noise);
        byte[] jpeg = Arrays.copyOf(noise, 5000);
        byte[] start = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0};
        System.arraycopy(start, 0, jpeg, 0, start.length);
        for (Path file : List.of(
                file("empty", ""),
                file("binary", noise),
                file("picture.jpg", jpeg),
                file("zeros", new byte[3_000_000]),
                file("boot.log", "[    0.5] virtio_blk virtio0: [vda]\nWelcome\n"),
                file("empty.gz", gzip(new byte[0])))) {
            ImportException e = refused(file);
            assertEquals(Reason.NOT_RECOGNISED, e.reason(), file.toString());
            assertTrue(e.getMessage().contains(file.getFileName().toString()), e.getMessage());
        }
    }

    @Test
    void refusesWhatCannotBeRead() throws Exception {
        assertEquals(Reason.UNREADABLE, refused(folder.resolve("missing.log")).reason());
        assertEquals(Reason.UNREADABLE, refused(folder).reason());
        Path log = file("log", sample());
        assertEquals(
                Reason.UNREADABLE,
                refused(QemuLogImport.builder().inputs(List.of(log)).facts(folder.resolve("nofacts")))
                        .reason());
        assertThrows(IllegalStateException.class, () -> QemuLogImport.builder().build());
    }

    @Test
    void aCutArchiveIsRefusedOrKeptAsFarAsItGoes() throws Exception {
        byte[] log = sample();
        byte[] zstd = Zstd.compress(log);
        for (byte[] archive : List.of(gzip(log), zstd)) {
            byte[] cut = Arrays.copyOf(archive, archive.length - archive.length / 8);
            Path file = file("cut", cut);
            ImportException e = refused(file);
            assertEquals(Reason.CUT, e.reason());
            assertTrue(e.getMessage().contains("cut"), e.getMessage());
            if (archive == zstd) {
                continue; // One frame with one block: nothing can be read before its end.
            }
            Path trace = newTrace();
            ImportResult result = QemuLogImport.builder()
                    .inputs(List.of(file))
                    .keepGoing(true)
                    .build()
                    .importTo(trace);
            assertFalse(result.complete());
            assertTrue(result.lines() > 50 && result.lines() < 150, "lines " + result.lines());
            ImportedTrace read = ImportedTrace.read(trace);
            assertFalse(read.json().get("complete").booleanValue());
            assertTrue(read.json().get("warnings").toString().contains("incomplete input"));
        }
        byte[] damaged = gzip(log);
        damaged[damaged.length / 2] ^= 0x55;
        assertEquals(Reason.CUT, refused(file("damaged.gz", damaged)).reason());
    }

    @Test
    void queuesSeenTooEarlyAreCorrectedInBatchesThatWereWrittenBefore() throws Exception {
        StringBuilder log = new StringBuilder("1@1.000000:virtio_set_status vdev 0xd0 val 15\n");
        int requests = 40_000;
        for (int i = 0; i < requests; i++) {
            String time = String.format("1@%d.%06d:", 2 + i / 100_000, i % 100_000 * 10);
            log.append(time).append("virtqueue_pop vq 0x7010 elem 0x1 in_num 1 out_num 1\n");
            log.append(time).append("virtqueue_fill vq 0x7010 elem 0x1 len 1 idx 0\n");
        }
        log.append("1@9.000000:virtio_queue_notify vdev 0xd0 n 3 vq 0x7010\n");
        log.append("1@9.000001:virtqueue_pop vq 0x7010 elem 0x1 in_num 1 out_num 1\n");
        ImportedTrace trace = imported(QemuLogImport.builder()
                .inputs(List.of(file("late.log", log.toString())))
                .compression(Compression.NONE));
        assertEquals(Map.of("0xd0/3", "used " + requests + " returned 0 open 1 kicks 1 interrupts 0"), trace.summary());
        assertEquals(1, trace.devices().size());
    }

    @Test
    void elementTrafficAloneMakesQueuesOfAnUnnamedDevice() throws Exception {
        ImportedTrace trace = imported(file("elements.log", """
                1@1.000001:virtqueue_pop vq 0x7f65707430a8 elem 0x1 in_num 1 out_num 1
                1@1.000002:virtqueue_pop vq 0x7f6570743010 elem 0x2 in_num 1 out_num 1
                1@1.000003:virtqueue_fill vq 0x7f65707430a8 elem 0x1 len 1 idx 0
                """));
        assertEquals(
                Map.of(
                        "null/0", "used 0 returned 0 open 1 kicks 0 interrupts 0",
                        "null/1", "used 1 returned 0 open 0 kicks 0 interrupts 0"),
                trace.summary());
        assertTrue(trace.devices().get(0).get("join").toString().startsWith("uncertain: "));
        assertEquals("[\"used\"]", trace.json().get("observable").toString());
    }

    @Test
    void rowsThatComeTooLateArePutInOrder() throws Exception {
        StringBuilder log = new StringBuilder();
        Random random = new Random(7);
        for (int i = 0; i < 5000; i++) {
            int micros = 500 + i * 10 - random.nextInt(400) - (i == 3000 ? 25_000 : 0);
            log.append(String.format("1@1.%06d:virtio_queue_notify vdev 0xd0 n 0 vq 0x10\n", micros));
        }
        ImportedTrace trace = imported(file("steps.log", log.toString()));
        assertEquals(5000, trace.events(EventKind.KICK).size());
        assertTrue(trace.json().get("import").get("time_steps_back").intValue() > 1000);
    }

    @Test
    void manyThreadsShareABoundedNumberOfBuffers() throws Exception {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            log.append(String.format("%d@1.%06d:virtio_queue_notify vdev 0xd0 n 0 vq 0x10\n", 100 + i * 7 % 300, i));
        }
        ImportedTrace trace = imported(file("threads.log", log.toString()));
        assertEquals(20_000, trace.events(EventKind.KICK).size());
        assertEquals(300, trace.json().get("threads").size());
    }

    @Test
    void emulatedDevicesAreNoticedByTheirOwnEvents() throws Exception {
        ImportedTrace trace = imported(file("emulated.log", """
                1@1.000001:pci_cfg_write ich9-ahci 00:1f.2 @0x90 <- 0x1
                1@1.000001:pci_update_mappings_add ich9-ahci 00:1f.2 4,0xc000+0x20
                1@1.000001:pci_update_mappings_add e1000 00:02.0 0,0xfeb00000+0x20000
                1@1.000002:pci_nvme_irq_pin pulsing IRQ pin
                1@1.000002:pci_nvme_irq_pin pulsing IRQ pin
                1@1.000003:vfio_intx_eoi  (0000:01:00.0) EOI
                """));
        assertEquals(
                List.of(
                        "e1000 emulated 00:02.0 null null",
                        "nvme emulated null null 2",
                        "vfio-pci vfio null 0000:01:00.0 1"),
                trace.devices().stream()
                        .map(row -> row.get("type") + " " + row.get("backend") + " " + row.get("address") + " "
                                + row.get("source_id") + " " + row.get("events"))
                        .toList());
        assertEquals(
                "{\"nvme\":2,\"vfio-pci\":1}",
                trace.json().get("import").get("emulated_events").toString());
        assertTrue(trace.queues().isEmpty());
        assertEquals("[]", trace.json().get("observable").toString());
    }

    @Test
    void aVhostDeviceIsToldByItsStart() throws Exception {
        ImportedTrace trace = imported(file("vhost.log", """
                1@1.000001:virtio_set_status vdev 0x56167be67600 val 15
                1@1.000002:vhost_user_write req:13 flags:0x1
                1@1.000003:vhost_dev_start 0x56167be67850:virtio-user-fs vrings:1
                """));
        Map<String, Object> device = trace.devices().get(0);
        assertEquals("vhost-user", device.get("backend"));
        assertEquals("virtio-fs", device.get("type"));
        assertNull(device.get("name"));
    }

    @Test
    void tellsProgress() throws Exception {
        Path log = file("log", sample());
        long[] last = {0, 0};
        imported(QemuLogImport.builder().inputs(List.of(log)).progress((bytes, total) -> {
            assertTrue(bytes >= last[0]);
            last[0] = bytes;
            last[1] = total;
        }));
        assertEquals(Files.size(log), last[0]);
        assertEquals(Files.size(log), last[1]);
        imported(QemuLogImport.builder()
                .stdin(new ByteArrayInputStream(sample()))
                .progress((bytes, total) -> assertNull(total)));
    }
}
