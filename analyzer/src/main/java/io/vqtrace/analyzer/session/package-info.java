/**
 * A trace as tables of an in-memory DuckDB: loading, the SQL modules with their views, and the lock for user SQL.
 *
 * <p>Columns that a capture did not observe are {@code NULL} in every view. The tables as loaded lie in the schema
 * {@code raw}; the views of the trace model are in {@code main}.
 */
package io.vqtrace.analyzer.session;
