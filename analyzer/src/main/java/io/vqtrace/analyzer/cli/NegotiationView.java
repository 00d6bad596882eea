package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.negotiation.NegotiationModel;
import io.vqtrace.analyzer.negotiation.NegotiationModel.Cost;
import io.vqtrace.analyzer.negotiation.NegotiationModel.DriverAttempt;
import io.vqtrace.analyzer.negotiation.NegotiationModel.Finding;
import io.vqtrace.analyzer.negotiation.NegotiationModel.NegotiatedDevice;
import io.vqtrace.analyzer.negotiation.NegotiationModel.Step;
import io.vqtrace.analyzer.render.Block;
import io.vqtrace.analyzer.render.Result;
import io.vqtrace.analyzer.render.Severity;
import io.vqtrace.analyzer.render.Table;
import io.vqtrace.analyzer.render.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
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
        facts.add(new Block.Fact(number + " status", steps.isEmpty() ? Unit.UNOBSERVED : steps));
        if (!attempt.steps().isEmpty()) {
            facts.add(new Block.Fact(
                    number + " later",
                    attempt.steps().stream().map(step -> later(step, attempt)).collect(Collectors.joining(", "))));
        }
        String driver = attempt.driver().name() == null
                ? "unknown"
                : "probably the " + attempt.driver().name() + "'s";
        List<String> evidence = attempt.driver().evidence();
        facts.add(new Block.Fact(
                number + " driver", driver + (evidence.isEmpty() ? "" : ": " + String.join(", ", evidence))));
        facts.add(new Block.Fact(number + " told by", sources(attempt)));
        return facts.stream();
    }

    private static String later(Step step, DriverAttempt attempt) {
        return step.step().replace('_', ' ')
                + (step.queue() == null ? "" : " of queue " + step.queue())
                + (step.detail() == null ? "" : " (" + step.detail() + ")")
                + StatusSteps.after(step.ts(), attempt.startNs());
    }

    /** Who says what, by who. */
    private static String sources(DriverAttempt attempt) {
        Map<String, List<String>> said = new LinkedHashMap<>();
        add(said, attempt.sources().status(), "status");
        add(said, attempt.sources().offered(), "offer");
        add(said, attempt.sources().accepted(), "acceptance");
        add(said, attempt.sources().queues(), "queues");
        return said.isEmpty()
                ? Unit.UNOBSERVED
                : said.entrySet().stream()
                        .map(entry -> entry.getKey() + " (" + String.join(", ", entry.getValue()) + ")")
                        .collect(Collectors.joining(", "));
    }

    private static void add(Map<String, List<String>> said, String who, String what) {
        if (who != null) {
            said.computeIfAbsent(who, any -> new ArrayList<>()).add(what);
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

    /** What the devices go without in their last attempts, each feature once. */
    private static List<Block> costs(List<NegotiatedDevice> devices) {
        Map<Cost, List<String>> without = new LinkedHashMap<>();
        devices.stream()
                .filter(device -> !device.attempts().isEmpty())
                .forEach(device -> device.attempts()
                        .get(device.attempts().size() - 1)
                        .costs()
                        .forEach(cost -> without.computeIfAbsent(cost, any -> new ArrayList<>())
                                .add(device.device())));
        if (without.isEmpty()) {
            return List.of();
        }
        List<String> items = new ArrayList<>();
        without.forEach((cost, names) -> items.add(cost.feature() + " (section " + cost.section() + "), "
                + cost.reason()
                + (cost.offer() == null ? " by the driver of " : " by ") + String.join(", ", names) + ": " + cost.cost()
                + (cost.offer() == null ? "" : " → " + cost.offer())));
        return List.of(
                new Block.Heading("What the last attempts go without, and what that costs"), new Block.Bullets(items));
    }
}
