package io.vqtrace.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What is left when the disk refuses to take more. */
class TraceWriterFailureTest {
    @TempDir
    Path temp;

    @Test
    void failureNamesTheFileAndIsNotTakenForACompleteTrace() throws Exception {
        Path directory = temp.resolve("blocked.vqtrace");
        EventChunk chunk = new RandomEvents(1).fill(new EventChunk(10), 10);
        TraceWriter writer = TraceWriter.builder(directory).open();
        Path blocker = Files.createDirectory(directory.resolve("events-000001.arrows"));
        IOException failure = assertThrows(IOException.class, () -> writer.write(chunk));
        assertTrue(failure.getMessage().contains(blocker.toString()), failure.getMessage());
        writer.close();
        JsonNode json = Manifests.read(directory);
        assertFalse(json.get("closed").asBoolean());
        assertTrue(json.get("warnings").get(0).asString().contains("events-000001.arrows"));
        assertEquals(0, json.get("counts").get("events").asInt());
    }

    @Test
    void repeatedWriteSucceedsOnceTheCauseIsGone() throws Exception {
        Path directory = temp.resolve("retried.vqtrace");
        EventChunk chunk = new RandomEvents(1).fill(new EventChunk(10), 10);
        try (TraceWriter writer = TraceWriter.builder(directory).open()) {
            Path blocker = Files.createDirectory(directory.resolve("events-000001.arrows"));
            assertThrows(IOException.class, () -> writer.write(chunk));
            Files.delete(blocker);
            writer.write(chunk);
        }
        assertEquals(
                ArrowTable.rowsOf(chunk),
                ArrowTable.read(directory.resolve("events-000001.arrows")).rows());
        assertTrue(Manifests.read(directory).get("closed").asBoolean());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void nothingStaysOpenAfterFailuresInOpenAndClose() throws Exception {
        Path directory = temp.resolve("leak.vqtrace");
        TraceWriter writer = TraceWriter.builder(directory).open();
        writer.write(new RandomEvents(1).fill(new EventChunk(10), 10), Compression.ZSTD);
        assertEquals(4, openFilesBelow(directory));
        // A directory in the way of the temporary file: trace.json cannot be replaced any more.
        Path blocker = Files.createDirectories(directory.resolve("trace.json.tmp/full")).getParent();
        IOException failure = assertThrows(IOException.class, writer::close);
        assertTrue(failure.getMessage().contains("trace.json"), failure.getMessage());
        assertEquals(0, openFilesBelow(directory));
        assertFalse(Manifests.read(directory).get("closed").asBoolean());
        Files.delete(blocker.resolve("full"));
        Files.delete(blocker);
    }

    private static long openFilesBelow(Path directory) throws IOException {
        long count = 0;
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors.toList()) {
                if (Files.isSymbolicLink(descriptor)
                        && Files.readSymbolicLink(descriptor).startsWith(directory.toRealPath())) {
                    count++;
                }
            }
        }
        return count;
    }

    /** A file size limit of the shell stands for a full disk: a write is cut short in the middle of a batch. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void writeThatIsCutShortLeavesTheWholeBatchesBeforeIt() throws Exception {
        Path shell = Path.of("/bin/sh");
        assumeTrue(Files.isExecutable(shell));
        Path directory = temp.resolve("full.vqtrace");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        // -XX:-UsePerfData: its file would exceed the limit as well.
        Process process = new ProcessBuilder(
                        shell.toString(),
                        "-c",
                        "ulimit -f 100 && exec \"$@\"",
                        "sh",
                        java,
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WriteUntilFull.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        assertTrue(output.contains("events-000001.arrows: "), output);

        ArrowTable table = ArrowTable.read(directory.resolve("events-000001.arrows"));
        assertFalse(table.batchRows().isEmpty());
        assertEquals(List.of(WriteUntilFull.ROWS), table.batchRows().stream().distinct().toList());
        JsonNode json = Manifests.read(directory);
        assertFalse(json.get("closed").asBoolean());
        JsonNode entry = json.get("segments").get(0);
        assertEquals(table.batchRows().size(), entry.get("batches").asInt());
        assertEquals(table.rows().size(), json.get("counts").get("events").asInt());
        assertEquals(Files.size(directory.resolve("events-000001.arrows")), entry.get("bytes").asLong());
        assertEquals(
                1L,
                ArrowTable.read(directory.resolve("devices.arrows")).rows().get(0).get("device"));
    }

    /** The process that runs into the limit. */
    static final class WriteUntilFull {
        static final int ROWS = 200;

        private WriteUntilFull() {}

        public static void main(String[] args) throws IOException {
            EventChunk chunk = new RandomEvents(1).fill(new EventChunk(ROWS), ROWS);
            try (TraceWriter writer = TraceWriter.builder(Path.of(args[0])).open()) {
                writer.device(new DeviceRow(1, null, null, null, null, null, null, null, null, null, null));
                while (true) {
                    writer.write(chunk);
                }
            } catch (IOException full) {
                System.out.println(full.getMessage());
            }
        }
    }
}
