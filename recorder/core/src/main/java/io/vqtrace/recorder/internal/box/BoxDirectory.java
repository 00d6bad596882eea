package io.vqtrace.recorder.internal.box;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A directory of our own for a black box: claimed, filled with files that only the owner may read, and removed again. */
final class BoxDirectory {
    /** Memory that outlives the process, and no disk is behind it. */
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    private static final int MOST_NAMES = 1000;
    private static final Set<PosixFilePermission> OWNER_FILE =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final Set<PosixFilePermission> OWNER_DIRECTORY = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final Path path;
    private final boolean made;
    private final List<Path> files = new ArrayList<>();

    private BoxDirectory(Path path, boolean made) {
        this.path = path;
        this.made = made;
    }

    /** Returns where a process's black box is if nobody says otherwise. */
    static Path defaultPath() {
        return SHARED_MEMORY.resolve("vqtrace-" + ProcessHandle.current().pid());
    }

    /**
     * Claims a directory: the wanted one if it is absent or empty, else one beside it with a number at its end. What a dead
     * process left is never touched.
     *
     * @throws IOException if none can be made
     */
    static BoxDirectory claim(Path wanted) throws IOException {
        Path absolute = wanted.toAbsolutePath().normalize();
        if (isEmptyDirectory(absolute)) {
            return new BoxDirectory(absolute, false);
        }
        for (int number = 1; number <= MOST_NAMES; number++) {
            Path candidate = number == 1 ? absolute : absolute.resolveSibling(absolute.getFileName() + "-" + number);
            try {
                Files.createDirectory(candidate, owner(OWNER_DIRECTORY));
                return new BoxDirectory(candidate, true);
            } catch (FileAlreadyExistsException e) {
                continue; // Somebody else's: another recorder of this process, or of a dead one with its number.
            }
        }
        throw new FileAlreadyExistsException(
                absolute.toString(), null, "and " + MOST_NAMES + " names like it are taken");
    }

    private static boolean isEmptyDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (DirectoryStream<Path> content = Files.newDirectoryStream(directory)) {
            return !content.iterator().hasNext();
        }
    }

    /** Creates a file in it, to be closed by the caller. */
    FileChannel create(String name) throws IOException {
        Path file = path.resolve(name);
        FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                owner(OWNER_FILE));
        files.add(file);
        return channel;
    }

    private static FileAttribute<?>[] owner(Set<PosixFilePermission> permissions) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    Path path() {
        return path;
    }

    /** Deletes our files, and the directory if it is ours too. */
    void delete() throws IOException {
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
        if (made) {
            Files.deleteIfExists(path);
        }
    }
}
