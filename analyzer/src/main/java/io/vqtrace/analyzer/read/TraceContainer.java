package io.vqtrace.analyzer.read;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SortedMap;

/** What holds the files of a trace: a directory, a zip file, or a single Arrow file alone. */
interface TraceContainer extends Closeable {
    /** Returns the files by name with their length in bytes, in the order of their names. */
    SortedMap<String, Long> files();

    /** Returns the names of the side-channel answers, in order; each is opened as {@code facts/NAME}. */
    default List<String> facts() throws IOException {
        return List.of();
    }

    /** Opens a file that {@link #files()} or {@link #facts()} names. */
    ByteSource open(String file) throws IOException;

    /** Returns the files of a directory inside, or null if there is none; to be closed with this one. */
    TraceContainer directory(String name) throws IOException;

    /** Returns the content of a small file, which must not be longer than {@code maxBytes}. */
    default byte[] bytes(String file, int maxBytes) throws IOException {
        try (ByteSource source = open(file)) {
            if (source.size() > maxBytes) {
                throw new TraceReadException(
                        file + " is " + source.size() + " bytes long, at most " + maxBytes + " are read");
            }
            byte[] content = new byte[(int) source.size()];
            source.read(0, ByteBuffer.wrap(content));
            return content;
        }
    }

    @Override
    default void close() throws IOException {}
}
