package io.vqtrace.analyzer.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.analyzer.fixture.SampleTraces;
import io.vqtrace.analyzer.read.TraceFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs each query under {@code src/test/resources/io/vqtrace/analyzer/sql/MODULE/} on the trace that its first line
 * names ({@code -- trace: block}) and compares the result with the CSV file beside it. {@code mvn -pl analyzer -am test
 * -Dvqtrace.rebaseline=true} writes the results instead; look at the difference before you commit it.
 */
class SqlDiffTest {
    private static final Path CASES = Path.of("src/test/resources/io/vqtrace/analyzer/sql");
    private static final String TRACE = "-- trace: ";

    @TempDir
    static Path folder;

    private static final Map<String, TraceFiles> TRACES = new HashMap<>();
    private static final Map<String, TraceSession> SESSIONS = new HashMap<>();

    @AfterAll
    static void close() throws Exception {
        for (TraceSession session : SESSIONS.values()) {
            session.close();
        }
        for (TraceFiles files : TRACES.values()) {
            files.close();
        }
    }

    static List<Path> cases() throws IOException {
        try (Stream<Path> files = Files.walk(CASES)) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void resultIsAsExpected(Path query) throws Exception {
        String sql = Files.readString(query);
        assertTrue(sql.startsWith(TRACE), query + " begins with " + TRACE);
        String trace = sql.lines().findFirst().orElseThrow().substring(TRACE.length());
        String actual = run(session(trace), sql);
        Path expected = Path.of(query.toString().replaceFirst("\\.sql$", ".csv"));
        if (Boolean.getBoolean("vqtrace.rebaseline")) {
            Files.write(expected, actual.getBytes(StandardCharsets.UTF_8));
        }
        assertEquals(Files.readString(expected), actual, query.toString());
    }

    private static TraceSession session(String trace) throws Exception {
        if (!SESSIONS.containsKey(trace)) {
            Path path = SampleTraces.of(trace).write(folder.resolve(trace + ".vqtrace"));
            TRACES.put(trace, TraceFiles.open(path));
            SessionOptions options = SessionOptions.builder()
                    .modules(TraceSession.allModules())
                    .inspections(SessionOptions.Inspection.values())
                    .build();
            SESSIONS.put(trace, TraceSession.open(TRACES.get(trace), options));
            SESSIONS.get(trace).require(TraceSession.allModules());
        }
        return SESSIONS.get(trace);
    }

    private static String run(TraceSession session, String sql) throws SQLException {
        List<String> lines = new ArrayList<>();
        session.query(sql, row -> {
            if (lines.isEmpty()) {
                lines.add(header(row));
            }
            return lines.add(line(row));
        });
        return String.join("\n", lines) + "\n";
    }

    private static String header(ResultSet row) throws SQLException {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            names.add(row.getMetaData().getColumnName(i));
        }
        return String.join(",", names);
    }

    private static String line(ResultSet row) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            String value = row.getString(i);
            values.add(value == null ? "" : value.contains(",") ? '"' + value + '"' : value);
        }
        return String.join(",", values);
    }
}
