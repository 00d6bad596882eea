package io.vqtrace.imports.internal.input;

import com.github.luben.zstd.ZstdInputStream;
import io.vqtrace.imports.ImportException;
import io.vqtrace.imports.ImportException.Reason;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;

/**
 * An opened input: plain text, gzip or zstd, told apart by the first bytes. Not thread-safe, but for {@link #consumed}.
 */
public final class LogInput implements Closeable {
    private static final int INFLATE_BUFFER = 1 << 17;

    private final String name;
    private final Long size;
    private final AtomicLong consumed;
    private final InputStream text;

    private LogInput(String name, Long size, RawInput raw, AtomicLong consumed) throws IOException {
        this.name = name;
        this.size = size;
        this.consumed = consumed;
        text = decompressed(raw);
    }

    private static InputStream decompressed(RawInput raw) throws IOException {
        if (raw.startsWith(0x1f, 0x8b)) {
            return new GZIPInputStream(raw, INFLATE_BUFFER);
        }
        if (raw.startsWith(0x28, 0xb5, 0x2f, 0xfd)) {
            return new ZstdInputStream(raw);
        }
        return raw;
    }

    /**
     * Opens a file.
     *
     * @param file the file
     * @return the input
     * @throws ImportException if it cannot be opened, or is cut so early that not even the compression's header is whole
     */
    public static LogInput open(Path file) throws ImportException {
        String name = String.valueOf(file.getFileName());
        if (Files.isDirectory(file)) {
            throw new ImportException(Reason.UNREADABLE, file + ": is a directory, not a log file");
        }
        try {
            FileChannel channel = FileChannel.open(file);
            try {
                Long size = Files.isRegularFile(file) ? channel.size() : null;
                AtomicLong consumed = new AtomicLong();
                return new LogInput(name, size, new RawInput(channel, consumed::addAndGet), consumed);
            } catch (IOException | LinkageError e) {
                channel.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            throw new ImportException(Reason.UNREADABLE, file + ": no such file", e);
        } catch (AccessDeniedException e) {
            throw new ImportException(Reason.UNREADABLE, file + ": permission denied", e);
        } catch (IOException | LinkageError e) {
            throw failure(file.toString(), e);
        }
    }

    /**
     * Takes a stream.
     *
     * @param stream the stream; closed with the input
     * @param name what messages call it
     * @return the input
     * @throws ImportException if it cannot be read
     */
    public static LogInput of(InputStream stream, String name) throws ImportException {
        try {
            AtomicLong consumed = new AtomicLong();
            return new LogInput(name, null, new RawInput(stream, consumed::addAndGet), consumed);
        } catch (IOException | LinkageError e) {
            throw failure(name, e);
        }
    }

    private static ImportException failure(String name, Throwable problem) {
        if (problem instanceof RawInput.RawReadException || problem instanceof LinkageError) {
            Throwable cause = problem instanceof LinkageError ? problem : problem.getCause();
            return new ImportException(Reason.UNREADABLE, name + ": cannot be read: " + cause.getMessage(), problem);
        }
        // Whatever a decompressor says, the rest of the input is lost.
        String what = problem instanceof EOFException ? "ends too early" : "is damaged (" + problem.getMessage() + ")";
        return new ImportException(
                Reason.CUT,
                name + ": the compressed file " + what + "; copy it again, or keep what can be read with --keep-going",
                problem);
    }

    /**
     * Reads text.
     *
     * @param to where to
     * @param offset index of the first byte
     * @param length largest number of bytes
     * @return number of bytes, or -1 at the end
     * @throws ImportException if the input cannot be read or is cut
     */
    int read(byte[] to, int offset, int length) throws ImportException {
        try {
            return text.read(to, offset, length);
        } catch (IOException e) {
            throw failure(name, e);
        }
    }

    /**
     * Returns the file's name without its folder.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Returns the bytes of the input as it is stored.
     *
     * @return the size, or null if it is not known before the end
     */
    public Long size() {
        return size;
    }

    /**
     * Returns how much was read, in bytes as they are stored. Thread-safe.
     *
     * @return a number of bytes
     */
    public long consumed() {
        return consumed.get();
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
