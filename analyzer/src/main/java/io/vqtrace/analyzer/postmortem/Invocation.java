package io.vqtrace.analyzer.postmortem;

import io.vqtrace.analyzer.text.Visible;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How the user asked for the postmortem: each of its figures is told with a command that asks alike.
 *
 * @param trace the trace as it was named
 * @param scope options that say what was looked at, such as {@code --facts} and {@code --from}, with their values
 * @param filters {@code --device} and {@code --queue} with their values
 * @param thresholds thresholds of the verdicts that were set, with their values
 */
public record Invocation(String trace, List<String> scope, List<String> filters, List<String> thresholds) {

    /** Names that {@code --device} takes as they are: it splits at commas, and a leading sign may mean an option. */
    private static final Pattern NAME = Pattern.compile("[^-@,\"'\\\\][^,\"'\\\\]*");

    /** Takes copies. */
    public Invocation {
        scope = List.copyOf(scope);
        filters = List.copyOf(filters);
        thresholds = List.copyOf(thresholds);
    }

    /** A command on all that was looked at. */
    String command(String name, String... more) {
        return line(List.of(name), List.of(scope, filters, List.of(more)));
    }

    /** A command whose answer depends on the thresholds, on all that was looked at. */
    String judging(String name, String... more) {
        return line(List.of(name), List.of(scope, filters, thresholds, List.of(more)));
    }

    /** A command on one queue. */
    String ofQueue(String name, String device, int queue, String... more) {
        return line(List.of(name), List.of(scope, queueFilter(device, queue), List.of(more)));
    }

    /** A command on one queue whose answer depends on the thresholds. */
    String judgingQueue(String name, String device, int queue, String... more) {
        return line(List.of(name), List.of(scope, queueFilter(device, queue), thresholds, List.of(more)));
    }

    /** A command on one queue and another time than was looked at. */
    String within(String name, String device, int queue, String from, String to) {
        List<String> facts = valuesOf("--facts");
        return line(List.of(name), List.of(facts, queueFilter(device, queue), List.of("--from", from, "--to", to)));
    }

    /** The name for {@code --device}: the one shown, or where that would be misread, the id number. */
    static Map.Entry<String, String> deviceArgument(String displayName, int id) {
        boolean usable = NAME.matcher(displayName).matches()
                && Visible.of(displayName).equals(displayName)
                && displayName.indexOf('\n') < 0;
        return Map.entry(displayName, usable ? displayName : Integer.toString(id));
    }

    private List<String> valuesOf(String option) {
        int at = scope.indexOf(option);
        return at < 0 ? List.of() : scope.subList(at, at + 2);
    }

    private List<String> queueFilter(String device, int queue) {
        return List.of("--device", device, "--queue", Integer.toString(queue));
    }

    private String line(List<String> name, List<List<String>> options) {
        List<String> words = new ArrayList<>(List.of("vqtrace"));
        Collections.addAll(words, String.join(" ", name).split(" "));
        words.add(trace);
        options.forEach(words::addAll);
        return ShellWord.line(words);
    }
}
