package io.vqtrace.analyzer.postmortem;

import io.vqtrace.analyzer.check.CheckModel;
import io.vqtrace.analyzer.check.CheckModel.Breach;
import io.vqtrace.analyzer.check.CheckModel.CheckedRule;
import io.vqtrace.analyzer.check.CheckModel.VerdictCounts;
import io.vqtrace.analyzer.check.Verdict;
import io.vqtrace.analyzer.render.Block;
import io.vqtrace.analyzer.render.Column;
import io.vqtrace.analyzer.render.Severity;
import io.vqtrace.analyzer.render.Table;
import io.vqtrace.analyzer.render.Unit;
import io.vqtrace.analyzer.text.Durations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which rules of the specification were broken, kept, or cannot be checked. */
final class ConformanceSection {
    static final String TITLE = "Conformance";

    private static final Comparator<CheckedRule> WORST_FIRST = Comparator.comparing(ConformanceSection::verdict);

    private ConformanceSection() {}

    static List<Block> of(Postmortem postmortem) {
        CheckModel model = postmortem.conformance();
        List<CheckedRule> broken = with(model, true);
        List<CheckedRule> kept = with(model, false);
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Paragraph(summary(model)));
        Long startNs = model.trace().startNs();
        broken.forEach(rule -> blocks.add(finding(rule, startNs)));
        if (!broken.isEmpty()) {
            blocks.add(new Block.Exhibit(
                    "Rules that were broken",
                    new Block.Grid(new Table<>(columns(startNs), broken)),
                    postmortem.invocation().command("check")));
            blocks.add(new Block.Command(
                    "What happened around the first breach",
                    postmortem
                            .invocation()
                            .command(
                                    "check",
                                    "--explain",
                                    Integer.toString(broken.get(0).rule()))));
        }
        if (!kept.isEmpty()) {
            blocks.add(new Block.Details(
                    "Checked and kept: " + rules(kept.size()),
                    List.of(new Block.Exhibit(
                            "Rules that were kept",
                            new Block.Grid(new Table<>(keptColumns(), kept)),
                            postmortem.invocation().command("check")))));
        }
        blocks.addAll(notCheckable(model));
        return blocks;
    }

    /** Tells among the findings that rules were violated; nothing if none was. */
    static List<Block> headline(Postmortem postmortem) {
        List<String> violated = with(postmortem.conformance(), true).stream()
                .filter(rule -> verdict(rule) == Verdict.VIOLATION)
                .map(rule -> "rule " + name(rule) + ", on " + where(rule.first()))
                .toList();
        return violated.isEmpty()
                ? List.of()
                : List.of(new Block.Finding(Severity.WARNING, "RULES BROKEN", TITLE, violated));
    }

    private static List<CheckedRule> with(CheckModel model, boolean finding) {
        return model.rules().stream()
                .filter(rule -> finding ? verdict(rule).isFinding() : verdict(rule) == Verdict.OK)
                .sorted(WORST_FIRST)
                .toList();
    }

    private static Verdict verdict(CheckedRule rule) {
        return Verdict.of(rule.verdict());
    }

    private static String rules(long count) {
        return count + (count == 1 ? " rule" : " rules");
    }

    private static String summary(CheckModel model) {
        VerdictCounts counts = model.verdicts();
        long checked = model.rules().size() - counts.notCheckable();
        if (checked == 0) {
            return "None of the " + model.rules().size() + " rules of " + model.specification()
                    + " can be checked in this capture.";
        }
        String outcome = counts.violation() + counts.warning() + counts.racy() == 0
                ? "no breach was found"
                : rules(counts.violation()) + " with violations, " + counts.warning() + " with warnings, "
                        + counts.racy() + " in doubt";
        return "Of the " + model.rules().size() + " rules of " + model.specification() + ", " + checked
                + " can be checked in this capture: " + outcome + ".";
    }

    private static Block finding(CheckedRule rule, Long startNs) {
        Severity severity = switch (verdict(rule)) {
            case VIOLATION -> Severity.CRITICAL;
            case WARNING -> Severity.WARNING;
            default -> Severity.NOTICE;
        };
        Breach first = rule.first();
        String when = offset(first, startNs);
        return new Block.Finding(
                severity,
                rule.verdict().toUpperCase(Locale.ROOT),
                "Rule " + rule.rule() + ", section " + rule.section() + ": " + rule.title(),
                List.of(
                        (rule.count() == 1 ? "Once" : Unit.COUNT.text(rule.count()) + " times, first") + " on "
                                + where(first) + (when == null ? "" : " at " + when) + ".",
                        first.seen()));
    }

    private static String where(Breach breach) {
        return breach.device() + (breach.queue() == null ? "" : " queue " + breach.queue());
    }

    private static String offset(Breach breach, Long startNs) {
        return breach.timeNs() == null || startNs == null ? null : Durations.offset(breach.timeNs() - startNs);
    }

    private static List<Column<CheckedRule>> columns(Long startNs) {
        return List.of(
                Column.of("rule", "Rule", Unit.TEXT, ConformanceSection::name),
                Column.of("section", "Section", Unit.TEXT, CheckedRule::section),
                Column.of("level", "Level", Unit.TEXT, CheckedRule::level),
                Column.of("verdict", "Verdict", Unit.TEXT, CheckedRule::verdict),
                Column.of("count", "Count", Unit.COUNT, CheckedRule::count),
                Column.of("where", "First on", Unit.TEXT, rule -> where(rule.first())),
                Column.optional(1, "first", "First at", Unit.TEXT, rule -> offset(rule.first(), startNs)),
                Column.of(
                        "seen", "What was seen", Unit.TEXT, rule -> rule.first().seen()));
    }

    private static List<Column<CheckedRule>> keptColumns() {
        return List.of(
                Column.of("rule", "Rule", Unit.TEXT, ConformanceSection::name),
                Column.of("section", "Section", Unit.TEXT, CheckedRule::section),
                Column.of("level", "Level", Unit.TEXT, CheckedRule::level),
                Column.of("verdict", "Verdict", Unit.TEXT, CheckedRule::verdict));
    }

    /** Rules by what they lack. */
    private static List<Block> notCheckable(CheckModel model) {
        Map<String, List<CheckedRule>> byReason = new LinkedHashMap<>();
        model.rules().stream()
                .filter(rule -> verdict(rule) == Verdict.NOT_CHECKABLE)
                .forEach(rule -> byReason.computeIfAbsent(rule.reason(), any -> new ArrayList<>())
                        .add(rule));
        if (byReason.isEmpty()) {
            return List.of();
        }
        List<String> items = new ArrayList<>();
        byReason.forEach((reason, rules) -> items.add(reason + " — "
                + String.join("; ", rules.stream().map(ConformanceSection::name).toList())));
        return List.of(new Block.Details(
                "Not checkable in this capture, and why: "
                        + rules(model.verdicts().notCheckable()),
                List.of(new Block.Bullets(items))));
    }

    private static String name(CheckedRule rule) {
        return rule.rule() + ": " + rule.title();
    }
}
