package io.vqtrace.analyzer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.backend.protocol.SocketDriver;
import io.vqtrace.testkit.GuestMemory;
import io.vqtrace.testkit.ring.Buffers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Triggers on the command line of the built backend, each set off by a driver that misbehaves in its way. */
class BackendTriggersIT {
    private static final int TIMEOUT_SECONDS = 60;
    private static final int SECTOR = 512;
    private static final int RING = 16;

    /** What no healthy run exceeds, however slow the machine. */
    private static final List<String> GENEROUS =
            List.of("slow=300s", "ring-full=300s", "stalled=300s", "drop", "fault");

    @TempDir
    Path folder;

    private final List<Process> backends = new ArrayList<>();
    private Path image;

    @BeforeEach
    void makeImage() throws IOException {
        image = Files.write(folder.resolve("disk.img"), new byte[1 << 20]);
    }

    @AfterEach
    void stopAll() {
        backends.forEach(Process::destroyForcibly);
    }

    private Process start(String device, List<String> triggers, String... options) throws IOException {
        return start("--socket", device, triggers, options);
    }

    private Process start(String role, String device, List<String> triggers, String... options) throws IOException {
        Path jar = Path.of(System.getProperty("vqtrace.backend.jar"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                jar.toString()));
        command.addAll(List.of(
                device, role, "s", "--trace", "dumps", "--flight", "60s", "--memory", "16M", "--level", "full"));
        triggers.forEach(trigger -> command.addAll(List.of("--trigger", trigger)));
        command.addAll(Arrays.asList(options));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        backends.add(process);
        return process;
    }

    private SocketDriver connect(int queues) throws IOException, InterruptedException {
        await(() -> told().contains("listening"), "the backend does not listen");
        return SocketDriver.connect(folder.resolve("s")).start(queues, RING, false, false);
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds() throws IOException;
    }

    private void await(Condition condition, String otherwise) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (!condition.holds()) {
            assertTrue(System.nanoTime() < end, () -> otherwise + ": " + told());
            Thread.sleep(20);
        }
    }

    private String told() {
        try {
            return Files.readString(folder.resolve("err"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private List<Path> dumps() throws IOException {
        Path made = folder.resolve("dumps");
        if (!Files.isDirectory(made)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(made)) {
            return files.filter(path -> path.toString().endsWith(".vqtrace")).toList();
        }
    }

    private void end(Process process) throws InterruptedException {
        process.destroy();
        assertTrue(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS), "SIGTERM does not end the backend");
        assertEquals(0, process.exitValue(), this::told);
    }

    /** Waits for the dump, ends the backend, and asks the dump a question. */
    private void assertDump(Process backend, String reason, String query) throws IOException, InterruptedException {
        await(() -> !dumps().isEmpty(), "no dump");
        end(backend);
        Path dump = dumps().get(0);
        assertTrue(dump.getFileName().toString().contains(reason), dump::toString);
        String answer = new Vqtrace(folder)
                .run("sql", dump.toString(), query, "--format", "csv")
                .succeeded()
                .out();
        assertEquals("true", answer.lines().skip(1).findFirst().orElseThrow(), () -> query + " of " + dump);
    }

    /** Publishes a read of one sector: header, data, status. */
    private static void read(SocketDriver driver) throws IOException {
        GuestMemory memory = driver.memory();
        long header = memory.allocate(16, 16);
        long data = memory.allocate(SECTOR + 1, 16);
        driver.submit(
                0, new Buffers().readable(header, 16).writable(data, SECTOR).writable(data + SECTOR, 1));
    }

    @Test
    void slowRequest() throws IOException, InterruptedException {
        Process backend = start("blk", List.of("slow=100ms"), "--image", image.toString(), "--iops", "4");
        try (SocketDriver driver = connect(1)) {
            for (int i = 0; i < 3; i++) {
                read(driver);
            }
            assertDump(
                    backend,
                    "slow-request",
                    "SELECT count(*) > 0 FROM requests WHERE service_ns > 100000000 OR \"end\" = 'open'");
        }
    }

    /** Five requests of three descriptors each, always renewed: 15 entries of 16. */
    @Test
    void fullRing() throws IOException, InterruptedException {
        Process backend = start("blk", List.of("ring-full=100ms"), "--image", image.toString(), "--iops", "4");
        try (SocketDriver driver = connect(1)) {
            for (int i = 0; i < 5; i++) {
                read(driver);
            }
            for (int i = 0; i < 4; i++) {
                driver.await(0);
                read(driver);
            }
            assertDump(backend, "ring-full", "SELECT max(outstanding) >= 5 FROM requests");
        }
    }

    @Test
    void stalledQueue() throws IOException, InterruptedException {
        Process backend = start("blk", List.of("stalled=300ms"), "--image", image.toString(), "--iops", "1");
        try (SocketDriver driver = connect(1)) {
            for (int i = 0; i < 4; i++) {
                read(driver);
            }
            assertDump(
                    backend, "stalled", "SELECT count(*) > 0 FROM requests WHERE \"end\" = 'open' OR service_ns > 3e8");
        }
    }

    @Test
    void frameWithoutReceiveBuffer() throws IOException, InterruptedException {
        Process backend = start("net", List.of("drop"));
        try (SocketDriver driver = connect(2)) {
            long frame = driver.memory().allocate(12 + 60, 16);
            driver.submit(1, new Buffers().readable(frame, 12 + 60));
            driver.await(1);
            assertDump(backend, "drop", "SELECT count(*) = 1 FROM events WHERE kind = 'drop'");
        }
    }

    @Test
    void bufferOutsideTheMemory() throws IOException, InterruptedException {
        Process backend = start("blk", List.of("fault"), "--image", image.toString());
        try (SocketDriver driver = connect(1)) {
            driver.submit(0, new Buffers().readable(1L << 50, 16).writable(1L << 51, 1));
            driver.await(0);
            assertDump(backend, "fault", "SELECT count(*) = 1 FROM events WHERE kind = 'fault'");
        }
    }

    /** In the client role, which differs in nothing else. */
    @Test
    void healthyRunMakesNoDump() throws IOException, InterruptedException {
        Process backend = start("--connect", "blk", GENEROUS, "--image", image.toString());
        // It connects again and again until the front end listens.
        await(() -> told().contains("connecting"), "the backend does not start");
        try (SocketDriver driver = SocketDriver.listen(folder.resolve("s")).start(1, RING, false, false)) {
            for (int i = 0; i < 200; i++) {
                read(driver);
                driver.await(0);
            }
            TimeUnit.MILLISECONDS.sleep(300);
        }
        end(backend);
        assertEquals(List.of(), dumps());
    }
}
