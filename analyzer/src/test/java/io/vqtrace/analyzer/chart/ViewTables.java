package io.vqtrace.analyzer.chart;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** The views of a session as plain tables in memory, filled by each test. */
final class ViewTables implements AutoCloseable {
    static final long START_NS = DemoData.START_NS;

    private static final String SCHEMA = """
            create table trace(clock_source varchar, clock_resolution_ns bigint);
            create table devices(device_id integer, device varchar, source_id varchar);
            create table queues(device_id integer, device varchar, queue integer, role varchar, kind varchar, size integer,
                                indirect boolean);
            create table requests(device_id integer, queue integer, ts_pop bigint, ts_used bigint, service_ns bigint,
                                  outstanding integer, "end" varchar);
            create table kicks(device_id integer, queue integer, ts bigint);
            create table interrupts(device_id integer, queue integer, ts bigint, "count" bigint);
            create table suppression_decisions(device_id integer, queue integer, ts bigint, reason varchar,
                                               completions bigint);
            create table depth(device_id integer, queue integer, ts bigint, until_ns bigint, in_flight_max integer,
                               in_flight_mean double, outstanding_max integer, outstanding_mean double);
            create table episodes(device_id integer, queue integer, kind varchar, start_ns bigint, end_ns bigint,
                                  duration_ns bigint, depth integer);
            """;

    /** The extent of every trace here: ten seconds. */
    static final TraceSpan SPAN = new TraceSpan("demo", START_NS, START_NS + 10_000_000_000L);

    private final Connection connection = DriverManager.getConnection("jdbc:duckdb:");

    /** A trace of ten seconds with a clock of 1 µs and no device. */
    ViewTables() throws SQLException {
        run(SCHEMA);
        run("insert into trace values ('gettimeofday', 1000)");
    }

    /** Two devices: a disk with two queues and 2000 requests, a network card with 100. */
    static ViewTables twoDevices() throws SQLException {
        ViewTables tables = new ViewTables();
        tables.device(0, "disk0", "0xd0");
        tables.device(1, "net0", "0xe0");
        tables.queue(0, "disk0", 0, "requestq", "request", 8);
        tables.queue(0, "disk0", 1, "requestq", "request", 256);
        tables.queue(1, "net0", 0, "rx0", "supply", 256);
        tables.queue(1, "net0", 1, "tx0", "request", null);
        tables.requests(0, 0, 1200, 100_000, 8_000_000);
        tables.requests(0, 1, 800, 50_000, 10_000_000);
        tables.requests(1, 0, 60, 1_000, 100_000_000);
        tables.requests(1, 1, 40, 0, 200_000_000);
        tables.run("insert into kicks select device_id, queue, ts_pop from requests where device_id = 0");
        tables.run("""
                insert into interrupts select device_id, queue, ts_used + 1000, null from requests
                where device_id = 0 and (ts_used // 1000) % 3 = 0""");
        tables.run("insert into depth select device_id, queue, ts_pop, ts_used, 8, 7.5, null, null from requests");
        tables.run("insert into episodes values (0, 0, 'ring-full', %d, %d, 2000000000, 8)"
                .formatted(START_NS + 3_000_000_000L, START_NS + 5_000_000_000L));
        tables.run("insert into episodes values (0, 1, 'plateau', %d, %d, 1000000000, 4)"
                .formatted(START_NS + 3_000_000_000L, START_NS + 4_000_000_000L));
        return tables;
    }

    void device(int id, String name, String sourceId) throws SQLException {
        run("insert into devices values (%d, '%s', '%s')".formatted(id, name, sourceId));
    }

    void queue(int device, String name, int queue, String role, String kind, Integer size) throws SQLException {
        run("insert into queues values (%d, '%s', %d, '%s', '%s', %s, null)"
                .formatted(device, name, queue, role, kind, size));
    }

    /** Requests at an even distance, each with the same service time. */
    void requests(int device, int queue, int n, long serviceNs, long apartNs) throws SQLException {
        run("""
                insert into requests select %1$d, %2$d, %3$d + i * %4$d, %3$d + i * %4$d + %5$d, %5$d, null, 'used'
                from range(1, %6$d + 1) r(i)""".formatted(device, queue, START_NS, apartNs, serviceNs, n));
    }

    void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    Connection connection() {
        return connection;
    }

    Views views() {
        return new Views(connection);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
