package io.vqtrace.analyzer.session;

import io.vqtrace.analyzer.read.JsonTree;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.duckdb.DuckDBConnection;

/**
 * Decides which statements of a user may run: one at a time, reading only, from the trace only.
 *
 * <p>DuckDB's own parser turns the statement into a tree (its {@code json_serialize_sql} takes nothing but reading
 * statements), and the tree may name no table but the trace's and no table function but harmless ones. DuckDB's lock
 * ({@code enable_external_access}, {@code lock_configuration}) stands behind it.
 */
final class UserSqlGuard {
    private static final Set<String> TABLE_FUNCTIONS = Set.of(
            "range",
            "generate_series",
            "unnest",
            "histogram",
            "histogram_values",
            "json_each",
            "json_tree",
            "repeat",
            "repeat_row");
    private static final Set<String> REFUSED_FUNCTIONS = Set.of(
            "current_setting",
            "getenv",
            "write_log",
            "sleep_ms",
            "pg_sleep",
            "current_database",
            "current_query",
            "nextval",
            "currval",
            "json_execute_serialized_sql");
    private static final Set<String> SCHEMAS = Set.of("", "main", "raw");

    /** EXPLAIN is no node of the tree: it is taken off, and what it explains is checked. */
    private static final Pattern EXPLAIN = Pattern.compile("(?is)\\s*explain\\s+(?:analyze\\s+)?");

    private static final int MAX_DEPTH = 2000;

    private final DuckDBConnection connection;
    private final Set<String> tables = new HashSet<>();

    UserSqlGuard(DuckDBConnection connection) throws SQLException {
        this.connection = connection;
        try (Statement statement = connection.createStatement();
                ResultSet names = statement.executeQuery(
                        "SELECT view_name FROM duckdb_views() WHERE NOT internal AND schema_name IN ('main', 'raw') "
                                + "UNION SELECT table_name FROM duckdb_tables() WHERE NOT internal")) {
            while (names.next()) {
                tables.add(names.getString(1).toLowerCase(Locale.ROOT));
            }
        }
    }

    /**
     * Checks a statement.
     *
     * @return the statement to run
     * @throws SessionException if it may not run
     */
    String check(String sql) throws SessionException, SQLException {
        var explain = EXPLAIN.matcher(sql);
        String read = explain.lookingAt() ? sql.substring(explain.end()) : sql;
        Map<String, Object> tree = tree(read);
        if (Boolean.TRUE.equals(tree.get("error"))) {
            String message = String.valueOf(tree.get("error_message"));
            if ("parser".equals(tree.get("error_type")) || "syntax".equals(tree.get("error_type"))) {
                throw new SessionException("no SQL: " + firstLine(message));
            }
            throw new SessionException("refused: only one reading statement (SELECT, FROM, WITH, VALUES, DESCRIBE, "
                    + "SHOW, SUMMARIZE, EXPLAIN) may run here");
        }
        if (!(tree.get("statements") instanceof List<?> statements) || statements.size() != 1) {
            throw new SessionException("refused: one statement at a time");
        }
        Set<String> known = new HashSet<>(tables);
        collectNames(statements, known, 0);
        requireHarmless(statements, known, 0);
        return sql;
    }

    private Map<String, Object> tree(String sql) throws SessionException, SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT json_serialize_sql(?::VARCHAR)")) {
            statement.setString(1, sql);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return JsonTree.object(result.getString(1).getBytes(StandardCharsets.UTF_8));
            }
        } catch (SQLException e) {
            throw new SessionException("refused: " + firstLine(String.valueOf(e.getMessage())), e);
        }
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("").strip();
    }

    /** Adds the names of common table expressions, which may be read like tables. */
    private static void collectNames(Object node, Set<String> names, int depth) throws SessionException {
        requireShallow(depth);
        if (node instanceof List<?> list) {
            for (Object element : list) {
                collectNames(element, names, depth + 1);
            }
        } else if (node instanceof Map<?, ?> map) {
            if (map.get("cte_map") instanceof Map<?, ?> ctes && ctes.get("map") instanceof List<?> entries) {
                for (Object entry : entries) {
                    if (entry instanceof Map<?, ?> named) {
                        names.add(String.valueOf(named.get("key")).toLowerCase(Locale.ROOT));
                    }
                }
            }
            for (Object value : map.values()) {
                collectNames(value, names, depth + 1);
            }
        }
    }

    private static void requireShallow(int depth) throws SessionException {
        if (depth > MAX_DEPTH) {
            throw new SessionException("refused: the statement is nested too deeply");
        }
    }

    private static void requireHarmless(Object node, Set<String> known, int depth) throws SessionException {
        requireShallow(depth);
        if (node instanceof List<?> list) {
            for (Object element : list) {
                requireHarmless(element, known, depth + 1);
            }
        } else if (node instanceof Map<?, ?> map) {
            requireHarmlessNode(map, known);
            for (Object value : map.values()) {
                requireHarmless(value, known, depth + 1);
            }
        }
    }

    private static void requireHarmlessNode(Map<?, ?> node, Set<String> known) throws SessionException {
        String type = text(node, "type");
        if (type.equals("TABLE_FUNCTION")) {
            String name = node.get("function") instanceof Map<?, ?> function ? name(function, "function_name") : "";
            if (!TABLE_FUNCTIONS.contains(name)) {
                throw new SessionException("refused: the table function " + name + " is not available here");
            }
        } else if (type.equals("BASE_TABLE")) {
            String table = name(node, "table_name");
            boolean elsewhere = !SCHEMAS.contains(name(node, "schema_name"));
            if (elsewhere || !known.contains(table)) {
                throw new SessionException("refused: this trace has no view " + table + " (SHOW TABLES lists them)");
            }
        } else if (REFUSED_FUNCTIONS.contains(name(node, "function_name"))) {
            throw new SessionException(
                    "refused: the function " + name(node, "function_name") + " is not available here");
        }
    }

    private static String text(Map<?, ?> node, String key) {
        return node.get(key) instanceof String text ? text : "";
    }

    /** Returns an identifier, which SQL compares without case. */
    private static String name(Map<?, ?> node, String key) {
        return text(node, key).toLowerCase(Locale.ROOT);
    }
}
