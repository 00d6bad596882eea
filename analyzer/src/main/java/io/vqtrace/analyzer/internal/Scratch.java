package io.vqtrace.analyzer.internal;

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
public final class Scratch implements AutoCloseable {

    private final Path folder;
    private final Thread hook;
    private final Object renaming = new Object();
    private boolean kept;

    private Scratch(Path folder) {
        this.folder = folder;
        this.hook = new Thread(this::deleteAtExit, "vqtrace-cleanup");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Makes a folder among the temporary files of the system.
     *
     * @return the folder, empty
     * @throws IOException if it cannot be made
     */
    public static Scratch temporary() throws IOException {
        return new Scratch(Files.createTempDirectory("vqtrace-"));
    }

    /**
     * Names a folder, not yet made, beside another, so that it can be renamed to it.
     *
     * @param target what it may become
     * @return the folder
     */
    public static Scratch beside(Path target) {
        String name =
                "." + target.getFileName() + ".tmp-" + ProcessHandle.current().pid();
        return new Scratch(target.resolveSibling(name));
    }

    /**
     * Returns where the folder is.
     *
     * @return its path
     */
    public Path folder() {
        return folder;
    }

    /**
     * Renames the folder; from then on it stays.
     *
     * @param target must not exist
     * @throws IOException if it cannot be renamed
     */
    public void keepAs(Path target) throws IOException {
        synchronized (renaming) {
            Files.move(folder, target);
            kept = true;
        }
    }

    /** @throws UncheckedIOException if the folder cannot be deleted */
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
            throw new UncheckedIOException("cannot remove " + folder + ": " + e, e);
        }
    }

    private void deleteAtExit() {
        try {
            delete();
        } catch (IOException e) {
            System.err.println("vqtrace: cannot remove " + folder + ": " + e);
        }
    }

    private void delete() throws IOException {
        synchronized (renaming) {
            if (kept || !Files.exists(folder)) {
                return;
            }
            // A writer may still be at work: after the rename it cannot make files in the folder any more.
            Path doomed = folder.resolveSibling(folder.getFileName() + ".deleted");
            Files.move(folder, doomed);
            deleteTree(doomed);
        }
    }

    /**
     * Deletes a folder and all that is in it.
     *
     * @param root the folder
     * @throws IOException if something in it cannot be deleted
     */
    public static void deleteTree(Path root) throws IOException {
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
