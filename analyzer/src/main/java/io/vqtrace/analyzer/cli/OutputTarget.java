package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.internal.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.function.Predicate;

/** What a command is to write: it is made beside its place and renamed when it is whole. */
final class OutputTarget {

    private final Path path;

    private OutputTarget(Path path) {
        this.path = path;
    }

    /**
     * Checks a target before work begins.
     *
     * @param force whether one that exists may be replaced
     * @param replaceable tells what {@code force} may replace: nothing else is to be deleted by a slip
     * @param kind what may be replaced, such as "trace"
     * @throws CommandException if it exists and is not to be replaced, or is no name
     */
    static OutputTarget of(Path path, boolean force, Predicate<Path> replaceable, String kind) {
        Path name = path.getFileName();
        if (name == null || name.toString().isEmpty()) {
            throw CommandException.usage(path + " cannot be written: name what to make");
        }
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            if (!force) {
                throw CommandException.usage(path + " exists already; name another, or replace it with --force");
            }
            if (!replaceable.test(path)) {
                throw CommandException.usage(path + " exists and is no " + kind + ": it is not replaced");
            }
        }
        return new OutputTarget(path);
    }

    /** Tells whether a path is the folder of a trace. */
    static boolean isTrace(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && Files.exists(path.resolve("trace.json"));
    }

    /** Where to write: a file or folder to make. */
    Scratch scratch() {
        return Scratch.beside(path);
    }

    /**
     * Puts what was made in its place.
     *
     * @throws CommandException if that fails; what was there before is then still there
     */
    void keep(Scratch scratch) {
        try {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                replace(scratch);
            } else {
                scratch.keepAs(path);
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private void replace(Scratch scratch) throws IOException {
        try (Scratch old = Scratch.beside(path.resolveSibling(path.getFileName() + ".replaced"))) {
            Files.move(path, old.folder());
            try {
                scratch.keepAs(path);
            } catch (IOException e) {
                old.keepAs(path);
                throw e;
            }
        }
    }

    /** What the user is told of a failure to write. */
    CommandException failure(IOException e) {
        return CommandException.output("cannot write " + path + ": " + Failure.reason(e), e);
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
