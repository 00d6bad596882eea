package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.analysis.InterruptFinding;
import io.vqtrace.analyzer.analysis.InterruptsModel;
import io.vqtrace.analyzer.analysis.InterruptsModel.QueueInterrupts;
import io.vqtrace.analyzer.render.Block;
import io.vqtrace.analyzer.render.Result;
import io.vqtrace.analyzer.render.Severity;
import io.vqtrace.analyzer.render.Table;
import io.vqtrace.analyzer.text.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows {@code vqtrace interrupts}: what is wrong, then notifications in both directions, then when it was so. */
final class InterruptsView {

    private static final Map<String, Severity> SEVERITIES = Map.of(
            InterruptFinding.STORM, Severity.WARNING,
            InterruptFinding.LATE, Severity.WARNING,
            InterruptFinding.NEEDLESS_INTERRUPTS, Severity.NOTICE,
            InterruptFinding.NEEDLESS_KICKS, Severity.NOTICE);

    private InterruptsView() {}

    /** @param overTime whether to show moderation by stretch of time */
    static Result of(String name, InterruptsModel model, boolean overTime) {
        List<QueueInterrupts> used =
                model.queues().stream().filter(queue -> queue.completions() > 0).toList();
        List<Block> document = new ArrayList<>();
        document.add(TraceFacts.of(name, model.trace()));
        document.addAll(findings(model));
        if (!used.isEmpty()) {
            document.add(new Block.Heading("Interrupts (device to driver)"));
            document.add(new Block.Grid(new Table<>(NotificationColumns.interrupts(), used)));
            document.add(new Block.Heading("Kicks (driver to device)"));
            document.add(new Block.Grid(new Table<>(NotificationColumns.kicks(), used)));
            document.add(new Block.Heading("What the numbers say"));
            document.add(new Block.Bullets(used.stream()
                    .map(queue -> queue.device() + " queue " + queue.queue() + ": " + queue.reading())
                    .toList()));
        }
        if (used.size() < model.queues().size()) {
            document.add(new Block.Paragraph("Left out: "
                    + Durations.count(model.queues().size() - used.size(), "queue")
                    + " without a completion; --format json and csv have them."));
        }
        document.addAll(SuppressionTable.of(used));
        document.addAll(ModerationTables.storms(model));
        document.addAll(ModerationTables.longest(model));
        if (overTime) {
            document.addAll(ModerationTables.overTime(model));
        }
        document.addAll(Notes.of(model.notes()));
        Table<?> csv = overTime
                ? new Table<>(ModerationTables.csv(), model.overTime() == null ? List.of() : model.overTime())
                : new Table<>(NotificationColumns.csv(), model.queues());
        return new Result("vqtrace.interrupts/1", model, csv, document);
    }

    private static List<Block> findings(InterruptsModel model) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading("Findings"));
        if (model.queues().stream().allMatch(queue -> queue.completions() == 0)) {
            blocks.add(new Block.Paragraph("No completion."));
        } else if (model.storms() == null) {
            blocks.add(new Block.Paragraph("Storms and needless notifications cannot be told; see below."));
        } else if (model.findings().isEmpty()) {
            String late = model.longest() == null ? "" : "no late interrupts, ";
            String well = "no storm, " + late + "few needless notifications";
            blocks.add(new Block.Finding(Severity.FINE, "ok", well, List.of()));
        }
        for (InterruptFinding finding : model.findings()) {
            List<String> details = new ArrayList<>(finding.evidence());
            details.add("→ " + finding.advice());
            blocks.add(new Block.Finding(
                    SEVERITIES.get(finding.verdict()),
                    finding.verdict().toUpperCase(Locale.ROOT),
                    finding.device() + " queue " + finding.queue()
                            + (finding.role() == null ? "" : " (" + finding.role() + ")"),
                    details));
        }
        return blocks;
    }
}
