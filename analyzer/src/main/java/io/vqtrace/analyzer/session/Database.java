package io.vqtrace.analyzer.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;

/**
 * The DuckDB behind a session: in memory, or in a temporary file if the data is larger than the memory budget. What it
 * writes lies in one directory, which is deleted at close, and by a shutdown hook if the process ends before.
 */
final class Database implements AutoCloseable {
    private final DuckDBConnection connection;
    private final Path directory;
    private final Thread atShutdown;

    private Database(DuckDBConnection connection, Path directory) {
        this.connection = connection;
        this.directory = directory;
        atShutdown = new Thread(() -> delete(directory), "vqtrace-temporary-files");
        Runtime.getRuntime().addShutdownHook(atShutdown);
    }

    /**
     * Opens an empty database.
     *
     * @param estimatedBytes how much will be loaded
     */
    static Database open(SessionOptions options, long estimatedBytes) throws IOException, SQLException {
        Path directory = Files.createTempDirectory("vqtrace-session-");
        Properties properties = new Properties();
        properties.setProperty("preserve_insertion_order", "false");
        properties.setProperty("autoinstall_known_extensions", "false");
        properties.setProperty("autoload_known_extensions", "false");
        properties.setProperty("temp_directory", directory.resolve("spill").toString());
        if (options.threads() > 0) {
            properties.setProperty("threads", Integer.toString(options.threads()));
        }
        String url = "jdbc:duckdb:";
        if (options.memoryLimitBytes() > 0) {
            properties.setProperty("memory_limit", options.memoryLimitBytes() + "B");
            if (estimatedBytes > options.memoryLimitBytes() / 2) {
                url += directory.resolve("session.duckdb");
            }
        }
        try {
            // Not through DriverManager, which would look for every driver on the class path.
            return new Database(DuckDBConnection.newConnection(url, false, properties), directory);
        } catch (SQLException e) {
            delete(directory);
            throw e;
        } catch (Exception e) { // What newConnection(url, readOnly, properties) declares.
            delete(directory);
            throw new SQLException("DuckDB does not start: " + e.getMessage(), e);
        }
    }

    DuckDBConnection connection() {
        return connection;
    }

    /** Deletes the directory and all in it; what cannot be deleted now is tried again when the process ends. */
    private static void delete(Path directory) {
        try (Stream<Path> tree = Files.walk(directory)) {
            List<Path> paths = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : paths) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            directory.toFile().deleteOnExit();
        }
    }

    @Override
    public void close() throws SQLException {
        try {
            connection.close();
        } finally {
            delete(directory);
            removeHook();
        }
    }

    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(atShutdown);
        } catch (IllegalStateException e) {
            return; // The process is ending: the hook runs and finds nothing left.
        }
    }
}
