package io.vqtrace.analyzer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.testkit.Stall;
import io.vqtrace.testkit.StallRecording;
import io.vqtrace.testkit.StallWindow;
import io.vqtrace.testkit.Testbed;
import io.vqtrace.testkit.Workload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process: what people read of a stall, what programs read, and that healthy traces have none. */
class DiagnoseIT {
    private static final Path RESOURCES = Path.of("src/test/resources/io/vqtrace/analyzer/cli");
    private static final String TRACE = "stale.vqtrace";
    private static final int FINDINGS = 3;

    @TempDir
    Path folder;

    private void record() throws Exception {
        StallRecording.of(Testbed.builder()
                        .seed(7)
                        .workload(Workload.closedLoop(4).think(Duration.ofMillis(1)))
                        .stall(Stall.STALE_AVAIL_EVENT)
                        .stallAfter(150))
                .window(StallWindow.ENDS_INSIDE)
                .write(folder.resolve(TRACE));
    }

    private static void assertGolden(String file, String text) throws Exception {
        Path golden = RESOURCES.resolve(file);
        if (Boolean.getBoolean("vqtrace.rebaseline")) {
            Files.writeString(golden, text);
        }
        assertEquals(Files.readString(golden), text);
    }

    @Test
    void saysWhyAQueueStandsStill() throws Exception {
        record();
        Vqtrace vqtrace = new Vqtrace(folder);
        assertGolden("stale-diagnose.txt", vqtrace.run("diagnose", TRACE).out());
        assertGolden(
                "stale-diagnose.json",
                vqtrace.run("diagnose", TRACE, "--format", "json").out());
        assertGolden(
                "stale-diagnose.csv",
                vqtrace.run("diagnose", TRACE, "--format", "csv").out());
        assertEquals(
                FINDINGS, vqtrace.run("diagnose", TRACE, "--fail-on", "stall").exitCode());
        // Before the stall all was well.
        assertEquals(
                0,
                vqtrace.run("diagnose", TRACE, "--fail-on", "stall", "--to", "+10ms")
                        .exitCode());
    }

    @Test
    void healthyTracesHaveNoStall() throws Exception {
        Path samples = Path.of(System.getProperty("vqtrace.samples")).toAbsolutePath();
        Vqtrace vqtrace = new Vqtrace(folder);
        for (String trace : List.of(
                "mixed-nego.vqtrace.zip",
                "recorder-healthy.vqtrace.zip",
                "recorder-saturated-coalescing.vqtrace.zip",
                "sat-ring8.vqtrace.zip")) {
            Vqtrace.Outcome outcome =
                    vqtrace.run("diagnose", samples.resolve(trace).toString(), "--fail-on", "stall");
            assertEquals(0, outcome.exitCode(), trace + "\n" + outcome.out());
            assertTrue(outcome.out().startsWith("No stall"), trace + "\n" + outcome.out());
        }
    }
}
