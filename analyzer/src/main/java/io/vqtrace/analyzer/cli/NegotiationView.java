package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.negotiation.NegotiationModel;
import io.vqtrace.analyzer.negotiation.NegotiationModel.DriverAttempt;
import io.vqtrace.analyzer.negotiation.NegotiationModel.Finding;
import io.vqtrace.analyzer.negotiation.NegotiationModel.NegotiatedDevice;
import io.vqtrace.analyzer.negotiation.NegotiationText;
import io.vqtrace.analyzer.negotiation.QueueRange;
import io.vqtrace.analyzer.negotiation.StatusSteps;
import io.vqtrace.analyzer.render.Block;
import io.vqtrace.analyzer.render.Result;
import io.vqtrace.analyzer.render.Severity;
import io.vqtrace.analyzer.render.Table;
import io.vqtrace.analyzer.render.Unit;
import io.vqtrace.analyzer.text.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Shows {@code vqtrace negotiation}: findings, an overview of the devices, then the story of each. */
final class NegotiationView {

    private NegotiationView() {}

    static Result of(String name, NegotiationModel model) {
        Long startNs = start(model);
        List<Block> document = new ArrayList<>();
        document.add(TraceFacts.of(name, model.trace()));
        document.add(new Block.Heading("Findings"));
        model.findings().forEach(finding -> document.add(finding(finding, startNs)));
        if (model.findings().isEmpty()) {
            document.add(new Block.Paragraph(
                    model.devices().isEmpty()
                            ? "No virtio device in this capture: emulated devices negotiate nothing."
                            : "Nothing stands out in what this capture shows."));
        }
        document.add(new Block.Heading("Devices"));
        document.add(new Block.Grid(new Table<>(NegotiationTables.devices(), model.devices())));
        model.devices().stream()
                .filter(device -> !device.attempts().isEmpty())
                .forEach(device -> document.addAll(story(device, startNs)));
        document.addAll(costs(model.devices()));
        document.addAll(Notes.of(model.notes()));
        return new Result("vqtrace.negotiation/1", model, NegotiationTables.csv(model), document);
    }

    /** The trace's first event, or without any the first attempt. */
    private static Long start(NegotiationModel model) {
        if (model.trace().startNs() != null) {
            return model.trace().startNs();
        }
        return model.devices().stream()
                .flatMap(device -> device.attempts().stream())
                .map(DriverAttempt::startNs)
                .filter(Objects::nonNull)
                .min(Long::compare)
                .orElse(null);
    }

    private static Block finding(Finding finding, Long startNs) {
        Severity severity = switch (finding.gravity()) {
            case CRITICAL -> Severity.CRITICAL;
            case WARNING -> Severity.WARNING;
            case NOTICE -> Severity.NOTICE;
        };
        List<String> details = new ArrayList<>(List.of(finding.text()));
        details.addAll(finding.details());
        String when = finding.ts() == null || startNs == null ? "" : ", " + Durations.offset(finding.ts() - startNs);
        String subject = finding.device() + " attempt " + finding.attempt() + when;
        return new Block.Finding(severity, finding.kind().replace('-', ' ').toUpperCase(Locale.ROOT), subject, details);
    }

    private static List<Block> story(NegotiatedDevice device, Long startNs) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading(NegotiationText.title(device)));
        blocks.add(new Block.Grid(new Table<>(NegotiationTables.attempts(startNs), device.attempts())));
        blocks.add(new Block.Facts(
                device.attempts().stream().flatMap(NegotiationView::facts).toList()));
        List<QueueRange> queues = QueueRange.of(device);
        if (!queues.isEmpty()) {
            blocks.add(new Block.Grid(new Table<>(NegotiationTables.queues(), queues)));
        }
        Set<String> features = NegotiationText.features(device);
        if (!features.isEmpty()) {
            blocks.add(new Block.Grid(new Table<>(NegotiationTables.features(device), features)));
        }
        return blocks;
    }

    private static Stream<Block.Fact> facts(DriverAttempt attempt) {
        List<Block.Fact> facts = new ArrayList<>();
        String number = "Attempt " + attempt.attempt();
        String steps = StatusSteps.text(attempt);
        facts.add(new Block.Fact(number + " status", orUnobserved(steps)));
        if (!attempt.steps().isEmpty()) {
            facts.add(new Block.Fact(number + " later", StatusSteps.later(attempt)));
        }
        facts.add(new Block.Fact(number + " driver", NegotiationText.evidence(attempt.driver())));
        facts.add(new Block.Fact(number + " told by", orUnobserved(NegotiationText.sources(attempt.sources()))));
        return facts.stream();
    }

    private static String orUnobserved(String text) {
        return text.isEmpty() ? Unit.UNOBSERVED : text;
    }

    private static List<Block> costs(List<NegotiatedDevice> devices) {
        List<String> costs = NegotiationText.costs(devices);
        return costs.isEmpty()
                ? List.of()
                : List.of(
                        new Block.Heading("What the last attempts go without, and what that costs"),
                        new Block.Bullets(costs));
    }
}
