package io.vqtrace.analyzer.inventory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Everything among the inputs that tells of one workload.
 *
 * @param name name of its folder or files; the machine's own name goes before it where {@code byFile}
 * @param byFile whether the name is only that of a file
 * @param sources what tells of it
 */
public record WorkloadInput(String name, boolean byFile, List<Source> sources) {

    /**
     * A file or folder.
     *
     * @param path where
     * @param kind what it is
     */
    public record Source(Path path, InputKind kind) {}

    /** Takes a copy of the list. */
    public WorkloadInput {
        sources = List.copyOf(sources);
    }

    /**
     * Adds a folder with the monitor's answers.
     *
     * @param answers the folder
     * @return with it
     */
    public WorkloadInput with(Path answers) {
        List<Source> more = new ArrayList<>(sources);
        more.add(new Source(answers, InputKind.MONITOR));
        return new WorkloadInput(name, byFile, more);
    }

    /**
     * Returns the sources that describe the machine.
     *
     * @return in the order of the inputs
     */
    public List<Source> descriptions() {
        return sources.stream().filter(source -> !source.kind().hasEvents()).toList();
    }

    /**
     * Returns the sources with events that are to be read: a trace goes before the log that it was made from.
     *
     * @return at most one
     */
    public List<Source> events() {
        return sources.stream()
                .filter(source -> source.kind().hasEvents())
                .sorted(Comparator.comparing(Source::kind))
                .limit(1)
                .toList();
    }

    /**
     * Returns the folder with the monitor's answers, which name the devices of a log.
     *
     * @return the folder, null if there is none
     */
    public Path answers() {
        return sources.stream()
                .filter(source -> source.kind() == InputKind.MONITOR)
                .map(Source::path)
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(null);
    }
}
