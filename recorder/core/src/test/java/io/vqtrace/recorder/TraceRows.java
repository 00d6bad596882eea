package io.vqtrace.recorder;

import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The event rows of a small trace as a list, and trace.json. */
final class TraceRows {
    private TraceRows() {}

    /** Returns the batches of all segments, in file order. */
    static List<List<TraceRow>> batches(Path trace) throws IOException {
        List<List<TraceRow>> batches = new ArrayList<>();
        for (RecordedTrace.Batch batch : RecordedTrace.read(trace).batches()) {
            List<TraceRow> rows = new ArrayList<>();
            for (int row = 0; row < batch.rows(); row++) {
                rows.add(row(batch, row));
            }
            batches.add(rows);
        }
        return batches;
    }

    private static TraceRow row(RecordedTrace.Batch batch, int row) {
        EventColumn[] columns = EventColumn.values();
        long[] values = new long[columns.length];
        for (int i = 0; i < columns.length; i++) {
            values[i] = batch.get(columns[i], row);
        }
        return new TraceRow(values);
    }

    static List<TraceRow> rows(Path trace) throws IOException {
        return batches(trace).stream().flatMap(List::stream).toList();
    }

    /** Returns the rows of a kind. */
    static List<TraceRow> rows(Path trace, EventKind kind) throws IOException {
        return rows(trace).stream().filter(row -> row.kind() == kind).toList();
    }

    static JsonNode manifest(Path trace) {
        return JsonMapper.builder().build().readTree(trace.resolve("trace.json").toFile());
    }
}
