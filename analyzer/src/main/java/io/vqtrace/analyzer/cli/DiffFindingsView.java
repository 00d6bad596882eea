package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.diff.Change;
import io.vqtrace.analyzer.diff.DiffModel;
import io.vqtrace.analyzer.diff.DiffModel.QueueDiff;
import io.vqtrace.analyzer.diff.MetricDiff;
import io.vqtrace.analyzer.render.Block;
import io.vqtrace.analyzer.render.Severity;
import io.vqtrace.analyzer.text.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The headlines of a comparison; queues on which nothing changed share a line. */
final class DiffFindingsView {
    private static final int MOST_DETAILS = 4;
    private static final int MOST_NAMES = 4;

    private static final Map<String, Severity> SEVERITIES =
            Map.of(Change.WORSE.label(), Severity.CRITICAL, Change.BETTER.label(), Severity.FINE);

    private DiffFindingsView() {}

    static List<Block> of(DiffModel model) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading("Findings"));
        if (model.queues().isEmpty() && model.findings().isEmpty()) {
            blocks.add(new Block.Paragraph("The traces have no queue in common: nothing can be compared."));
            return blocks;
        }
        model.findings().forEach(finding -> blocks.add(finding(finding)));
        List<QueueDiff> unchanged =
                model.queues().stream().filter(DiffFindingsView::unchanged).toList();
        queues(
                blocks,
                "no change shown",
                unchanged.stream().filter(DiffFindingsView::comparable).toList());
        queues(
                blocks,
                "not comparable",
                unchanged.stream().filter(queue -> !comparable(queue)).toList());
        return blocks;
    }

    private static Block finding(DiffModel.Finding finding) {
        List<String> details = new ArrayList<>();
        if (finding.saturation() != null) {
            details.add("saturation: " + finding.saturation().a() + " → "
                    + finding.saturation().b());
        }
        finding.metrics().stream().limit(MOST_DETAILS).forEach(metric -> details.add(DiffText.line(metric)));
        if (finding.metrics().size() > MOST_DETAILS) {
            details.add("and " + Durations.count(finding.metrics().size() - MOST_DETAILS, "figure") + " more, below");
        }
        details.addAll(finding.features());
        return new Block.Finding(
                SEVERITIES.getOrDefault(finding.change(), Severity.NOTICE),
                finding.change().toUpperCase(Locale.ROOT),
                finding.subject(),
                details);
    }

    private static boolean unchanged(QueueDiff queue) {
        return !queue.saturation().verdict().shown()
                && queue.metrics().stream().map(MetricDiff::verdict).noneMatch(Change::shown);
    }

    private static boolean comparable(QueueDiff queue) {
        return queue.metrics().stream().anyMatch(metric -> metric.verdict() != Change.NOT_COMPARABLE);
    }

    private static void queues(List<Block> blocks, String label, List<QueueDiff> queues) {
        if (!queues.isEmpty()) {
            String subject = queues.size() > MOST_NAMES
                    ? queues.size() + " queues"
                    : String.join(
                            ", ",
                            queues.stream()
                                    .map(queue -> queue.device() + " queue " + queue.queue())
                                    .toList());
            blocks.add(new Block.Finding(Severity.NOTICE, label, subject, List.of()));
        }
    }
}
