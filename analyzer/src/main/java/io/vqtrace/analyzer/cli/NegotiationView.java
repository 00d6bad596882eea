package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.negotiation.NegotiationModel;
import io.vqtrace.analyzer.negotiation.NegotiationModel.DriverAttempt;
import io.vqtrace.analyzer.negotiation.NegotiationModel.Finding;
import io.vqtrace.analyzer.negotiation.NegotiationModel.NegotiatedDevice;
import io.vqtrace.analyzer.render.Block;
import io.vqtrace.analyzer.render.Result;
import io.vqtrace.analyzer.render.Severity;
import io.vqtrace.analyzer.render.Table;
import io.vqtrace.analyzer.render.Unit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Shows {@code vqtrace negotiation}: findings, an overview of the devices, then the story of each. */
final class NegotiationView {

    private NegotiationView() {}

    static Result of(String name, NegotiationModel model) {
        Long startNs = model.trace().startNs();
        List<Block> document = new ArrayList<>();
        document.add(TraceFacts.of(name, model.trace()));
        document.add(new Block.Heading("Findings"));
        model.findings().forEach(finding -> document.add(finding(finding, startNs)));
        if (model.findings().isEmpty()) {
            document.add(new Block.Paragraph("Nothing stands out in what this capture shows."));
        }
        document.add(new Block.Heading("Devices"));
        document.add(new Block.Grid(new Table<>(NegotiationTables.devices(), model.devices())));
        model.devices().stream()
                .filter(device -> !device.attempts().isEmpty())
                .forEach(device -> document.addAll(story(device, startNs)));
        document.addAll(Notes.of(model.notes()));
        return new Result("vqtrace.negotiation/1", model, NegotiationTables.csv(model), document);
    }

    private static Block finding(Finding finding, Long startNs) {
        Severity severity = switch (finding.gravity()) {
            case CRITICAL -> Severity.CRITICAL;
            case WARNING -> Severity.WARNING;
            case NOTICE -> Severity.NOTICE;
        };
        List<String> details = new ArrayList<>(List.of(finding.text()));
        details.addAll(finding.details());
        String when =
                finding.ts() == null || startNs == null ? "" : ", " + NegotiationTables.offset(finding.ts() - startNs);
        String subject = finding.device() + " attempt " + finding.attempt() + when;
        return new Block.Finding(severity, finding.kind().replace('-', ' ').toUpperCase(Locale.ROOT), subject, details);
    }

    private static List<Block> story(NegotiatedDevice device, Long startNs) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading(title(device)));
        blocks.add(new Block.Grid(new Table<>(NegotiationTables.attempts(startNs), device.attempts())));
        blocks.add(new Block.Facts(
                device.attempts().stream().flatMap(NegotiationView::facts).toList()));
        List<QueueRange> queues = QueueRange.of(device);
        if (!queues.isEmpty()) {
            blocks.add(new Block.Grid(new Table<>(NegotiationTables.queues(), queues)));
        }
        Set<String> features = features(device);
        if (!features.isEmpty()) {
            blocks.add(new Block.Grid(new Table<>(NegotiationTables.features(device), features)));
        }
        blocks.addAll(costs(device));
        return blocks;
    }

    private static String title(NegotiatedDevice device) {
        List<String> words = Stream.of(
                        device.type(),
                        device.transport(),
                        device.interfaceKind(),
                        device.backend() == null ? null : "served by " + device.backend())
                .filter(Objects::nonNull)
                .toList();
        return device.device() + (words.isEmpty() ? "" : " (" + String.join(", ", words) + ")");
    }

    private static Stream<Block.Fact> facts(DriverAttempt attempt) {
        List<Block.Fact> facts = new ArrayList<>();
        String number = "Attempt " + attempt.attempt();
        String steps = StatusSteps.text(attempt);
        facts.add(new Block.Fact(number, steps.isEmpty() ? "status steps not observed" : steps));
        List<String> evidence = attempt.driver().evidence();
        if (attempt.driver().name() != null) {
            facts.add(new Block.Fact(
                    "", "probably the " + attempt.driver().name() + "'s: " + String.join(", ", evidence)));
        } else if (!evidence.isEmpty()) {
            facts.add(new Block.Fact("", "firmware or kernel? " + String.join(", but ", evidence)));
        }
        attempt.steps()
                .forEach(step -> facts.add(new Block.Fact(
                        "",
                        step.step().replace('_', ' ')
                                + (step.queue() == null ? "" : " of queue " + step.queue())
                                + (step.detail() == null ? "" : ": " + step.detail())
                                + (step.ts() == null || attempt.startNs() == null
                                        ? ""
                                        : ", after " + Unit.DURATION.text(step.ts() - attempt.startNs())))));
        facts.add(new Block.Fact("", "told by: " + sources(attempt)));
        return facts.stream();
    }

    private static String sources(DriverAttempt attempt) {
        Set<String> sources = new LinkedHashSet<>();
        add(sources, "status", attempt.sources().status());
        add(sources, "offer", attempt.sources().offered());
        add(sources, "acceptance", attempt.sources().accepted());
        add(sources, "queues", attempt.sources().queues());
        return sources.isEmpty() ? Unit.UNOBSERVED : String.join(", ", sources);
    }

    private static void add(Set<String> sources, String what, String who) {
        if (who != null) {
            sources.add(what + " " + who);
        }
    }

    /** What any attempt was offered or accepted, and what it went without that matters, by the latter's order. */
    private static Set<String> features(NegotiatedDevice device) {
        Set<String> names = new LinkedHashSet<>();
        for (DriverAttempt attempt : device.attempts()) {
            names.addAll(orNone(attempt.accepted()));
            names.addAll(orNone(attempt.refused()));
            names.addAll(orNone(attempt.offered()));
        }
        return names;
    }

    private static List<String> orNone(List<String> names) {
        return names == null ? List.of() : names;
    }

    private static List<Block> costs(NegotiatedDevice device) {
        DriverAttempt last = device.attempts().get(device.attempts().size() - 1);
        if (last.costs().isEmpty()) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Paragraph("What attempt " + last.attempt() + " goes without, and what that costs:"));
        blocks.add(new Block.Bullets(last.costs().stream()
                .map(cost -> cost.feature() + ", " + cost.reason() + " (section " + cost.section() + "): " + cost.cost()
                        + (cost.offer() == null ? "" : " → " + cost.offer()))
                .toList()));
        return blocks;
    }
}
