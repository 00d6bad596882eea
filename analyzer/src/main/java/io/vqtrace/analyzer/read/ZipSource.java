package io.vqtrace.analyzer.read;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** An entry of a zip file, inflated on the way; a read before the current position inflates it again. */
final class ZipSource implements ByteSource {
    private static final int BUFFER_BYTES = 1 << 16;

    private final ZipFile zip;
    private final ZipEntry entry;
    private final String name;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private InputStream stream;
    private long position;

    ZipSource(ZipFile zip, ZipEntry entry, String name) {
        this.zip = zip;
        this.entry = entry;
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return Math.max(0, entry.getSize());
    }

    @Override
    public void read(long from, ByteBuffer target) throws IOException {
        seek(from);
        while (target.hasRemaining()) {
            int read = stream.read(buffer, 0, Math.min(buffer.length, target.remaining()));
            if (read < 0) {
                throw new EOFException(name + " ends at byte " + position);
            }
            target.put(buffer, 0, read);
            position += read;
        }
    }

    private void seek(long from) throws IOException {
        if (stream == null || from < position) {
            close();
            stream = zip.getInputStream(entry);
            position = 0;
        }
        stream.skipNBytes(from - position);
        position = from;
    }

    @Override
    public void close() throws IOException {
        if (stream != null) {
            stream.close();
            stream = null;
        }
    }
}
