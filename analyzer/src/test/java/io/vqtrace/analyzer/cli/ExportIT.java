package io.vqtrace.analyzer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports and slices as a user makes them. */
class ExportIT {

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

    private static String sample(String name) {
        return Path.of(System.getProperty("vqtrace.samples"), name).toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"perfetto", "parquet", "csv", "hdr", "openmetrics"})
    void everyFormatIsWrittenOnceAndReplacedWithForce(String format) throws Exception {
        String trace = sample("sat-ring8.vqtrace.zip");
        String said = vqtrace()
                .run("export", format, trace, "-o", "out", "--from", "+12s", "--to", "+14s")
                .succeeded()
                .out();
        assertTrue(said.startsWith("out: "), said);
        assertEquals("parquet csv".contains(format), Files.isDirectory(work.resolve("out")));
        vqtrace().run("export", format, trace, "-o", "out").failed(2, "out exists already", "--force");
        vqtrace().run("export", format, trace, "-o", "out", "--force").succeeded();
        cleanExcept("out");
    }

    @Test
    void forceReplacesNothingButAnExport() throws Exception {
        Files.createDirectory(work.resolve("mine"));
        Files.writeString(work.resolve("mine/notes.txt"), "precious");
        String trace = sample("sat-ring8.vqtrace.zip");
        vqtrace().run("export", "csv", trace, "-o", "mine", "--force").failed(2, "mine", "no export");
        vqtrace().run("slice", trace, "-o", "mine", "--force").failed(2, "mine", "no trace");
        assertEquals("precious", Files.readString(work.resolve("mine/notes.txt")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"perfetto", "csv", "hdr", "openmetrics", "slice"})
    void whatCannotBeMadeLeavesNothingBehind(String what) throws Exception {
        String trace = sample("sat-ring8.vqtrace.zip");
        String[] command = what.equals("slice") ? new String[] {"slice"} : new String[] {"export", what};
        vqtrace().run(with(command, "missing.vqtrace", "-o", "out")).failed(4, "missing.vqtrace");
        vqtrace().run(with(command, trace, "-o", "out", "--device", "ghost")).failed(2, "no device ghost");
        vqtrace()
                .run(with(
                        command, trace, "-o", "out", "--from", "2020-01-01T00:00:00Z", "--to", "2020-01-02T00:00:00Z"))
                .failed(2, "outside");
        vqtrace().run(with(command, trace, "-o", "nowhere/out")).failed(1, "cannot write nowhere/out");
        cleanExcept();
    }

    private static String[] with(String[] command, String... more) {
        return Stream.concat(Stream.of(command), Stream.of(more)).toArray(String[]::new);
    }

    @ParameterizedTest
    @ValueSource(strings = {"export perfetto", "export csv --view requests", "slice"})
    void fullDiskIsSaidInOneLine(String command) throws Exception {
        vqtrace()
                .shell("ulimit -f 8; exec \"$VQTRACE\" " + command + " '" + sample("sat-ring8.vqtrace.zip")
                        + "' -o out")
                .failed(1, "cannot write out");
        cleanExcept();
    }

    @Test
    void unknownViewsAndTimelinesWithoutTimeAreRefused() throws Exception {
        vqtrace()
                .run("export", "csv", sample("sat-ring8.vqtrace.zip"), "-o", "out", "--view", "nothing")
                .failed(2, "no view nothing", "requests");
        String untimed = sample("blk-q1-nots/trace.log.gz");
        vqtrace().run("export", "perfetto", untimed, "-o", "out").failed(4, "no time", "-msg timestamp=on");
        vqtrace().run("export", "hdr", untimed, "-o", "out").failed(4, "no time");
        vqtrace().run("export", "openmetrics", untimed, "-o", "out").succeeded();
        cleanExcept("out");
    }

    @Test
    void reportOnASliceIsTheReportOnTheWindow() throws Exception {
        String trace = sample("mixed-nego.vqtrace.zip");
        vqtrace()
                .run("slice", trace, "-o", "s.vqtrace", "--from", "+11s", "--to", "+13.2s", "--zstd")
                .succeeded();
        for (String command : List.of("report", "interrupts", "latency", "saturation")) {
            String wanted = vqtrace()
                    .run(command, trace, "--format", "json", "--from", "+11s", "--to", "+13.2s")
                    .succeeded()
                    .out();
            assertEquals(
                    wanted,
                    vqtrace()
                            .run(command, "s.vqtrace", "--format", "json")
                            .succeeded()
                            .out());
        }
    }

    @Test
    void anonymizedSlicesOfASeedAreEqual() throws Exception {
        String trace = sample("mixed-nego.vqtrace.zip");
        vqtrace()
                .run("slice", trace, "-o", "a.vqtrace", "--anonymize", "--seed", "x")
                .succeeded();
        vqtrace()
                .run("slice", trace, "-o", "b.vqtrace", "--anonymize", "--seed", "x")
                .succeeded();
        vqtrace().shell("diff -r a.vqtrace b.vqtrace").succeeded();
        vqtrace()
                .shell("! grep -r -a -l -e blk0 -e 0x5 -e mixed-nego a.vqtrace/trace.json")
                .succeeded();
    }

    private void cleanExcept(String... names) throws IOException {
        assertEquals(List.of(names), content(work));
        assertEquals(List.of(), content(temporary));
    }

    private static List<String> content(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }
}
