package io.vqtrace.analyzer.inventory;

import io.vqtrace.analyzer.inventory.WorkloadInput.Source;
import io.vqtrace.analyzer.read.TraceReadException;
import io.vqtrace.imports.ImportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds out what inputs are, and which of them tell of the same workload: those of a folder that has no more than one of
 * each kind under no more than one name, else those whose names differ only in their endings.
 */
public final class Discovery {
    /** What inputs that are bad say, instead of ending the others. */
    @FunctionalInterface
    public interface Problems {
        /**
         * Takes a problem.
         *
         * @param message one line that names the input
         */
        void add(String message);
    }

    private static final int MAX_DEPTH = 8;
    private static final int MAX_FILES = 20_000;
    private static final Set<String> ANSWER_FOLDERS = Set.of("qmp", "facts", "monitor");
    /** Names that captures give their files; they say nothing of the machine. */
    private static final Set<String> COMMON = Set.of(
            "trace",
            "qemu",
            "qemu-trace",
            "run",
            "capture",
            "command",
            "cmdline",
            "domain",
            "dumpxml",
            "monitor",
            "qmp",
            "facts",
            "log");

    /** Endings of files that show command lines without being one. */
    private static final Pattern PROSE = Pattern.compile("(?i).*\\.(?:md|rst|adoc|html?|pdf|py|java|c|h|rs|go|ipynb)");

    private static final Pattern ENDINGS = Pattern.compile(
            "(?i)(?:[.-](?:gz|zst|log|txt|xml|cmdline|cmd|command|sh|json|vqtrace|zip|arrows?|qmp|facts|trace|qtree))+$");

    private final Problems problems;
    private final List<WorkloadInput> found = new ArrayList<>();
    private int files;

    private Discovery(Problems problems) {
        this.problems = problems;
    }

    /**
     * Looks at inputs.
     *
     * @param inputs files and folders
     * @param problems is told of what cannot be read
     * @return the workloads, in the order of the inputs
     */
    public static List<WorkloadInput> of(List<Path> inputs, Problems problems) {
        Discovery discovery = new Discovery(problems);
        inputs.forEach(discovery::input);
        return discovery.found;
    }

    private void input(Path path) {
        try {
            InputKind kind = path.toString().equals("-") ? InputKind.LOG : InputKind.of(path);
            if (kind == null && Files.isDirectory(path)) {
                int before = found.size();
                folder(path, 0);
                if (found.size() == before) {
                    problems.add(path + ": nothing in this folder is a trace, a QEMU log, a command line, domain XML or"
                            + " monitor answers");
                }
                return;
            }
            // What is nothing else is a log: the importer says what it misses.
            found.add(single(path, kind == null ? InputKind.LOG : kind));
        } catch (ImportException | TraceReadException e) {
            problems.add(e.getMessage());
        }
    }

    private static WorkloadInput single(Path path, InputKind kind) {
        return new WorkloadInput(name(path), !Files.isDirectory(path), List.of(new Source(path, kind)));
    }

    /** The name without endings; a folder of answers has that of the folder around it. */
    private static String name(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        String last = lastName(absolute);
        Path around = absolute.getParent();
        return stem(ANSWER_FOLDERS.contains(last) && around != null ? lastName(around) : last);
    }

    /** The last part of a path, the whole of one that has no parts. */
    static String lastName(Path path) {
        Path last = path.getFileName();
        return last == null ? path.toString() : last.toString();
    }

    private static String stem(String name) {
        String stem = ENDINGS.matcher(name).replaceFirst("");
        return stem.isEmpty() ? name : stem;
    }

    private void folder(Path folder, int depth) {
        List<Source> members = new ArrayList<>();
        for (Path entry : entries(folder)) {
            if (++files > MAX_FILES) {
                problems.add(folder + ": more than " + MAX_FILES + " files: the others are not looked at");
                return;
            }
            Source source = member(entry);
            if (source != null) {
                members.add(source);
            } else if (Files.isDirectory(entry) && !Files.isSymbolicLink(entry) && depth < MAX_DEPTH) {
                folder(entry, depth + 1);
            }
        }
        if (members.isEmpty()) {
            return;
        }
        if (isOneWorkload(members)) {
            boolean described =
                    members.stream().noneMatch(source -> source.kind().hasEvents());
            found.add(new WorkloadInput(name(folder), described && members.size() == 1, members));
            return;
        }
        Map<String, List<Source>> byStem = new LinkedHashMap<>();
        members.forEach(source -> byStem.computeIfAbsent(name(source.path()), any -> new ArrayList<>())
                .add(source));
        byStem.forEach((stem, sources) -> found.add(new WorkloadInput(stem, true, sources)));
    }

    private List<Path> entries(Path folder) {
        try (Stream<Path> list = Files.list(folder)) {
            return list.filter(entry -> !lastName(entry).startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            problems.add(folder + ": cannot be listed: " + e.getMessage());
            return List.of();
        }
    }

    /** What an entry of a folder is; single answers count only in folders of answers, where their names are known. */
    private Source member(Path entry) {
        try {
            InputKind kind = Files.isDirectory(entry) || Files.isRegularFile(entry) ? InputKind.of(entry) : null;
            boolean loose = kind == InputKind.MONITOR && !Files.isDirectory(entry)
                    || kind == InputKind.COMMAND_LINE
                            && PROSE.matcher(lastName(entry)).matches();
            return kind == null || loose ? null : new Source(entry, kind);
        } catch (ImportException | TraceReadException e) {
            problems.add(e.getMessage());
            return null;
        }
    }

    private static boolean isOneWorkload(List<Source> members) {
        Map<InputKind, Integer> counts = new EnumMap<>(InputKind.class);
        members.forEach(source -> counts.merge(source.kind(), 1, Integer::sum));
        long names = members.stream()
                .map(source -> stem(lastName(source.path())))
                .filter(stem -> !COMMON.contains(stem))
                .distinct()
                .count();
        return names <= 1 && counts.values().stream().allMatch(count -> count == 1);
    }
}
