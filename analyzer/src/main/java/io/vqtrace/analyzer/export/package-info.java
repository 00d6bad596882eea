/**
 * A trace in the formats of other tools: Perfetto, Parquet, CSV, HdrHistogram logs and OpenMetrics.
 *
 * <p>{@link io.vqtrace.analyzer.export.Exports} is the way in. Rows stream from DuckDB into the file, so that memory does
 * not grow with the trace beyond what DuckDB itself takes.
 */
package io.vqtrace.analyzer.export;
