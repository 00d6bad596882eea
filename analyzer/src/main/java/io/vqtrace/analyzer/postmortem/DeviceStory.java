package io.vqtrace.analyzer.postmortem;

import io.vqtrace.analyzer.negotiation.NegotiationModel.DriverAttempt;
import io.vqtrace.analyzer.negotiation.NegotiationModel.NegotiatedDevice;
import io.vqtrace.analyzer.negotiation.NegotiationText;
import io.vqtrace.analyzer.negotiation.QueueRange;
import io.vqtrace.analyzer.negotiation.StatusSteps;
import io.vqtrace.analyzer.render.Block;
import io.vqtrace.analyzer.render.Column;
import io.vqtrace.analyzer.render.Table;
import io.vqtrace.analyzer.render.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The negotiation of one device, for those who want to see all of it. */
final class DeviceStory {
    private final NegotiatedDevice device;
    private final List<DriverAttempt> attempts;
    private final String command;

    DeviceStory(NegotiatedDevice device, Postmortem postmortem) {
        this.device = device;
        attempts = NegotiationSection.shown(device);
        command = postmortem
                .invocation()
                .command("negotiation", "--device", postmortem.deviceArguments().get(device.device()));
    }

    Block details() {
        List<Block> blocks = new ArrayList<>();
        attempts.forEach(attempt -> blocks.add(steps(attempt)));
        Set<Integer> numbers =
                Set.copyOf(attempts.stream().map(DriverAttempt::attempt).toList());
        List<QueueRange> queues = QueueRange.of(device).stream()
                .filter(range -> numbers.contains(range.attempt()))
                .toList();
        if (!queues.isEmpty()) {
            blocks.add(new Block.Exhibit(
                    "Queues that the drivers of " + device.device() + " set up",
                    new Block.Grid(new Table<>(queueColumns(), queues)),
                    command));
        }
        Set<String> features = NegotiationText.features(device);
        if (!features.isEmpty()) {
            blocks.add(new Block.Exhibit(
                    "Features of " + device.device(),
                    new Block.Grid(new Table<>(featureColumns(), features)),
                    command));
        }
        int all = device.attempts().size();
        DriverAttempt last = device.attempts().get(all - 1);
        return new Block.Details(
                NegotiationText.title(device) + ": " + (all == 1 ? "1 attempt" : all + " attempts") + ", "
                        + counts(last),
                blocks);
    }

    private static Block steps(DriverAttempt attempt) {
        List<Block.Fact> facts = new ArrayList<>();
        facts.add(fact("Attempt " + attempt.attempt() + ", status", StatusSteps.text(attempt)));
        if (!attempt.steps().isEmpty()) {
            facts.add(fact("Later", StatusSteps.later(attempt)));
        }
        if (!attempt.unmetDependencies().isEmpty()) {
            facts.add(fact("Unmet dependencies", String.join("; ", attempt.unmetDependencies())));
        }
        facts.add(fact("Offered", orEmpty(attempt.offeredMask())));
        facts.add(fact("Accepted", orEmpty(attempt.acceptedMask())));
        facts.add(fact("Driver", NegotiationText.evidence(attempt.driver())));
        facts.add(fact("Told by", NegotiationText.sources(attempt.sources())));
        if (attempt.neverOffered() != null && !attempt.neverOffered().isEmpty()) {
            facts.add(fact("Never offered", String.join(", ", attempt.neverOffered())));
        }
        return new Block.Facts(facts);
    }

    private static String orEmpty(String mask) {
        return mask == null ? "" : mask;
    }

    private static Block.Fact fact(String name, String text) {
        return new Block.Fact(name, text.isEmpty() ? Unit.UNOBSERVED : text);
    }

    /** How many features an attempt accepted of how many, so far as that is known. */
    static String counts(DriverAttempt attempt) {
        if (attempt.accepted() == null) {
            return "features not observable in this capture";
        }
        String accepted = attempt.accepted().size() + (attempt.accepted().size() == 1 ? " feature" : " features");
        return attempt.offered() == null
                ? accepted + " accepted, what was offered is not observable in this capture"
                : accepted + " accepted of " + attempt.offered().size() + " offered";
    }

    private static List<Column<QueueRange>> queueColumns() {
        return List.of(
                Column.of("attempt", "Attempt", Unit.TEXT, range -> Integer.toString(range.attempt())),
                Column.of("queue", "Queue", Unit.TEXT, QueueRange::queues),
                Column.optional(1, "role", "Role", Unit.TEXT, QueueRange::roles),
                Column.of("ring", "Ring", Unit.TEXT, range -> range.first().ring()),
                Column.of("size", "Size", Unit.NUMBER, range -> range.first().size()),
                Column.of(
                        "max_size",
                        "At most",
                        Unit.NUMBER,
                        range -> range.first().maxSize()),
                Column.optional(1, "vector", "Vector", Unit.TEXT, QueueRange::vectors));
    }

    private List<Column<String>> featureColumns() {
        List<Column<String>> columns = new ArrayList<>();
        columns.add(Column.of("feature", "Feature", Unit.TEXT, name -> name));
        for (DriverAttempt attempt : attempts) {
            columns.add(Column.of(
                    "attempt_" + attempt.attempt(),
                    "Attempt " + attempt.attempt() + " (" + NegotiationText.driver(attempt) + ")",
                    Unit.TEXT,
                    name -> NegotiationText.fate(attempt, name)));
        }
        return columns;
    }
}
