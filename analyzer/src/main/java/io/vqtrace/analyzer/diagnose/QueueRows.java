package io.vqtrace.analyzer.diagnose;

import io.vqtrace.analyzer.diagnose.DiagnoseModel.DiagnosedQueue;
import io.vqtrace.analyzer.diagnose.DiagnoseModel.RankedCause;
import io.vqtrace.analyzer.render.Column;
import io.vqtrace.analyzer.render.Table;
import io.vqtrace.analyzer.render.Unit;
import java.util.ArrayList;
import java.util.List;

/** The table of all queues. A console has 64 of them: neighbours that do equally well share a row. */
final class QueueRows {
    /** Shorter runs than this are as easily read one by one. */
    private static final int SHORTEST_RUN = 3;

    private QueueRows() {}

    /** Queues {@code first.queue()} to {@code last} of a device, of which {@code first} stands for all. */
    private record Row(DiagnosedQueue first, int last) {
        boolean goesOn(DiagnosedQueue next) {
            return first.device().equals(next.device())
                    && next.queue() == last + 1
                    && first.state().equals(next.state())
                    && first.causes().isEmpty()
                    && next.causes().isEmpty();
        }

        int size() {
            return last - first.queue() + 1;
        }

        RankedCause cause() {
            return first.causes().isEmpty() ? null : first.causes().get(0);
        }
    }

    static Table<?> table(List<DiagnosedQueue> queues) {
        List<Row> rows = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= queues.size(); i++) {
            Row run = new Row(queues.get(from), queues.get(i - 1).queue());
            if (i == queues.size() || !run.goesOn(queues.get(i))) {
                if (run.size() >= SHORTEST_RUN && run.cause() == null) {
                    rows.add(run);
                } else {
                    queues.subList(from, i).forEach(queue -> rows.add(new Row(queue, queue.queue())));
                }
                from = i;
            }
        }
        return new Table<>(columns(), rows);
    }

    private static List<Column<Row>> columns() {
        return List.of(
                Column.of("device", "DEVICE", Unit.TEXT, row -> row.first.device()),
                Column.of(
                        "queue",
                        "Q",
                        Unit.TEXT,
                        row -> row.size() == 1 ? Integer.toString(row.last) : row.first.queue() + " to " + row.last),
                Column.optional(
                        1,
                        "role",
                        "ROLE",
                        Unit.TEXT,
                        row -> row.size() == 1 || row.first.role() == null
                                ? row.first.role()
                                : row.first.role() + " …"),
                Column.of("state", "STATE", Unit.TEXT, row -> row.first.state()),
                Column.optional(2, "duration_ns", "FOR", Unit.DURATION, row -> row.first.durationNs()),
                Column.of(
                        "cause",
                        "LIKELIEST CAUSE",
                        Unit.TEXT,
                        row -> row.cause() == null ? null : row.cause().cause()),
                Column.optional(
                        3,
                        "confidence",
                        "CONFIDENCE",
                        Unit.TEXT,
                        row -> row.cause() == null ? null : row.cause().confidence()));
    }
}
