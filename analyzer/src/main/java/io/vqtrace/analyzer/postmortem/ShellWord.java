package io.vqtrace.analyzer.postmortem;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Arguments as words of a POSIX shell. */
final class ShellWord {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private ShellWord() {}

    /** The argument, in single quotes if a shell would read it as anything but itself. */
    static String of(String argument) {
        return PLAIN.matcher(argument).matches() ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }

    static String line(List<String> arguments) {
        return arguments.stream().map(ShellWord::of).collect(Collectors.joining(" "));
    }
}
