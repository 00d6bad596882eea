/**
 * How results look: tables, prose and findings as text for a terminal or as Markdown, flat tables as CSV, records as
 * JSON. Nothing here knows a command: a command describes its result once as an {@link
 * io.vqtrace.analyzer.render.Result} and every format follows from it.
 */
package io.vqtrace.analyzer.render;
