package io.vqtrace.analyzer.read;

import io.vqtrace.trace.TraceFormat;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A trace directory, or one file of it alone. */
final class DirectoryContainer implements TraceContainer {
    private final Path directory;
    private final SortedMap<String, Long> files = new TreeMap<>();
    private boolean whole;

    private DirectoryContainer(Path directory) {
        this.directory = directory;
    }

    static DirectoryContainer ofDirectory(Path directory) throws IOException {
        DirectoryContainer container = new DirectoryContainer(directory);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                if (Files.isRegularFile(entry)) {
                    container.files.put(String.valueOf(entry.getFileName()), Files.size(entry));
                }
            }
        }
        container.whole = true;
        return container;
    }

    static DirectoryContainer ofFile(Path file) throws IOException {
        DirectoryContainer container =
                new DirectoryContainer(file.toAbsolutePath().getParent());
        container.files.put(String.valueOf(file.getFileName()), Files.size(file));
        return container;
    }

    /** Leaves out what was written to the event segments after a moment at which the last one was that long. */
    void leaveOutLater(String lastSegment, long bytes) {
        files.keySet().removeIf(file -> TraceLayout.isEventSegment(file) && file.compareTo(lastSegment) > 0);
        files.computeIfPresent(lastSegment, (file, listed) -> Math.min(listed, bytes));
    }

    @Override
    public TraceContainer directory(String name) throws IOException {
        Path inner = directory.resolve(name);
        return Files.isDirectory(inner) ? ofDirectory(inner) : null;
    }

    @Override
    public SortedMap<String, Long> files() {
        return files;
    }

    @Override
    public List<String> facts() throws IOException {
        Path facts = directory.resolve(TraceFormat.FACTS_DIRECTORY);
        if (!whole || !Files.isDirectory(facts)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(facts)) {
            return entries.filter(Files::isRegularFile)
                    .map(entry -> String.valueOf(entry.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public ByteSource open(String file) throws IOException {
        return new FileSource(directory.resolve(file), file, files.getOrDefault(file, Long.MAX_VALUE));
    }
}
