package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.check.CheckModel;
import io.vqtrace.analyzer.check.CheckModel.Breach;
import io.vqtrace.analyzer.check.CheckModel.CheckedPlace;
import io.vqtrace.analyzer.check.CheckModel.CheckedRule;
import io.vqtrace.analyzer.check.CheckModel.Explanation;
import io.vqtrace.analyzer.check.CheckModel.Moment;
import io.vqtrace.analyzer.check.CheckModel.VerdictCounts;
import io.vqtrace.analyzer.check.Verdict;
import io.vqtrace.analyzer.render.Block;
import io.vqtrace.analyzer.render.Column;
import io.vqtrace.analyzer.render.Result;
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

/** Shows {@code vqtrace check}: findings first, then every rule, then what the capture does not allow to check. */
final class CheckView {

    private CheckView() {}

    static Result of(String name, CheckModel model) {
        List<Block> document = new ArrayList<>();
        document.add(TraceFacts.of(name, model.trace()));
        document.add(new Block.Heading("Findings"));
        document.add(new Block.Paragraph(summary(model)));
        model.rules().stream()
                .filter(rule -> verdict(rule).isFinding())
                .sorted(Comparator.comparing(CheckView::verdict))
                .forEach(rule -> document.add(finding(rule, model.trace().startNs())));
        if (model.explanation() != null) {
            document.addAll(explanation(model.explanation()));
        } else {
            document.add(new Block.Heading("Rules that were checked"));
            List<CheckedRule> checked = model.rules().stream()
                    .filter(rule -> verdict(rule) != Verdict.NOT_CHECKABLE)
                    .toList();
            document.add(new Block.Grid(new Table<>(ruleColumns(), checked)));
            document.addAll(notCheckable(model.rules()));
        }
        return new Result("vqtrace.check/1", model, csv(model), document);
    }

    private static Verdict verdict(CheckedRule rule) {
        return Verdict.of(rule.verdict());
    }

    private static String summary(CheckModel model) {
        VerdictCounts counts = model.verdicts();
        return "Rules: " + counts.violation() + " with violations, " + counts.warning() + " with warnings, "
                + counts.racy()
                + " racy, " + counts.ok() + " ok, " + counts.notCheckable() + " not checkable (" + model.specification()
                + ").";
    }

    private static Block finding(CheckedRule rule, Long startNs) {
        Severity severity = switch (verdict(rule)) {
            case VIOLATION -> Severity.CRITICAL;
            case WARNING -> Severity.WARNING;
            default -> Severity.NOTICE;
        };
        Breach first = rule.first();
        List<String> details = new ArrayList<>();
        String where = first.device() + (first.queue() == null ? "" : " queue " + first.queue());
        String when = first.timeNs() == null || startNs == null
                ? ""
                : " at " + Unit.TIME.text(first.timeNs()) + " (" + Durations.offset(first.timeNs() - startNs) + ")";
        details.add(
                (rule.count() == 1 ? "once" : Unit.COUNT.text(rule.count()) + " times, first") + " on " + where + when);
        details.add(first.seen());
        details.add("→ vqtrace check TRACE --explain " + rule.rule());
        String subject = "rule " + rule.rule() + ", section " + rule.section() + ": " + rule.title();
        return new Block.Finding(severity, rule.verdict().toUpperCase(Locale.ROOT), subject, details);
    }

    private static List<Column<CheckedRule>> ruleColumns() {
        return List.of(
                Column.of("rule", "RULE", Unit.NUMBER, CheckedRule::rule),
                Column.optional(1, "section", "SECTION", Unit.TEXT, CheckedRule::section),
                Column.optional(2, "level", "LEVEL", Unit.TEXT, CheckedRule::level),
                Column.of("title", "WHAT", Unit.TEXT, CheckedRule::title),
                Column.of("verdict", "VERDICT", Unit.TEXT, CheckedRule::verdict),
                Column.of("count", "COUNT", Unit.COUNT, rule -> rule.count() == 0 ? null : rule.count()));
    }

    /** Rules by what they lack. */
    private static List<Block> notCheckable(List<CheckedRule> rules) {
        Map<String, List<Integer>> byReason = new LinkedHashMap<>();
        rules.stream()
                .filter(rule -> verdict(rule) == Verdict.NOT_CHECKABLE)
                .forEach(rule -> byReason.computeIfAbsent(rule.reason(), any -> new ArrayList<>())
                        .add(rule.rule()));
        if (byReason.isEmpty()) {
            return List.of();
        }
        List<String> items = new ArrayList<>();
        byReason.forEach((reason, numbers) ->
                items.add((numbers.size() == 1 ? "rule " : "rules ") + ranges(numbers) + ": " + reason));
        return List.of(new Block.Heading("Not checkable in this capture"), new Block.Bullets(items));
    }

    /** Numbers in ascending order, three or more in a row as {@code --rule} takes them: {@code 22-25, 29}. */
    static String ranges(List<Integer> numbers) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= numbers.size(); i++) {
            if (i < numbers.size() && numbers.get(i) == numbers.get(i - 1) + 1) {
                continue;
            }
            if (i - from > 2) {
                parts.add(numbers.get(from) + "-" + numbers.get(i - 1));
            } else {
                numbers.subList(from, i).forEach(number -> parts.add(number.toString()));
            }
            from = i;
        }
        return String.join(", ", parts);
    }

    private static List<Block> explanation(Explanation explanation) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading("Rule " + explanation.rule()));
        blocks.add(new Block.Facts(List.of(
                new Block.Fact("Expected", explanation.expected()), new Block.Fact("Seen", explanation.seen()))));
        if (!explanation.around().isEmpty()) {
            List<Column<Moment>> columns = List.of(
                    Column.of(
                            "from_breach", "FROM BREACH", Unit.TEXT, moment -> Durations.offset(moment.fromBreachNs())),
                    Column.of("queue", "Q", Unit.NUMBER, Moment::queue),
                    Column.of("what", "WHAT", Unit.TEXT, Moment::what),
                    Column.of("details", "DETAILS", Unit.TEXT, Moment::details));
            blocks.add(new Block.Heading("Around it"));
            blocks.add(new Block.Grid(new Table<>(columns, explanation.around())));
        }
        return blocks;
    }

    private static Table<Line> csv(CheckModel model) {
        List<Line> lines = new ArrayList<>();
        for (CheckedRule rule : model.rules()) {
            if (rule.places().isEmpty()) {
                lines.add(new Line(rule, new CheckedPlace(null, null, rule.verdict(), 0, rule.reason(), null, null)));
            }
            rule.places().forEach(place -> lines.add(new Line(rule, place)));
        }
        return new Table<>(
                List.of(
                        Column.of("rule", "", Unit.NUMBER, line -> line.rule.rule()),
                        Column.of("title", "", Unit.TEXT, line -> line.rule.title()),
                        Column.of("section", "", Unit.TEXT, line -> line.rule.section()),
                        Column.of("level", "", Unit.TEXT, line -> line.rule.level()),
                        Column.of("device", "", Unit.TEXT, line -> line.place.device()),
                        Column.of("queue", "", Unit.NUMBER, line -> line.place.queue()),
                        Column.of("verdict", "", Unit.TEXT, line -> line.place.verdict()),
                        Column.of("count", "", Unit.COUNT, line -> line.place.count()),
                        Column.of("reason", "", Unit.TEXT, line -> line.place.reason()),
                        Column.of("first_ns", "", Unit.NUMBER, line -> line.place.firstNs()),
                        Column.of("seen", "", Unit.TEXT, line -> line.place.seen())),
                lines);
    }

    /** A row of the flat table. */
    private record Line(CheckedRule rule, CheckedPlace place) {}
}
