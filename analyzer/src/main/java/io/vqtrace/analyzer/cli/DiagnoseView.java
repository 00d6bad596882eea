package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.diagnose.DiagnoseBlocks;
import io.vqtrace.analyzer.diagnose.DiagnoseModel;
import io.vqtrace.analyzer.diagnose.DiagnoseModel.DiagnosedQueue;
import io.vqtrace.analyzer.diagnose.DiagnoseModel.RankedCause;
import io.vqtrace.analyzer.render.Block;
import io.vqtrace.analyzer.render.Column;
import io.vqtrace.analyzer.render.Result;
import io.vqtrace.analyzer.render.Table;
import io.vqtrace.analyzer.render.Unit;
import java.util.ArrayList;
import java.util.List;

/** Shows {@code vqtrace diagnose}: the sentence first, then each queue that does not do well, then the others. */
final class DiagnoseView {

    private DiagnoseView() {}

    static Result of(String name, DiagnoseModel model) {
        List<Block> document = new ArrayList<>();
        document.add(new Block.Paragraph(model.sentence()));
        document.add(TraceFacts.of(name, model.trace()));
        document.addAll(DiagnoseBlocks.of(model));
        document.addAll(Notes.of(model.notes()));
        return new Result("vqtrace.diagnose/1", model, csv(model), document);
    }

    private static Table<Line> csv(DiagnoseModel model) {
        List<Line> lines = new ArrayList<>();
        for (DiagnosedQueue queue : model.queues()) {
            if (queue.causes().isEmpty()) {
                lines.add(new Line(queue, null));
            }
            queue.causes().forEach(cause -> lines.add(new Line(queue, cause)));
        }
        return new Table<>(
                List.of(
                        Column.of("device", "", Unit.TEXT, line -> line.queue.device()),
                        Column.of("source_id", "", Unit.TEXT, line -> line.queue.sourceId()),
                        Column.of("queue", "", Unit.NUMBER, line -> line.queue.queue()),
                        Column.of("role", "", Unit.TEXT, line -> line.queue.role()),
                        Column.of("kind", "", Unit.TEXT, line -> line.queue.kind()),
                        Column.of("state", "", Unit.TEXT, line -> line.queue.state()),
                        Column.of("since_ns", "", Unit.NUMBER, line -> line.queue.sinceNs()),
                        Column.of("until_ns", "", Unit.NUMBER, line -> line.queue.untilNs()),
                        Column.of("duration_ns", "", Unit.DURATION, line -> line.queue.durationNs()),
                        Column.of("rank", "", Unit.NUMBER, line -> line.cause == null ? null : line.cause.rank()),
                        Column.of("cause", "", Unit.TEXT, line -> line.cause == null ? null : line.cause.cause()),
                        Column.of(
                                "confidence",
                                "",
                                Unit.TEXT,
                                line -> line.cause == null ? null : line.cause.confidence()),
                        Column.of(
                                "evidence", "", Unit.TEXT, line -> line.cause == null ? null : line.cause.evidence())),
                lines);
    }

    /** A row of the flat table: a queue and one of its causes, null if it has none. */
    private record Line(DiagnosedQueue queue, RankedCause cause) {}
}
