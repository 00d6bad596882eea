package io.vqtrace.imports;

import java.util.List;

/**
 * What an import made of its input.
 *
 * @param lines lines of any sort
 * @param traceEvents lines that are trace events
 * @param foreignLines lines that are none
 * @param unparsedLines lines that start like a trace event and could not be understood
 * @param rows rows of the trace's event table
 * @param requests requests taken from virtqueues
 * @param devices virtio, emulated and passed through devices
 * @param complete false if an input was cut
 * @param warnings what the user should know, one line each
 */
public record ImportResult(
        long lines,
        long traceEvents,
        long foreignLines,
        long unparsedLines,
        long rows,
        long requests,
        int devices,
        boolean complete,
        List<String> warnings) {
    /** Takes a copy of the warnings. */
    public ImportResult {
        warnings = List.copyOf(warnings);
    }
}
