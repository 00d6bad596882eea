package io.vqtrace.analyzer.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.analyzer.fixture.SampleTraces;
import io.vqtrace.analyzer.session.SessionException;
import io.vqtrace.analyzer.session.TraceSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parquet and CSV as DuckDB reads them back. */
class TableExportTest {
    private static final List<String> VIEWS =
            List.of("trace", "devices", "queues", "queue_configurations", "negotiation", "gaps", "depth", "episodes");

    @TempDir
    private Path folder;

    private Path target;

    private void exported(String trace, ExportFormat format, ExportedTrace.Question<Void> check) throws Exception {
        target = folder.resolve("out");
        new ExportedTrace(folder).with(SampleTraces.of(trace), format, session -> {
            Exports.write(format, session, target, ExportOptions.DEFAULT);
            return check.ask(session);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"block", "recorder", "untimed"})
    void parquetHoldsEveryRowOfEveryView(String trace) throws Exception {
        exported(trace, ExportFormat.PARQUET, session -> {
            for (String view : VIEWS) {
                same(session, view, "read_parquet('" + target.resolve(view + ".parquet") + "')");
            }
            for (String view : List.of("requests", "interrupts", "kicks")) {
                if (count(session, view) > 0) {
                    String files = target.resolve(view) + "/*/*/*.parquet";
                    same(session, view, "read_parquet('" + files + "', hive_partitioning = true)");
                }
            }
            return null;
        });
    }

    @Test
    void parquetHasAFolderPerDeviceAndQueue() throws Exception {
        exported("block", ExportFormat.PARQUET, session -> {
            assertTrue(Files.isDirectory(target.resolve("requests/device_id=0/queue=1")));
            return null;
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"block", "recorder", "untimed"})
    void csvHoldsEveryRowOfEveryView(String trace) throws Exception {
        exported(trace, ExportFormat.CSV, session -> {
            for (String view : List.of("trace", "devices", "queues", "requests", "interrupts", "kicks", "gaps")) {
                String types = String.join(
                        ", ",
                        session.query(
                                "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = '" + view
                                        + "' AND schema_name = 'main' ORDER BY column_index",
                                row -> "'" + row.getString(1) + "': '" + row.getString(2) + "'"));
                same(
                        session,
                        view,
                        "read_csv('" + target.resolve(view + ".csv") + "', header = true, columns = {" + types + "})");
            }
            return null;
        });
    }

    @Test
    void whatWasNotObservedIsEmptyAndNotZero() throws Exception {
        exported("block", ExportFormat.CSV, session -> {
            List<String> lines = Files.readAllLines(target.resolve("requests.csv"));
            List<String> names = List.of(lines.get(0).split(","));
            String[] first = lines.get(1).split(",", -1);
            assertEquals("", first[names.indexOf("wait_ns")]);
            assertEquals("", first[names.indexOf("outstanding")]);
            assertEquals("4096", first[names.indexOf("in_bytes")]);
            return null;
        });
    }

    @ParameterizedTest
    @CsvSource({"CSV, read_csv", "PARQUET, read_parquet"})
    void oneViewIsOneFile(ExportFormat format, String reader) throws Exception {
        Path file = folder.resolve("one file, with 'quotes'");
        new ExportedTrace(folder).with(SampleTraces.of("block"), format, session -> {
            Exports.write(format, session, file, new ExportOptions("kicks", ExportOptions.MIN_INTERVAL_NS));
            assertTrue(Files.isRegularFile(file));
            String name = file.toString().replace("'", "''");
            assertEquals(count(session, "kicks"), count(session, reader + "('" + name + "')"));
            SessionException unknown = assertThrows(
                    SessionException.class,
                    () -> Exports.write(
                            format, session, folder.resolve("x"), new ExportOptions("kicks; DROP", 1_000_000)));
            assertTrue(unknown.getMessage().contains("requests"), unknown.getMessage());
            return null;
        });
    }

    private static void same(TraceSession session, String view, String file) throws Exception {
        assertEquals(count(session, view), count(session, file), view);
        String columns = String.join(
                ", ",
                session.query(
                        "SELECT column_name FROM duckdb_columns() WHERE schema_name = 'main' AND table_name = '" + view
                                + "'",
                        row -> '"' + row.getString(1) + '"'));
        String left = "SELECT " + columns + " FROM " + view;
        String right = "SELECT " + columns + " FROM " + file;
        assertEquals(
                0,
                count(
                        session,
                        "((" + left + " EXCEPT ALL " + right + ") UNION ALL (" + right + " EXCEPT ALL " + left + "))"),
                view);
    }

    private static long count(TraceSession session, String from) throws Exception {
        return session.query("SELECT count(*) FROM " + from, row -> row.getLong(1))
                .get(0);
    }
}
