package io.vqtrace.analyzer.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A folder that does not outlive its use: it is deleted on close, and by a shutdown hook when the process is told to
 * end. {@link #keepAs} turns it into something that stays.
 */
final class Scratch implements AutoCloseable {

    private final Path folder;
    private final Thread hook;
    private boolean kept;

    private Scratch(Path folder) {
        this.folder = folder;
        this.hook = new Thread(this::deleteAtExit, "vqtrace-cleanup");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** A folder among the temporary files of the system. */
    static Scratch temporary() throws IOException {
        return new Scratch(Files.createTempDirectory("vqtrace-"));
    }

    /** A folder, not yet made, beside {@code target}, so that it can be renamed to it. */
    static Scratch beside(Path target) {
        String name =
                "." + target.getFileName() + ".tmp-" + ProcessHandle.current().pid();
        return new Scratch(target.resolveSibling(name));
    }

    Path folder() {
        return folder;
    }

    /**
     * Renames the folder; from then on it stays.
     *
     * @param target must not exist
     */
    synchronized void keepAs(Path target) throws IOException {
        Files.move(folder, target);
        kept = true;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            return; // the hook is at work
        }
        try {
            delete();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + folder + ": " + Failure.reason(e), e);
        }
    }

    private void deleteAtExit() {
        try {
            delete();
        } catch (IOException e) {
            System.err.println("vqtrace: cannot remove " + folder + ": " + Failure.reason(e));
        }
    }

    private synchronized void delete() throws IOException {
        if (kept || !Files.exists(folder)) {
            return;
        }
        // A writer may still be at work: after the rename it cannot make files in the folder any more.
        Path doomed = folder.resolveSibling(folder.getFileName() + ".deleted");
        Files.move(folder, doomed);
        deleteTree(doomed);
    }

    /** Deletes a folder and all that is in it. */
    static void deleteTree(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
