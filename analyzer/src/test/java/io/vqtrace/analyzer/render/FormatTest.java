package io.vqtrace.analyzer.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormatTest {

    public record Row(String device, int queue, Long p99Ns, Double ratio, List<String> notes) {}

    private static final List<Row> ROWS =
            List.of(new Row("disk0", 0, 12345L, 0.5, List.of("a", "b")), new Row("a,\"b\"|*c*", 10, null, null, null));

    private static final Table<Row> TABLE = new Table<>(
            List.of(
                    Column.of("device", "DEVICE", Unit.TEXT, Row::device),
                    Column.of("queue", "Q", Unit.NUMBER, Row::queue),
                    Column.optional(1, "p99_ns", "P99", Unit.DURATION, Row::p99Ns),
                    Column.optional(2, "ratio", "A LONG COLUMN TITLE", Unit.RATIO, Row::ratio),
                    Column.of("notes", "NOTES", Unit.TEXT, Row::notes)),
            ROWS);

    private static Result result(Block... blocks) {
        return new Result("vqtrace.test/1", ROWS.get(0), TABLE, Arrays.asList(blocks));
    }

    private static String print(Format format, Terminal terminal, Block... blocks) throws IOException {
        StringWriter out = new StringWriter();
        format.print(result(blocks), terminal, out);
        return out.toString();
    }

    private static Terminal utf8(int columns) {
        return new Terminal(columns, false, true);
    }

    @Test
    void textTableAlignsAndMarksWhatWasNotObserved() throws IOException {
        assertEquals("""
                DEVICE      Q      P99  A LONG COLUMN TITLE  NOTES
                disk0       0  12.3 µs                 0.50  a, b
                a,"b"|*c*  10        —                    —  —
                """, print(Format.TABLE, utf8(80), new Block.Grid(TABLE)));
    }

    @Test
    void narrowTerminalLosesTheLeastImportantColumnAndSaysSo() throws IOException {
        assertEquals("""
                DEVICE      Q      P99  NOTES
                disk0       0  12.3 µs  a, b
                a,"b"|*c*  10        —  —
                  (too narrow for: A LONG COLUMN TITLE)
                """, print(Format.TABLE, utf8(45), new Block.Grid(TABLE)));
    }

    @Test
    void asciiTerminalGetsAscii() throws IOException {
        String text = print(Format.TABLE, new Terminal(80, false, false), new Block.Grid(TABLE));
        assertTrue(text.chars().allMatch(c -> c < 128), text);
        assertTrue(text.contains("12.3 us"), text);
    }

    @Test
    void proseWrapsAtBlanksWithinTheWidth() throws IOException {
        String text = print(
                Format.TABLE,
                utf8(40),
                new Block.Finding(
                        Severity.CRITICAL,
                        "RING-FULL",
                        "disk0 queue 0 (requestq)",
                        List.of("occupancy at or above 90 % of the ring of 8 for 43 % of the busy time")),
                new Block.Bullets(List.of("wait: needs ring indices, which a QEMU log does not carry")));
        assertTrue(text.lines().allMatch(line -> line.length() <= 40), text);
        assertTrue(text.startsWith("  RING-FULL  disk0 queue 0 (requestq)\n      occupancy at or above"), text);
    }

    @Test
    void onlyAColourTerminalGetsEscapeSequences() throws IOException {
        Block finding = new Block.Finding(Severity.CRITICAL, "STALLED", "disk0 queue 0", List.of());
        assertFalse(print(Format.TABLE, utf8(80), finding).contains("\u001b"));
        assertEquals(
                "  \u001b[1;31mSTALLED\u001b[0m  disk0 queue 0\n",
                print(Format.TABLE, new Terminal(80, true, true), finding));
    }

    @Test
    void csvKeepsRawValuesAndQuotes() throws IOException {
        assertEquals("""
                device,queue,p99_ns,ratio,notes
                disk0,0,12345,0.5,a; b
                "a,""b""|*c*",10,,,
                """, print(Format.CSV, utf8(80)));
    }

    @Test
    void markdownEscapesMarkup() throws IOException {
        assertEquals("""
                ## Queues

                | DEVICE | Q | P99 | A LONG COLUMN TITLE | NOTES |
                | --- | ---: | ---: | ---: | --- |
                | disk0 | 0 | 12.3 µs | 0.50 | a, b |
                | a,"b"\\|\\*c\\* | 10 | — | — | — |
                """, print(Format.MARKDOWN, utf8(80), new Block.Heading("Queues"), new Block.Grid(TABLE)));
    }

    @Test
    void jsonHasTheSchemaSnakeCaseKeysAndNulls() throws IOException {
        StringWriter out = new StringWriter();
        Format.JSON.print(new Result("vqtrace.test/1", ROWS.get(1), TABLE, List.of()), utf8(80), out);
        assertEquals("""
                {
                  "schema" : "vqtrace.test/1",
                  "device" : "a,\\"b\\"|*c*",
                  "queue" : 10,
                  "p99_ns" : null,
                  "ratio" : null,
                  "notes" : null
                }
                """, out.toString());
    }
}
