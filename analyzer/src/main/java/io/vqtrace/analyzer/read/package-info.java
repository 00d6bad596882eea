/**
 * Reads a trace from a directory, a zip file or a single Arrow file: manifest, small tables and event columns.
 *
 * <p>Everything is read straight from the bytes with the generated classes of {@code arrow-format}; neither Arrow's
 * vectors nor DuckDB are loaded, so that {@code vqtrace info} starts fast. No length found in a file is believed before
 * it is checked against the size of that file.
 */
package io.vqtrace.analyzer.read;
