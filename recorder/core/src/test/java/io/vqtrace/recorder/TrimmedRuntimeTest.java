package io.vqtrace.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.trace.EventKind;
import io.vqtrace.virtio.DeviceType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A runtime without {@code jdk.jfr} and {@code java.management}. */
class TrimmedRuntimeTest {
    /** Runs in a process of its own. */
    public static final class Program {
        private Program() {}

        public static void main(String[] args) throws Exception {
            try (VirtioRecorder recorder = VirtioRecorder.builder(Path.of(args[0]))
                    .memory(1 << 20)
                    .threads(2)
                    .flight(Duration.ofSeconds(10))
                    .lookForward(Duration.ZERO)
                    .trigger(Trigger.drop())
                    .open()) {
                recorder.device("net0", DeviceType.NET).queue(0, 8).drop(1, 60);
                recorder.flush();
                System.out.print(recorder.dump("trimmed").get());
            }
        }
    }

    @Test
    void recordsAndDumpsAllTheSame(@TempDir Path folder) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--limit-modules",
                        "java.base",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        assertTrue(output.contains("-trimmed.vqtrace"), output);
        assertEquals(1, RecordedTrace.read(Path.of(output)).count(EventKind.DROP));
    }
}
