package io.vqtrace.analyzer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code recorder/backend/guest-test}: a Linux guest with all devices of the back end. Skips, and says so, where a tool that
 * it needs is missing.
 */
@DisabledIfEnvironmentVariable(
        named = "VQTRACE_GUEST_TEST",
        matches = "separate",
        disabledReason = "the guest test is run as a step of its own")
class BackendGuestIT {
    private static final List<String> TOOLS =
            List.of("qemu-system-x86_64", "busybox", "cpio", "gcc", "apt-get", "dpkg");
    private static final int TIMEOUT_SECONDS = 400;

    @TempDir
    Path folder;

    @Test
    void whatIsRecordedIsWhatTheGuestCounts() throws Exception {
        for (String tool : TOOLS) {
            assumeInstalled(tool);
        }
        Path output = folder.resolve("output");
        Process test = new ProcessBuilder(
                        System.getProperty("vqtrace.guest.test"), "--jdk", System.getProperty("java.home"))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(test.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS), () -> "it hangs: " + output);
        } finally {
            test.destroy();
        }
        assertEquals(0, test.exitValue(), Files.readString(output));
    }

    private static void assumeInstalled(String tool) {
        boolean installed = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(path -> Files.isExecutable(Path.of(path, tool)));
        if (!installed) {
            String reason = tool + " is not installed: no guest is booted with the back end's devices";
            System.err.println("SKIPPED: " + reason);
            abort(reason);
        }
    }
}
