package io.vqtrace.analyzer.read;

import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.box.BoxDescription;
import io.vqtrace.trace.box.BoxFile;
import io.vqtrace.trace.box.ChunkHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The files of a black box: its description and the rows that lie in its chunks. Looks at the chunks once, when opened;
 * {@code formats/README.md} describes the layout.
 */
final class BlackBox {
    private static final int MAX_BOX_BYTES = 64 << 20;

    private final TraceContainer files;
    private final BoxFile file;
    private final BoxDescription description;
    private final List<Chunk> chunks = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final Map<EventColumn, Integer> columns = new EnumMap<>(EventColumn.class);

    /**
     * The rows of a chunk that the trace's files do not hold.
     *
     * @param slot index among all chunks
     * @param thread thread of all rows
     * @param sequence the chunk's number among those of its thread
     * @param from first row
     * @param to end of the rows, more than {@code from}
     * @param firstNs time of the first row
     * @param lastNs time of the last row
     */
    record Chunk(int slot, int thread, long sequence, int from, int to, long firstNs, long lastNs) {
        int rows() {
            return to - from;
        }

        private Chunk from(int newFrom) {
            return new Chunk(slot, thread, sequence, newFrom, to, firstNs, lastNs);
        }
    }

    private BlackBox(TraceContainer files) throws IOException {
        this.files = files;
        try {
            file = BoxFile.read(ByteBuffer.wrap(files.bytes(BoxFile.FILE, MAX_BOX_BYTES)));
            description = file.description();
        } catch (IllegalArgumentException e) {
            throw new TraceReadException("black box: " + e.getMessage(), e);
        }
        int end = ChunkHeader.BYTES;
        for (EventColumn column : EventColumn.values()) {
            columns.put(column, end);
            // Each column is padded to a multiple of 64 bytes, as the body of a record batch is.
            end = Math.addExact(end, Math.toIntExact(((long) description.chunkRows() * column.width() + 63) & -64));
        }
        if (end > description.chunkBytes()) {
            throw new TraceReadException("black box: " + BoxFile.FILE + " is damaged: chunks of "
                    + description.chunkRows() + " rows in " + description.chunkBytes() + " bytes");
        }
        scan();
    }

    /** Tells whether files are those of a black box. */
    static boolean isBox(TraceContainer files) {
        return files.files().containsKey(BoxFile.FILE);
    }

    /**
     * Opens a black box.
     *
     * @param files its directory
     * @throws TraceReadException if it cannot be understood, in one line
     */
    static BlackBox open(TraceContainer files) throws IOException {
        try {
            return new BlackBox(files);
        } catch (ArithmeticException e) {
            throw new TraceReadException("black box: " + BoxFile.FILE + " is damaged: its sizes are too large", e);
        }
    }

    private void scan() throws IOException {
        int perFile = description.chunksPerFile();
        long expected = ((long) description.chunks() + perFile - 1) / perFile;
        int number = 0;
        // Bounded by the files that are there: a damaged description can claim any number.
        for (; number < expected && files.files().containsKey(BoxFile.chunksFile(number)); number++) {
            scan(number, number * perFile);
        }
        if (number < expected) {
            problems.add("black box: " + BoxFile.chunksFile(number) + " is missing");
        }
        chunks.sort(Comparator.comparingLong(Chunk::firstNs));
    }

    private void scan(int number, int first) throws IOException {
        int last = (int) Math.min((long) first + description.chunksPerFile(), description.chunks());
        try (ByteSource source = files.open(BoxFile.chunksFile(number))) {
            for (int slot = first; slot < last; slot++) {
                if (!addChunk(source, slot)) {
                    problems.add("black box: " + BoxFile.chunksFile(number) + " is cut before chunk " + slot);
                    return;
                }
            }
        }
    }

    /** Returns false if the file ends before the chunk does. */
    private boolean addChunk(ByteSource source, int slot) throws IOException {
        long at = position(slot);
        if (at + description.chunkBytes() > source.size()) {
            return false;
        }
        ByteBuffer header = read(source, at, ChunkHeader.BYTES);
        int published = header.getInt(ChunkHeader.PUBLISHED);
        int written = header.getInt(ChunkHeader.WRITTEN);
        long sequence = header.getLong(ChunkHeader.SEQUENCE);
        if (sequence == 0 || published == written) {
            return true;
        }
        int thread = header.getInt(ChunkHeader.THREAD);
        if (sequence < 0 || written < 0 || published < written || published > description.chunkRows()) {
            problems.add("black box: chunk " + slot + " is damaged (rows " + written + " to " + published + ")");
            return true;
        }
        long firstNs = ts(source, slot, written);
        long lastNs = ts(source, slot, published - 1);
        chunks.add(new Chunk(slot, thread & 0xffff, sequence, written, published, firstNs, lastNs));
        return true;
    }

    private long ts(ByteSource source, int slot, int row) throws IOException {
        long at = position(slot) + offset(EventColumn.TS) + (long) row * Long.BYTES;
        return read(source, at, Long.BYTES).getLong(0);
    }

    private static ByteBuffer read(ByteSource source, long position, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        source.read(position, buffer);
        return buffer;
    }

    /** Returns where a chunk starts in its file. */
    long position(int slot) {
        return (long) (slot % description.chunksPerFile()) * description.chunkBytes();
    }

    /** Returns the file in which a chunk lies. */
    String chunkFile(int slot) {
        return BoxFile.chunksFile(slot / description.chunksPerFile());
    }

    /** Returns where a column's first value lies in a chunk. */
    int offset(EventColumn column) {
        return columns.get(column);
    }

    BoxDescription description() {
        return description;
    }

    BoxFile file() {
        return file;
    }

    TraceContainer files() {
        return files;
    }

    /** Returns the chunks with rows, by the time of their first. */
    List<Chunk> chunks() {
        return chunks;
    }

    /** Returns what is missing or damaged, one line each. */
    List<String> problems() {
        return problems;
    }

    long rows() {
        return chunks.stream().mapToLong(Chunk::rows).sum();
    }

    /**
     * Leaves out the rows of the write that the process was at when it was killed, if it was done.
     *
     * @param trace the trace that they were written to
     */
    void leaveOutWritten(TraceContainer trace) throws IOException {
        BoxFile.Write write = file.write();
        if (write == null || !BoxSegments.holdsBatchUpTo(trace, write.segment(), write.fileEnd())) {
            return;
        }
        for (int i = 0; i < chunks.size(); i++) {
            Chunk chunk = chunks.get(i);
            boolean same = chunk.slot() == write.slot()
                    && chunk.thread() == write.thread()
                    && chunk.sequence() == write.sequence();
            if (same && chunk.from() < write.to()) {
                chunks.set(i, chunk.from(Math.min(write.to(), chunk.to())));
            }
        }
        chunks.removeIf(chunk -> chunk.rows() == 0);
    }
}
