package io.vqtrace.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A directory for the files of one measurement, deleted with all that is in it. */
public final class ScratchDirectory implements AutoCloseable {
    private final Path path;

    private ScratchDirectory(Path path) {
        this.path = path;
    }

    /**
     * Makes a directory below {@code java.io.tmpdir}.
     *
     * @return the directory
     * @throws IOException if it cannot be made
     */
    public static ScratchDirectory onDisk() throws IOException {
        return new ScratchDirectory(Files.createTempDirectory("vqtrace-bench-"));
    }

    /**
     * Makes a directory below the one that {@code vqtrace.bench.shm} names, or on disk without it.
     *
     * @return the directory
     * @throws IOException if it cannot be made
     */
    public static ScratchDirectory inMemory() throws IOException {
        String shm = System.getProperty("vqtrace.bench.shm");
        return shm == null ? onDisk() : new ScratchDirectory(Files.createTempDirectory(Path.of(shm), "vqtrace-bench-"));
    }

    /**
     * Returns where it is.
     *
     * @return the directory's path
     */
    public Path path() {
        return path;
    }

    /** Deletes the directory; files that vanish meanwhile, as a log's do when it rolls, are no trouble. */
    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
