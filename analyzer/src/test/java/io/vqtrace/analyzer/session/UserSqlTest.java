package io.vqtrace.analyzer.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.analyzer.fixture.SampleTraces;
import io.vqtrace.analyzer.read.TraceFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A user's SQL reads the views of the trace and nothing else. */
class UserSqlTest {
    @TempDir
    static Path folder;

    private static TraceFiles files;
    private static TraceSession session;

    @BeforeAll
    static void open() throws Exception {
        files = TraceFiles.open(SampleTraces.of("block").write(folder.resolve("t.vqtrace")));
        session = TraceSession.open(
                files,
                SessionOptions.builder()
                        .modules(TraceSession.allModules())
                        .inspections(SessionOptions.Inspection.SWEEP)
                        .build());
        session.lock();
    }

    @AfterAll
    static void close() throws Exception {
        session.close();
        files.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT count(*) FROM requests",
                "FROM requests",
                "select queue, max(service_ns) from requests group by all;",
                "WITH slow AS (SELECT * FROM requests WHERE service_ns > 5) SELECT count(*) FROM slow",
                "VALUES (1), (2)",
                "DESCRIBE requests",
                "SHOW TABLES",
                "SUMMARIZE requests",
                "EXPLAIN SELECT * FROM events",
                "-- a comment\nSELECT 1 /* another; */",
                "SELECT 'DROP TABLE x; COPY' AS harmless",
                "SELECT * FROM main.queues",
                "SELECT * FROM range(3)",
                "SELECT r.\"end\", unnest([1, 2]) FROM requests AS r",
                "SELECT d.* FROM Depth AS d JOIN Queues AS q USING (device_id, queue)",
                "SELECT quantile_disc(service_ns, 0.99) OVER (PARTITION BY queue) FROM requests"
            })
    void readingStatementsRun(String sql) throws Exception {
        try (Statement statement = session.connection().createStatement()) {
            assertTrue(statement.execute(session.checkUserSql(sql)), sql);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                "-- nothing",
                "SELEC 1",
                "CREATE TABLE t AS SELECT 1",
                "CREATE OR REPLACE VIEW requests AS SELECT 1",
                "CREATE MACRO f() AS 1",
                "DROP VIEW requests",
                "INSERT INTO raw.trace SELECT * FROM raw.trace",
                "DELETE FROM raw.events",
                "UPDATE raw.events SET ts = 0",
                "ATTACH '/etc/passwd' AS x",
                "DETACH memory",
                "COPY requests TO 'out.csv'",
                "COPY (SELECT 1) TO '/dev/stdout'",
                "EXPORT DATABASE 'x'",
                "IMPORT DATABASE 'x'",
                "INSTALL httpfs",
                "LOAD httpfs",
                "SET memory_limit = '1TB'",
                "RESET lock_configuration",
                "SET VARIABLE x = 1",
                "PRAGMA database_list",
                "CALL pragma_version()",
                "CHECKPOINT",
                "VACUUM",
                "BEGIN TRANSACTION",
                "USE main",
                "PREPARE p AS SELECT 1",
                "EXECUTE p",
                "SELECT 1; SELECT 2",
                "SELECT 1; DROP VIEW requests",
                "/* SELECT */ DROP VIEW requests",
                "EXPLAIN ANALYZE COPY requests TO 'x'",
                "EXPLAIN SELECT 1; DROP VIEW requests",
                "SELECT * FROM '/etc/passwd'",
                "SELECT * FROM \"/etc/passwd\"",
                "FROM 'data.csv'",
                "SELECT * FROM 'https://example.org/x.parquet'",
                "SELECT * FROM read_csv('/etc/passwd')",
                "SELECT * FROM READ_TEXT('/etc/passwd')",
                "SELECT * FROM \"read_blob\"('/etc/passwd')",
                "SELECT * FROM glob('/*')",
                "SELECT * FROM parquet_scan('x')",
                "SELECT * FROM read_json_auto('x')",
                "SELECT (SELECT content FROM read_text('/etc/passwd'))",
                "SELECT * FROM requests WHERE EXISTS (FROM read_text('/etc/passwd'))",
                "WITH x AS (FROM read_text('/etc/passwd')) FROM x",
                "SELECT * FROM requests, LATERAL (SELECT * FROM read_csv('x'))",
                "SELECT * FROM query('SELECT * FROM read_text(''/etc/passwd'')')",
                "SELECT * FROM query_table('read_text')",
                "SELECT * FROM json_execute_serialized_sql('{}')",
                "SELECT * FROM arrow_scan(1, 2, 3)",
                "SELECT * FROM arrow_scan_dumb(1, 2, 3)",
                "SELECT * FROM duckdb_settings()",
                "SELECT * FROM duckdb_secrets()",
                "SELECT current_setting('temp_directory')",
                "SELECT main.current_setting('temp_directory')",
                "SELECT getenv('HOME')",
                "SELECT write_log('x')",
                "SELECT * FROM information_schema.tables",
                "SELECT * FROM sqlite_master",
                "SELECT * FROM event_stream",
                "SELECT sleep_ms(100000)",
                "DESCRIBE read_text('/etc/passwd')",
                "SUMMARIZE '/etc/passwd'",
                "PIVOT 'x.csv' ON a"
            })
    void everythingElseIsRefusedInOneLine(String sql) {
        SessionException e = assertThrows(SessionException.class, () -> session.checkUserSql(sql), sql);
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM read_text('/etc/passwd')",
                "COPY (SELECT 1) TO '%s/out.csv'",
                "ATTACH '%s/other.db' AS other",
                "INSTALL httpfs",
                "LOAD '%s/x.duckdb_extension'",
                "SET enable_external_access = true",
                "SET lock_configuration = false",
                "SET threads = 1"
            })
    void theDatabaseItselfIsLockedBehindTheGuard(String sql) throws Exception {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        try (Statement statement = session.connection().createStatement()) {
            assertThrows(SQLException.class, () -> statement.execute(String.format(sql, outside)), sql);
        }
        try (var left = Files.list(outside)) {
            assertFalse(left.findAny().isPresent(), "nothing was written");
        }
    }

    @Test
    void refusesBeforeTheLock() throws Exception {
        try (TraceSession open = TraceSession.open(
                files, SessionOptions.builder().modules("trace").build())) {
            assertThrows(IllegalStateException.class, () -> open.checkUserSql("SELECT 1"));
        }
    }
}
