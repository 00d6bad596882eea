package io.vqtrace.analyzer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.analyzer.analysis.Analyses;
import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.analyzer.render.Format;
import io.vqtrace.analyzer.render.Terminal;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.TraceSession;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The story of devices of a captured guest, as people and programs read it. */
class NegotiationViewTest {
    private static final Path SAMPLE = Path.of("../sample-traces/mixed-nego.vqtrace.zip");
    private static final Path RESOURCES = Path.of("src/test/resources/io/vqtrace/analyzer/cli");

    private static String shown(Format format, int columns, String... devices) throws Exception {
        try (TraceFiles files = TraceFiles.open(SAMPLE);
                TraceSession session = TraceSession.open(
                        files,
                        SessionOptions.builder().devices(List.of(devices)).build())) {
            StringWriter out = new StringWriter();
            format.print(
                    NegotiationView.of("mixed-nego", Analyses.negotiation(session)),
                    new Terminal(columns, false, true),
                    out);
            return out.toString();
        }
    }

    private static void assertGolden(String file, String text) throws IOException {
        Path golden = RESOURCES.resolve(file);
        if (Boolean.getBoolean("vqtrace.rebaseline")) {
            Files.writeString(golden, text);
        }
        assertEquals(Files.readString(golden), text);
    }

    @Test
    void readsOnATerminal() throws Exception {
        assertGolden("mixed-nego-negotiation.txt", shown(Format.TABLE, 100, "blk0", "net0"));
    }

    @Test
    void readsInATicket() throws Exception {
        assertGolden("mixed-nego-negotiation.md", shown(Format.MARKDOWN, 100, "vser0"));
    }

    @Test
    void readsInAProgram() throws Exception {
        assertGolden("mixed-nego-negotiation.json", shown(Format.JSON, 100, "rng0"));
    }

    @Test
    void hasOneRowPerAttempt() throws Exception {
        assertGolden("mixed-nego-negotiation.csv", shown(Format.CSV, 100));
    }

    @Test
    void fitsNarrowTerminals() throws Exception {
        shown(Format.TABLE, 80).lines().forEach(line -> assertTrue(line.length() <= 80, line));
    }
}
