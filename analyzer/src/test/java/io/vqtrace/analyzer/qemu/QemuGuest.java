package io.vqtrace.analyzer.qemu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Boots a {@link BootSector} in a real QEMU under TCG and keeps the trace log that QEMU wrote. */
final class QemuGuest {
    private static final String QEMU = "qemu-system-x86_64";
    private static final int BOOT_TIMEOUT_SECONDS = 30;

    private final Path directory;

    QemuGuest(Path directory) {
        this.directory = directory;
    }

    /** Skips the calling test where QEMU is missing, or fails it when {@code -Dvqtrace.qemu=required} is set. */
    static void assumeInstalled() {
        boolean installed = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, QEMU)));
        if (!installed && "required".equals(System.getProperty("vqtrace.qemu"))) {
            fail(QEMU + " is not installed, and -Dvqtrace.qemu=required wants it");
        }
        if (!installed) {
            String reason = QEMU + " is not installed: no real guest is booted";
            System.err.println("SKIPPED: " + reason);
            abort(reason);
        }
    }

    /**
     * Runs the program to its end.
     *
     * @param options what differs between guests: the device that holds drive {@code d0}, message options
     * @return the log that QEMU wrote
     */
    Path run(BootSector program, List<String> options) throws IOException, InterruptedException {
        Path disk = Files.write(directory.resolve("disk.img"), program.diskImage());
        Path log = directory.resolve("trace.log");
        Path output = directory.resolve("qemu.out");
        List<String> command = new ArrayList<>(List.of(QEMU, "-accel", "tcg", "-nodefaults", "-no-user-config"));
        command.addAll(List.of("-display", "none", "-m", "16"));
        command.addAll(List.of("-drive", "file=" + disk + ",if=none,id=d0,format=raw"));
        command.addAll(List.of("-device", "isa-debug-exit,iobase=" + BootSector.EXIT_PORT + ",iosize=1"));
        command.addAll(List.of("-trace", "virtqueue_*", "-trace", "virtio_*", "-D", log.toString()));
        command.addAll(options);
        Process qemu = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(
                    qemu.waitFor(BOOT_TIMEOUT_SECONDS, TimeUnit.SECONDS),
                    () -> "QEMU did not end: " + String.join(" ", command));
        } finally {
            qemu.destroyForcibly();
        }
        String said = Files.readString(output, StandardCharsets.UTF_8);
        assertEquals(BootSector.EXIT_SUCCESS, qemu.exitValue(), () -> String.join(" ", command) + "\n" + said);
        return log;
    }
}
