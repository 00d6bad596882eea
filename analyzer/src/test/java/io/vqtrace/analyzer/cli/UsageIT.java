package io.vqtrace.analyzer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Help texts and wrong command lines. */
class UsageIT {

    @TempDir
    private Path home;

    private Vqtrace vqtrace() {
        return new Vqtrace(home);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import",
                "info",
                "report",
                "saturation",
                "interrupts",
                "latency",
                "diff",
                "chart",
                "sql",
                "export",
                "slice"
            })
    void everyCommandHelpsWithItsOptionsAndExamples(String command) throws Exception {
        String help = vqtrace().run(command, "--help").succeeded().out();
        assertTrue(help.startsWith("Usage: vqtrace " + command + " "), help);
        assertTrue(help.contains("--help") && help.contains("--version") && help.contains("--facts"), help);
        long examples = help.lines()
                .filter(line -> line.contains("  vqtrace " + command + " "))
                .count();
        assertTrue(examples >= 2, help);
        assertTrue(help.lines().allMatch(line -> line.length() <= 120), help);
        assertTrue(vqtrace().run("--help").succeeded().out().contains("  " + command + " "));
    }

    @Test
    void wrongCommandLinesAreUsageErrors() throws Exception {
        vqtrace().run().failed(2, "a command is missing");
        vqtrace().run("reprot").failed(2, "reprot", "--help");
        vqtrace().run("report").failed(2, "TRACE", "vqtrace report --help");
        vqtrace().run("report", "--colour", "x").failed(2, "--colour", "vqtrace report --help");
        vqtrace().run("report", "x", "--from", "soon").failed(2, "'soon' is no time");
        vqtrace().run("report", "x", "--format", "xml").failed(2, "xml");
        vqtrace().run("report", "x", "--memory", "lots").failed(2, "'lots' is no size");
        vqtrace().run("export", "pdf", "x", "-o", "x.pdf").failed(2, "'pdf' is no format", "perfetto");
        vqtrace().run("export", "csv", "x").failed(2, "--output");
        vqtrace().run("export", "hdr", "x", "-o", "y", "--view", "kicks").failed(2, "--view belongs to csv");
        vqtrace().run("export", "csv", "x", "-o", "y", "--interval", "1s").failed(2, "--interval belongs to hdr");
        vqtrace().run("export", "hdr", "x", "-o", "y", "--interval", "1us").failed(2, "'1us' is too short");
        vqtrace().run("slice", "x").failed(2, "--output");
        vqtrace().run("slice", "x", "-o", "y", "--seed", "s").failed(2, "--seed belongs to --anonymize");
        vqtrace().run("chart", "pie", "x", "-o", "x.png").failed(2, "'pie' is no chart");
        vqtrace().run("chart", "depth", "x", "-o", "x.gif").failed(2, "x.gif is neither .png nor .svg");
    }

    @Test
    void helpLoadsNeitherDuckDbNorArrow() throws Exception {
        assertNothingHeavy("--help");
    }

    @Test
    void infoLoadsNeitherDuckDbNorArrowVectors() throws Exception {
        Path log = Path.of(System.getProperty("vqtrace.samples"), "sat-ring8/trace.log.gz");
        vqtrace().run("import", log.toString(), "-o", "a.vqtrace").succeeded();
        assertNothingHeavy("info", "a.vqtrace");
    }

    private void assertNothingHeavy(String... arguments) throws Exception {
        Vqtrace.Outcome outcome =
                vqtrace().with("VQTRACE_JAVA_OPTS", "-Xlog:class+load").run(arguments);
        assertEquals(0, outcome.exitCode(), outcome.err());
        assertTrue(outcome.out().contains("io.vqtrace.analyzer.cli.Cli "), "classes are listed");
        assertFalse(outcome.out().contains(" org.duckdb."), "DuckDB is not loaded");
        assertFalse(outcome.out().contains(" org.apache.arrow.vector."), "Arrow's vectors are not loaded");
        assertFalse(outcome.out().contains(" org.apache.arrow.memory."), "Arrow's memory is not loaded");
    }
}
