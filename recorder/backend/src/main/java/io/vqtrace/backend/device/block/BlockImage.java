package io.vqtrace.backend.device.block;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.newsclub.net.unix.FileDescriptorCast;

/**
 * The file behind a disk: opened once by its path and locked against a second backend. Whoever transfers data takes a
 * {@link #lane()}, a descriptor of its own of that same file.
 */
final class BlockImage implements Closeable {
    private final RandomAccessFile file;
    private final int descriptor;
    private final Path openFile;
    private final boolean readOnly;
    private final boolean direct;
    private final int fileBlockBytes;
    private final long sectors;

    private BlockImage(RandomAccessFile file, BlockOptions options) throws IOException {
        this.file = file;
        readOnly = options.readOnly();
        direct = options.direct();
        descriptor = FileDescriptorCast.using(file.getFD()).as(Integer.class);
        // Names the open file, whatever lies under its path by now.
        openFile = Path.of("/proc/self/fd/" + descriptor);
        lock(options.image());
        if (!readOnly && file.length() < options.createBytes()) {
            file.setLength(options.createBytes());
        }
        long size = file.getChannel().size();
        fileBlockBytes = (int) Math.min(Files.getFileStore(openFile).getBlockSize(), 1 << 16);
        sectors = size / BlockConfig.SECTOR_BYTES;
        if (sectors == 0 || direct && size % fileBlockBytes != 0) {
            throw new IOException("image " + options.image() + " has " + size + " bytes: "
                    + (sectors == 0
                            ? "give it a size, as with --size 1G"
                            : "for direct I/O they must be a multiple of " + fileBlockBytes));
        }
    }

    /**
     * Opens the image.
     *
     * @throws IOException if it is missing, locked, empty or cannot be opened; one line that names it
     */
    static BlockImage open(BlockOptions options) throws IOException {
        Path path = options.image();
        if (!Files.exists(path) && (options.createBytes() == 0 || options.readOnly())) {
            throw new IOException("image " + path + " does not exist: name a file, or create it with --size 1G");
        }
        if (Files.isDirectory(path)) {
            throw new IOException("image " + path + " is a directory");
        }
        RandomAccessFile file = new RandomAccessFile(path.toFile(), options.readOnly() ? "r" : "rw");
        try {
            return new BlockImage(file, options);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** The lock goes with the process, even if that is killed. */
    private void lock(Path path) throws IOException {
        FileLock lock;
        try {
            lock = file.getChannel().tryLock(0, Long.MAX_VALUE, readOnly);
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new IOException("image " + path + " is in use by another backend");
        }
    }

    long sectors() {
        return sectors;
    }

    boolean readOnly() {
        return readOnly;
    }

    /** Returns the smallest unit of a request. */
    int logicalBlockBytes() {
        return direct ? fileBlockBytes : BlockConfig.SECTOR_BYTES;
    }

    /** Returns the unit in which the file system keeps the file. */
    int physicalBlockBytes() {
        return fileBlockBytes;
    }

    /** Opens another descriptor of the file, for one thread at a time. */
    ImageLane lane() throws IOException {
        Set<OpenOption> options = new HashSet<>(Set.of(StandardOpenOption.READ));
        if (!readOnly) {
            options.add(StandardOpenOption.WRITE);
        }
        if (direct) {
            options.add(directOption());
        }
        return new ImageLane(FileChannel.open(openFile, options), descriptor, direct ? fileBlockBytes : 1);
    }

    /** Finds O_DIRECT's option, which every JDK has (module {@code jdk.unsupported}), by name: javac warns of it. */
    private static OpenOption directOption() throws IOException {
        try {
            return (OpenOption) Class.forName("com.sun.nio.file.ExtendedOpenOption")
                    .getField("DIRECT")
                    .get(null);
        } catch (ReflectiveOperationException e) {
            throw new IOException("this Java runtime has no direct I/O", e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
