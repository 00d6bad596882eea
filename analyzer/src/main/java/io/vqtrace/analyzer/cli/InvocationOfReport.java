package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.postmortem.Invocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Takes from a parsed command line what the commands on its figures have to repeat. */
final class InvocationOfReport {

    private static final Set<String> SCOPE = Set.of("--facts", "--from", "--to");
    private static final Set<String> FILTERS = Set.of("--device", "--queue");

    private InvocationOfReport() {}

    static Invocation of(CommandLine report) {
        ParseResult parsed = report.getParseResult();
        return new Invocation(
                parsed.matchedPositionals().get(0).originalStringValues().get(0),
                words(parsed, option -> SCOPE.contains(option.longestName())),
                words(parsed, option -> FILTERS.contains(option.longestName())),
                words(parsed, option -> option.group() != null));
    }

    private static List<String> words(ParseResult parsed, Predicate<OptionSpec> wanted) {
        List<String> words = new ArrayList<>();
        for (OptionSpec option : parsed.matchedOptions()) {
            if (wanted.test(option)) {
                for (String value : option.originalStringValues()) {
                    words.add(option.longestName());
                    words.add(value);
                }
            }
        }
        return words;
    }
}
