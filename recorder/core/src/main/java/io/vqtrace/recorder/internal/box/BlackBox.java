package io.vqtrace.recorder.internal.box;

import io.vqtrace.recorder.internal.RecorderOptions;
import io.vqtrace.recorder.internal.drain.ClockWatch;
import io.vqtrace.recorder.internal.drain.TraceFactory;
import io.vqtrace.recorder.internal.path.ChunkPool;
import io.vqtrace.recorder.internal.path.MemorySource;
import io.vqtrace.trace.Clock;
import io.vqtrace.trace.TraceFormat;
import io.vqtrace.trace.box.BoxDescription;
import io.vqtrace.trace.box.BoxFile;
import io.vqtrace.trace.box.ControlRecord;
import io.vqtrace.trace.box.ProcessIdentity;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A recorder's chunks, heads and control ring as mapped files in a directory of their own, which stay if the process is
 * killed. The data path stores into them as into any direct buffer.
 */
public final class BlackBox implements MemorySource, Closeable {
    /** Longest file: a mapping is addressed by an {@code int}. */
    private static final int MAX_FILE_BYTES = Integer.MAX_VALUE;

    private final BoxDirectory directory;
    private final BoxDescription description;
    private final ByteBuffer[] chunkFiles;
    private final ByteBuffer heads;
    private final ByteBuffer control;
    private final BoxFile file;

    private BlackBox(BoxDirectory directory, BoxDescription description, int headsBytes, int controlBytes)
            throws IOException {
        this.directory = directory;
        this.description = description;
        ByteBuffer boxFile = map(BoxFile.FILE, BoxFile.BYTES);
        heads = map(BoxFile.HEADS_FILE, headsBytes);
        control = map(BoxFile.CONTROL_FILE, controlBytes);
        int chunks = description.chunks();
        int perFile = description.chunksPerFile();
        chunkFiles = new ByteBuffer[(chunks + perFile - 1) / perFile];
        for (int i = 0; i < chunkFiles.length; i++) {
            int inThisFile = Math.min(perFile, chunks - i * perFile);
            chunkFiles[i] = map(BoxFile.chunksFile(i), inThisFile * description.chunkBytes());
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
     * @param capacity rows of a chunk
     * @throws IOException if there is no such place, or no room
     */
    public static BlackBox create(
            RecorderOptions options, ClockWatch clock, int chunks, int capacity, int headsBytes, int controlBytes)
            throws IOException {
        int chunkBytes = ChunkPool.chunkBytes(capacity);
        Clock described = clock.describe();
        Clock.Anchor anchor = described.anchors().get(0);
        BoxDescription description = new BoxDescription(
                UUID.randomUUID().toString(),
                ProcessIdentity.current(),
                options.name(),
                TraceFormat.producer(),
                TraceFactory.hostName(),
                options.flight() ? "flight" : "stream",
                options.level().label(),
                options.directory().toAbsolutePath().normalize().toString(),
                described.source(),
                anchor.epochNs() - anchor.monotonicNs(),
                described.resolutionNs(),
                options.flushNanos(),
                TraceFactory.observable(options.level()),
                capacity,
                chunkBytes,
                chunks,
                MAX_FILE_BYTES / chunkBytes,
                controlBytes / ControlRecord.BYTES);
        return create(options.blackBoxDirectory(), description, headsBytes, controlBytes);
    }

    /**
     * Makes a black box of that description. On failure nothing is left behind.
     *
     * @param wanted its directory, or null for the default; another name beside it is taken if it is in use
     */
    static BlackBox create(Path wanted, BoxDescription description, int headsBytes, int controlBytes)
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

    @Override
    public ByteBuffer[] chunks(int count, int bytesEach) {
        if (count != description.chunks() || bytesEach != description.chunkBytes()) {
            throw new IllegalArgumentException(count + " chunks of " + bytesEach + " bytes are not " + description);
        }
        ByteBuffer[] chunks = new ByteBuffer[count];
        int perFile = description.chunksPerFile();
        for (int slot = 0; slot < count; slot++) {
            chunks[slot] = chunkFiles[slot / perFile]
                    .slice(slot % perFile * bytesEach, bytesEach)
                    .order(ByteOrder.LITTLE_ENDIAN);
        }
        return chunks;
    }

    @Override
    public ByteBuffer heads(int bytes) {
        return heads;
    }

    @Override
    public ByteBuffer control(int bytes) {
        return control;
    }

    /** Returns journal, heartbeat and table rows. */
    public BoxFile file() {
        return file;
    }

    /** Returns its random identity. */
    String id() {
        return description.id();
    }

    /** Returns where it lies, an absolute path. */
    public Path directory() {
        return directory.path();
    }

    /** Deletes the files: the trace holds everything. The memory stays usable until it is collected. */
    @Override
    public void close() throws IOException {
        directory.delete();
    }
}
