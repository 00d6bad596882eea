package io.vqtrace.recorder.internal.flight;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Deletes directories that this package made. */
final class TraceDirectories {
    private TraceDirectories() {}

    static void delete(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> innermostFirst;
        try (Stream<Path> all = Files.walk(directory)) {
            innermostFirst = all.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path path : innermostFirst) {
            Files.deleteIfExists(path);
        }
    }
}
