package io.vqtrace.imports.internal.machine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the command lines of QEMU in a file: a shell script, a log of libvirt, {@code ps}, {@code /proc/PID/cmdline}. */
public final class QemuProgram {
    private static final Pattern NAME =
            Pattern.compile("(?:.*/)?(?:qemu-system-[a-z0-9_-]+|qemu-kvm|kvm|qemu|kvm-spice)");
    private static final Pattern START = Pattern.compile(
            "(?m)^(?!\\s*#).*?(?:^|[\\s/'\"])(?:qemu-system-[a-z0-9_-]+|qemu-kvm|kvm|qemu|kvm-spice)['\"]?[ \\t]+(?:\\\\\\r?\\n\\s*)?['\"]?--?[a-zA-Z]");
    private static final Pattern OPTIONS_ONLY = Pattern.compile("\\s*-{1,2}[a-zA-Z][\\w-]*\\s[\\s\\S]*");
    private static final Pattern TELLING =
            Pattern.compile("(?m)(?:^|\\s)-{1,2}(?:device|drive|netdev|nic|machine|M|blockdev)\\s");

    private QemuProgram() {}

    /**
     * Tells whether a file holds a command line.
     *
     * @param text the begin of the file
     * @return whether it does
     */
    public static boolean isIn(String text) {
        return text.indexOf('\0') > 0
                        && NAME.matcher(text.substring(0, text.indexOf('\0'))).matches()
                || START.matcher(text).find()
                || OPTIONS_ONLY.matcher(text).matches() && TELLING.matcher(text).find();
    }

    /** The words of a command line: those behind the program's name, and that name, empty if it is not there. */
    record Invocation(String program, List<String> arguments) {}

    /** Finds all command lines in a text. */
    static List<Invocation> invocations(String text) throws MachineSyntaxException {
        if (text.indexOf('\0') > 0) {
            List<String> words = Arrays.asList(text.split("\0"));
            return List.of(new Invocation(words.get(0), words.subList(1, words.size())));
        }
        List<Invocation> found = new ArrayList<>();
        Matcher start = START.matcher(text);
        int at = 0;
        while (start.find(at)) {
            at = start.start();
            // Other commands may stand before it in its line: cd /vm && exec qemu-system-x86_64 …
            while (at < start.end()) {
                ShellWords.Command command = ShellWords.command(text, at);
                Invocation invocation = of(command.words());
                if (invocation != null) {
                    found.add(invocation);
                }
                at = Math.max(command.end(), at + 1);
            }
            if (at >= text.length()) {
                break;
            }
        }
        if (found.isEmpty() && OPTIONS_ONLY.matcher(text).matches()) {
            // Options are often kept one a line, without a backslash.
            String line = text.replaceAll("\\\\?\\r?\\n", " ");
            found.add(new Invocation("", ShellWords.command(line, 0).words()));
        }
        return found;
    }

    /** Finds QEMU in a command that may begin with others, such as {@code sudo}; null if it is not there. */
    private static Invocation of(List<String> words) {
        for (int i = 0; i + 1 < words.size(); i++) {
            if (NAME.matcher(words.get(i)).matches() && words.get(i + 1).startsWith("-")) {
                return new Invocation(words.get(i), words.subList(i + 1, words.size()));
            }
        }
        return null;
    }
}
