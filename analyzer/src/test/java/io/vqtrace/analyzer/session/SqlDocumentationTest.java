package io.vqtrace.analyzer.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.analyzer.fixture.SampleTraces;
import io.vqtrace.analyzer.read.TraceFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every view of every module is documented with exactly its columns, in their order. */
class SqlDocumentationTest {
    private static final Pattern VIEW = Pattern.compile("-- view ([a-z_]+): (.+)");
    private static final Pattern COLUMN = Pattern.compile("--   (\"?[a-z_0-9]+\"?)  *(\\S.*)");

    @TempDir
    Path folder;

    private static Map<String, List<String>> documented() {
        Map<String, List<String>> views = new LinkedHashMap<>();
        for (String module : SqlModules.ALL) {
            List<String> columns = null;
            for (String line : SqlModules.text(module).lines().toList()) {
                Matcher view = VIEW.matcher(line);
                Matcher column = COLUMN.matcher(line);
                if (view.matches()) {
                    columns = new ArrayList<>();
                    views.put(view.group(1), columns);
                } else if (columns != null && column.matches() && !line.startsWith("--      ")) {
                    columns.add(column.group(1).replace("\"", ""));
                } else if (!line.startsWith("--")) {
                    columns = null;
                }
            }
        }
        return views;
    }

    @Test
    void everyViewColumnIsDocumented() throws Exception {
        SessionOptions options = SessionOptions.builder()
                .modules(TraceSession.allModules())
                .inspections(SessionOptions.Inspection.SWEEP)
                .build();
        try (TraceFiles files = TraceFiles.open(SampleTraces.of("block").write(folder.resolve("t.vqtrace")));
                TraceSession session = TraceSession.open(files, options)) {
            session.require(TraceSession.allModules());
            Map<String, List<String>> actual = new LinkedHashMap<>();
            session.query(
                    "SELECT table_name, column_name FROM duckdb_columns() WHERE schema_name = 'main' AND NOT internal "
                            + "ORDER BY table_name, column_index",
                    row -> actual.computeIfAbsent(row.getString(1), name -> new ArrayList<>())
                            .add(row.getString(2)));
            Map<String, List<String>> documented = documented();
            assertEquals(
                    actual.keySet().stream().sorted().toList(),
                    documented.keySet().stream().sorted().toList());
            actual.forEach((view, columns) -> assertEquals(columns, documented.get(view), view));
        }
    }

    @Test
    void everyModuleIsListedAndDescribesItself() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/io/vqtrace/analyzer/sql"))) {
            assertEquals(
                    files.map(file -> file.getFileName().toString().replace(".sql", ""))
                            .collect(Collectors.toSet()),
                    Set.copyOf(SqlModules.ALL));
        }
        for (String module : SqlModules.ALL) {
            String text = SqlModules.text(module);
            assertTrue(text.startsWith("-- "), module);
            assertTrue(text.contains("\n-- requires:") && text.contains("\n-- events:"), module);
            assertFalse(text.contains("\t"), module);
        }
    }
}
