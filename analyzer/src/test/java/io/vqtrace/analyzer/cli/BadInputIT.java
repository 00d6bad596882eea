package io.vqtrace.analyzer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.vqtrace.analyzer.internal.Scratch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs and outputs that are not as they should be: one line, the right exit code, nothing left behind. */
class BadInputIT {

    private static final String EVENTS = """
            11495@1700000000.000001:virtqueue_pop vq 0x55f6aa elem 0x7f01 in_num 1 out_num 1
            11495@1700000000.000009:virtqueue_fill vq 0x55f6aa elem 0x7f01 len 1 idx 0
            """;

    private static final byte[] JPEG_HEAD = {
        (byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 16, 'J', 'F', 'I', 'F'
    };

    @TempDir
    private Path home;

    private Path work;
    private Path temporary;

    @BeforeEach
    void makeFolders() throws IOException {
        work = Files.createDirectory(home.resolve("work"));
        temporary = Files.createDirectory(home.resolve("tmp"));
    }

    private Vqtrace vqtrace() {
        return new Vqtrace(work).with("TMPDIR", temporary.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"info", "report", "import"})
    void refusesWhatIsNoLogAndNoTrace(String command) throws Exception {
        Files.createFile(work.resolve("empty.log"));
        Files.write(work.resolve("binary"), random(100_000));
        byte[] picture = random(5000);
        System.arraycopy(JPEG_HEAD, 0, picture, 0, JPEG_HEAD.length);
        Files.write(work.resolve("photo.jpg"), picture);
        Files.writeString(work.resolve("prose.txt"), "Dear all,\nno trace event in here.\n");
        Files.createDirectory(work.resolve("folder"));
        for (String input : List.of("empty.log", "binary", "photo.jpg", "prose.txt", "folder", "missing.log")) {
            refused(command, input);
        }
        cleanExcept("empty.log", "binary", "photo.jpg", "prose.txt", "folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"info", "import"})
    void refusesATruncatedGzip(String command) throws Exception {
        byte[] whole = gzip(EVENTS.repeat(20_000));
        Files.write(work.resolve("cut.log.gz"), Arrays.copyOf(whole, whole.length / 2));
        refused(command, "cut.log.gz");
        cleanExcept("cut.log.gz");
    }

    @Test
    void keepsWhatATruncatedGzipHeldAndSaysSo() throws Exception {
        byte[] whole = gzip(EVENTS.repeat(20_000));
        Files.write(work.resolve("cut.log.gz"), Arrays.copyOf(whole, whole.length / 2));
        Vqtrace.Outcome kept = vqtrace().run("import", "cut.log.gz", "--keep-going");
        assertEquals(0, kept.exitCode(), kept.err());
        Vqtrace.Outcome report = vqtrace().run("report", "cut.vqtrace", "--format", "json");
        assertEquals(0, report.exitCode(), report.err());
        assertEquals(1, report.err().lines().count(), report.err());
        assertTrue(report.out().contains("\"complete\" : false"), report.out());
        assertEquals(4, vqtrace().run("report", "cut.vqtrace", "--strict").exitCode());
    }

    @Test
    void refusesANewerTraceFormat() throws Exception {
        Path trace = Files.createDirectory(work.resolve("new.vqtrace"));
        Files.writeString(trace.resolve("trace.json"), "{\"format\":\"vqtrace\",\"version\":99,\"segments\":[]}");
        vqtrace().run("info", "new.vqtrace").failed(4, "99");
    }

    @Test
    void refusesAnUnreadableFile() throws Exception {
        Path secret = Files.writeString(work.resolve("secret.log"), EVENTS);
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(secret), "root reads everything");
        vqtrace().run("info", "secret.log").failed(4, "secret.log", "permission denied");
    }

    @Test
    void neverReplacesWithoutForceNorWhatIsNoTrace() throws Exception {
        Files.writeString(work.resolve("a.log"), EVENTS);
        Path mine = Files.createDirectory(work.resolve("mine"));
        Files.writeString(mine.resolve("notes"), "precious");
        vqtrace().run("import", "a.log", "-o", "mine").failed(2, "mine", "--force");
        vqtrace().run("import", "a.log", "-o", "mine", "--force").failed(2, "mine", "no trace");
        assertEquals("precious", Files.readString(mine.resolve("notes")));
        vqtrace().run("import", "a.log").succeeded();
        vqtrace().run("import", "a.log").failed(2, "a.vqtrace", "--force");
        vqtrace().run("import", "a.log", "--force").succeeded();
        cleanExcept("a.log", "a.vqtrace", "mine");
    }

    @Test
    void fullOutputLeavesNothingBehind() throws Exception {
        Files.writeString(work.resolve("a.log"), EVENTS.repeat(200_000));
        // A limit on the size of files fails as a full disk does, without a disk to fill.
        vqtrace()
                .shell("ulimit -f 64; exec \"$VQTRACE\" import a.log -o b.vqtrace")
                .failed(1, "cannot write b.vqtrace");
        cleanExcept("a.log");
    }

    @Test
    void fullStandardOutputIsSaidInOneLine() throws Exception {
        Files.writeString(work.resolve("a.log"), EVENTS);
        vqtrace().shell("\"$VQTRACE\" info a.log >/dev/full").failed(1, "standard output", "No space left");
    }

    @Test
    void closedPipeEndsQuietly() throws Exception {
        Files.writeString(work.resolve("a.log"), EVENTS);
        Vqtrace.Outcome outcome = vqtrace().shell("{ \"$VQTRACE\" info a.log; echo $? >status; } | true");
        assertEquals("", outcome.err());
        assertEquals("0", Files.readString(work.resolve("status")).strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void interruptedImportLeavesNothingBehind(String signal) throws Exception {
        Vqtrace vqtrace = vqtrace();
        Vqtrace.Running running = vqtrace.start(
                List.of(Vqtrace.distribution().resolve("bin/vqtrace").toString(), "import", "-", "-o", "b.vqtrace"));
        OutputStream log = running.process().getOutputStream();
        log.write(EVENTS.repeat(200_000).getBytes(StandardCharsets.US_ASCII));
        log.flush();
        waitForContent();
        new ProcessBuilder("kill", "-" + signal, Long.toString(running.process().pid()))
                .start()
                .waitFor();
        assertTrue(running.process().waitFor(20, TimeUnit.SECONDS));
        assertEquals("TERM".equals(signal) ? 143 : 130, running.process().exitValue());
        cleanExcept();
        Scratch.deleteTree(running.captured());
    }

    private void waitForContent() throws IOException, InterruptedException {
        for (int i = 0; i < 400 && content(work).isEmpty(); i++) {
            TimeUnit.MILLISECONDS.sleep(25);
        }
        assertEquals(1, content(work).size(), "the import has begun to write");
    }

    private void refused(String command, String input) throws Exception {
        Vqtrace.Outcome outcome = vqtrace().run(command, input).failed(4, input);
        assertEquals("", outcome.out());
    }

    /** Checks that no other file is left, neither in the working folder nor among the temporary ones. */
    private void cleanExcept(String... names) throws IOException {
        assertEquals(Stream.of(names).sorted().toList(), content(work));
        assertEquals(List.of(), content(temporary));
    }

    private static List<String> content(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            Random noise = new Random(7);
            for (int i = 0; i < text.length(); i += EVENTS.length()) {
                String line =
                        text.substring(i, i + EVENTS.length()).replace("55f6aa", Integer.toHexString(noise.nextInt()));
                out.write(line.getBytes(StandardCharsets.US_ASCII));
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(42).nextBytes(bytes);
        return bytes;
    }
}
