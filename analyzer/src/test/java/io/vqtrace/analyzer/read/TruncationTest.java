package io.vqtrace.analyzer.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A trace that is cut or damaged anywhere gives every whole batch, or one clear line; never garbage. */
class TruncationTest {
    private static final int BATCH_ROWS = 100;
    private static final int CUTS = 200 * Integer.getInteger("vqtrace.rounds", 1);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyCutGivesTheWholeBatches(boolean compressed) throws IOException {
        long seed = compressed ? 71 : 70;
        Random random = new Random(seed);
        Path good = (compressed ? TraceFilesTest.trace().compressed() : TraceFilesTest.trace())
                .write(folder.resolve("good.vqtrace"));
        List<Path> files;
        try (Stream<Path> list = Files.list(good)) {
            files = list.sorted().toList();
        }
        for (int run = 0; run < CUTS; run++) {
            Path file = files.get(random.nextInt(files.size()));
            long length = Files.size(file);
            long cut = random.nextInt((int) length);
            String where = "seed " + seed + ": " + file.getFileName() + " cut at " + cut + " of " + length;
            Path trace = copy(files, folder.resolve("cut" + run + ".vqtrace"));
            try (var channel =
                    Files.newByteChannel(trace.resolve(file.getFileName()), java.nio.file.StandardOpenOption.WRITE)) {
                channel.truncate(cut);
            }
            boolean events = file.getFileName().toString().startsWith("events-");
            check(trace, where, events ? -1 : 2000);
            delete(trace);
        }
    }

    @Test
    void damagedBytesNeverGiveGarbageCounts() throws IOException {
        long seed = 72;
        Random random = new Random(seed);
        Path good = TraceFilesTest.trace().compressed().write(folder.resolve("good.vqtrace"));
        List<Path> files;
        try (Stream<Path> list = Files.list(good)) {
            files = list.sorted().toList();
        }
        for (int run = 0; run < CUTS; run++) {
            Path file = files.get(random.nextInt(files.size()));
            byte[] content = Files.readAllBytes(file);
            int at = random.nextInt(content.length);
            content[at] ^= (byte) (1 << random.nextInt(8));
            Path trace = copy(files, folder.resolve("damaged" + run + ".vqtrace"));
            Files.write(trace.resolve(file.getFileName()), content);
            readOrRefuse(trace, "seed " + seed + ": " + file.getFileName() + " bit flipped at " + at);
            delete(trace);
        }
    }

    private static void check(Path trace, String where, long expectedRows) throws IOException {
        long rows = readOrRefuse(trace, where);
        if (rows < 0) {
            return;
        }
        assertTrue(rows <= 2000, where + ": " + rows + " rows");
        assertEquals(0, rows % BATCH_ROWS, where + ": whole batches only");
        if (expectedRows >= 0) {
            assertEquals(expectedRows, rows, where + ": the events are whole");
        }
        try (TraceFiles files = TraceFiles.open(trace)) {
            assertFalse(files.complete(), where);
            assertEquals(1, files.warnings().size(), where + ": one warning");
        }
    }

    /** Returns the rows, or -1 if the trace was refused in one line; anything else fails. */
    private static long readOrRefuse(Path trace, String where) throws IOException {
        try (TraceFiles files = TraceFiles.open(trace)) {
            return TraceFilesTest.rowsAndSinceSum(files)[0];
        } catch (TraceReadException e) {
            assertEquals(1, e.getMessage().lines().count(), where + ": " + e.getMessage());
            return -1;
        } catch (RuntimeException | OutOfMemoryError e) {
            throw new AssertionError(where, e);
        }
    }

    private static Path copy(List<Path> files, Path target) throws IOException {
        Files.createDirectory(target);
        for (Path file : files) {
            Files.copy(file, target.resolve(file.getFileName()));
        }
        return target;
    }

    private static void delete(Path trace) throws IOException {
        try (Stream<Path> list = Files.list(trace)) {
            for (Path file : list.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(trace);
    }
}
