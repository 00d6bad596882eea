package io.vqtrace.recorder.internal.box;

import io.vqtrace.trace.box.BoxDescription;
import io.vqtrace.trace.box.BoxFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A recorder's chunks, heads and control ring as mapped files in a directory of their own, which stay if the process is
 * killed. The data path stores into them as into any direct buffer.
 */
public final class BlackBox implements Closeable {
    /** Longest file: a mapping is addressed by an {@code int}. */
    private static final int MAX_FILE_BYTES = Integer.MAX_VALUE;

    private final BoxDirectory directory;
    private final ByteBuffer[] chunkFiles;
    private final int chunkBytes;
    private final int chunksPerFile;
    private final ByteBuffer heads;
    private final ByteBuffer control;
    private final BoxFile file;

    private BlackBox(BoxDirectory directory, BoxDescription description, int headsBytes, int controlBytes)
            throws IOException {
        this.directory = directory;
        chunkBytes = description.chunkBytes();
        chunksPerFile = description.chunksPerFile();
        ByteBuffer boxFile = map(BoxFile.FILE, BoxFile.BYTES);
        heads = map(BoxFile.HEADS_FILE, headsBytes);
        control = map(BoxFile.CONTROL_FILE, controlBytes);
        int chunks = description.chunks();
        chunkFiles = new ByteBuffer[(chunks + chunksPerFile - 1) / chunksPerFile];
        for (int i = 0; i < chunkFiles.length; i++) {
            int inThisFile = Math.min(chunksPerFile, chunks - i * chunksPerFile);
            chunkFiles[i] = map(BoxFile.chunksFile(i), inThisFile * chunkBytes);
        }
        file = BoxFile.create(boxFile, description);
    }

    private ByteBuffer map(String name, int bytes) throws IOException {
        try (FileChannel channel = directory.create(name)) {
            return MappedFile.map(channel, bytes);
        }
    }

    /**
     * Makes a black box. On failure nothing is left behind.
     *
     * @param wanted its directory, or null for {@code /dev/shm/vqtrace-PID}; another name beside it is taken if it is in use
     * @param description what it is; {@code chunksPerFile} must come from {@link #chunksPerFile}
     * @param headsBytes size of the per-head arrays
     * @param controlBytes size of the control ring
     * @return the black box, zeroed
     * @throws IOException if there is no such place, or no room
     */
    public static BlackBox create(Path wanted, BoxDescription description, int headsBytes, int controlBytes)
            throws IOException {
        BoxDirectory directory = BoxDirectory.claim(wanted == null ? BoxDirectory.defaultPath() : wanted);
        try {
            requireRoom(
                    directory.path(),
                    BoxFile.BYTES + headsBytes + controlBytes + (long) description.chunks() * description.chunkBytes());
            return new BlackBox(directory, description, headsBytes, controlBytes);
        } catch (IOException | RuntimeException | Error e) {
            try {
                directory.delete();
            } catch (IOException onDelete) {
                e.addSuppressed(onDelete);
            }
            throw e;
        }
    }

    /** Asks first, so that the memory which others share is not filled to the brim for nothing. */
    private static void requireRoom(Path directory, long bytes) throws IOException {
        long usable = Files.getFileStore(directory).getUsableSpace();
        if (usable < bytes) {
            throw new IOException(directory + " has room for " + usable + " bytes, " + bytes + " are needed");
        }
    }

    /**
     * Returns how many chunks fit into one file.
     *
     * @param chunkBytes bytes from one chunk to the next
     * @return at least 1
     */
    public static int chunksPerFile(int chunkBytes) {
        return MAX_FILE_BYTES / chunkBytes;
    }

    /**
     * Returns a chunk's memory.
     *
     * @param slot index of the chunk, from 0
     * @return header and body, little-endian
     */
    public ByteBuffer chunk(int slot) {
        return chunkFiles[slot / chunksPerFile]
                .slice(slot % chunksPerFile * chunkBytes, chunkBytes)
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Returns the memory of the per-head arrays.
     *
     * @return the whole file, little-endian
     */
    public ByteBuffer heads() {
        return heads;
    }

    /**
     * Returns the memory of the control ring.
     *
     * @return the whole file, little-endian
     */
    public ByteBuffer control() {
        return control;
    }

    /**
     * Returns journal, heartbeat and table rows.
     *
     * @return the box's own file
     */
    public BoxFile file() {
        return file;
    }

    /**
     * Returns where it lies.
     *
     * @return an absolute path
     */
    public Path directory() {
        return directory.path();
    }

    /**
     * Deletes the files: the trace holds everything. The memory stays usable until it is collected.
     *
     * @throws IOException if a file cannot be deleted
     */
    @Override
    public void close() throws IOException {
        directory.delete();
    }
}
