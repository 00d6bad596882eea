package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.analysis.Analyses;
import io.vqtrace.analyzer.check.CheckModel;
import io.vqtrace.analyzer.check.CheckOptions;
import io.vqtrace.analyzer.check.RuleBook;
import io.vqtrace.analyzer.check.Verdict;
import io.vqtrace.analyzer.render.Result;
import io.vqtrace.analyzer.session.SessionException;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.TraceSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code vqtrace check}. */
@Command(
        name = "check",
        description = "Whether guest and host kept to the virtio specification: 48 rules, each checked or not checkable"
                + " with the reason.",
        abbreviateSynopsis = true,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Verdicts: violation (a MUST is broken), warning (a SHOULD), racy (broken, if the order of events is what"
                    + " the clock says), ok, not-checkable. Exit code 3: something as bad as --fail-on. With --from and"
                    + " --to only breaches of that time count. CSV: one row per rule and device or queue.",
            "",
            "Examples:",
            "  vqtrace check run.vqtrace",
            "  vqtrace check run.vqtrace --explain 13",
            "  vqtrace check qemu.log.gz --facts qmp/ --rule 1-12 --format markdown",
            "  vqtrace check run.vqtrace --fail-on violation --junit check.xml --sarif check.sarif"
        })
final class CheckCommand extends AnalysisCommand {

    @Option(
            names = "--rule",
            paramLabel = "N",
            split = ",",
            converter = RuleRangeConverter.class,
            description = "Only these rules, such as 13,14 or 30-42. Repeatable.")
    private Set<RuleRange> rules = new LinkedHashSet<>();

    @Option(
            names = "--explain",
            paramLabel = "N",
            description = "Show what rule N asks for, what was seen, and the events around its first breach.")
    private Integer explain;

    @Option(
            names = "--fail-on",
            paramLabel = "VERDICT",
            converter = VerdictConverter.class,
            description = "Exit with 3 if anything is as bad as violation, warning or racy.")
    private Verdict failOn;

    @Option(names = "--junit", paramLabel = "FILE", description = "Also write the rules as JUnit test cases.")
    private Path junit;

    @Option(names = "--sarif", paramLabel = "FILE", description = "Also write the findings as SARIF 2.1.0.")
    private Path sarif;

    private int outcome = ExitCode.OK;

    @Override
    void prepare(SessionOptions.Builder options) {
        if (explain != null && (explain < 1 || explain > RuleBook.rules().size())) {
            throw CommandException.usage("--explain " + explain + ": rules are numbered 1 to "
                    + RuleBook.rules().size());
        }
    }

    @Override
    Result analyse(String name, TraceSession session) throws IOException, SessionException {
        Set<Integer> numbers = new LinkedHashSet<>();
        rules.forEach(range -> {
            for (int rule = range.from; rule <= range.to; rule++) {
                numbers.add(rule);
            }
        });
        CheckModel model = Analyses.check(session, new CheckOptions(numbers, explain));
        if (failOn != null
                && model.rules().stream()
                        .anyMatch(rule -> Verdict.of(rule.verdict()).atLeast(failOn))) {
            outcome = ExitCode.FINDINGS;
        }
        write(junit, JunitReport.of(name, model, failOn == null ? Verdict.VIOLATION : failOn));
        write(sarif, SarifReport.of(name, model));
        return CheckView.of(name, model);
    }

    @Override
    int outcome() {
        return outcome;
    }

    private static void write(Path file, String text) {
        if (file == null) {
            return;
        }
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw CommandException.output("cannot write " + file + ": " + Failure.reason(e), e);
        }
    }

    /** Numbers of rules, both included. */
    private record RuleRange(int from, int to) {}

    private static final class RuleRangeConverter implements ITypeConverter<RuleRange> {
        @Override
        public RuleRange convert(String text) {
            int last = RuleBook.rules().size();
            if (text.matches("\\d{1,2}(-\\d{1,2})?")) {
                String[] ends = text.split("-", 2);
                RuleRange range = new RuleRange(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
                if (range.from >= 1 && range.from <= range.to && range.to <= last) {
                    return range;
                }
            }
            throw new TypeConversionException("'" + text + "' names no rule: they are numbered 1 to " + last);
        }
    }

    private static final class VerdictConverter implements ITypeConverter<Verdict> {
        @Override
        public Verdict convert(String text) {
            for (Verdict verdict : Verdict.values()) {
                if (verdict.isFinding() && verdict.label().equals(text)) {
                    return verdict;
                }
            }
            throw new TypeConversionException("'" + text + "' is not violation, warning or racy");
        }
    }
}
