package io.vqtrace.trace;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Writes one trace directory: event segments, small tables, side-channel answers and {@code trace.json}.
 *
 * <p>Whatever happens to the process, every batch that {@link #write} returned from can be read back; rows of the small
 * tables are kept in memory until {@link #checkpoint} or {@link #close}. Nothing is forced to the disk, so that a crash
 * of the operating system can lose more.
 *
 * <p>Every {@link IOException} names its file. After one the writer can still be used: the failed batch is not in the
 * trace, and {@link #close} cuts off what was written of it. Not thread-safe. Interrupting the thread that writes closes
 * the file under it ({@link java.nio.channels.ClosedByInterruptException}).
 */
public final class TraceWriter implements AutoCloseable {
    private final Path directory;
    private final Compression compression;
    private final Manifest manifest;
    private final EventBatchEncoder encoder = new EventBatchEncoder();
    private final EventSegments segments;
    private final EventSummary written = new EventSummary();
    private final WriteCost writeCost = new WriteCost();
    private final WriteIntent intent;
    private RowTable<DeviceRow> devices;
    private RowTable<QueueRow> queues;
    private RowTable<NegotiationRow> negotiation;
    private final QueueStatesTable queueStates;
    private double haste;
    private boolean lastWriteFailed;
    private boolean closed;

    TraceWriter(TraceWriterBuilder builder) {
        directory = builder.directory;
        compression = builder.compression;
        manifest = builder.manifest;
        intent = builder.intent;
        queueStates = new QueueStatesTable(directory);
        segments = new EventSegments(directory, builder.segmentBytes, builder.segmentNanos, builder.budgetBytes);
    }

    /**
     * Starts the description of a new trace.
     *
     * @param directory directory of the trace; it must be empty or absent, and its parent must exist
     * @return a builder with the defaults: no compression, segments of 256 MiB, no clock
     */
    public static TraceWriterBuilder builder(Path directory) {
        return new TraceWriterBuilder(directory);
    }

    /**
     * Adds a device. A later row with the same id replaces this one for readers.
     *
     * @param row the device
     */
    public void device(DeviceRow row) {
        requireOpen();
        devices.add(row);
    }

    /**
     * Adds a queue configuration.
     *
     * @param row the configuration
     */
    public void queue(QueueRow row) {
        requireOpen();
        queues.add(row);
    }

    /**
     * Adds a negotiation step.
     *
     * @param row the step
     */
    public void negotiation(NegotiationRow row) {
        requireOpen();
        negotiation.add(row);
    }

    /**
     * Sets how the queues stand, in place of what was set before: the table holds one row per queue, the latest.
     *
     * @param rows a row for each queue; copied
     */
    public void queueStates(List<QueueStateRow> rows) {
        requireOpen();
        queueStates.set(rows);
    }

    /**
     * Adds a thread, or replaces the entry with the same index.
     *
     * @param entry the thread
     */
    public void thread(ThreadEntry entry) {
        requireOpen();
        manifest.thread(entry);
    }

    /**
     * Sets the clock of the trace, for a source that shows it only with its first event.
     *
     * @param clock what the times are taken from
     */
    public void clock(Clock clock) {
        requireOpen();
        manifest.clock(Objects.requireNonNull(clock, "clock"));
    }

    /**
     * Writes a chunk's rows as one record batch, compressed as the builder said.
     *
     * @param chunk at least one row, in time order; not changed, and free again on return
     * @return where the batch is
     * @throws IOException if it cannot be written; the trace is then without the batch, and the call may be repeated
     * @throws IllegalArgumentException if the chunk is empty or a row has an undefined kind
     */
    public BatchPosition write(EventChunk chunk) throws IOException {
        return write(chunk, compression);
    }

    /**
     * Writes a chunk's rows as one record batch. The cost is that of one gathering write of {@code rows × 63} bytes, plus
     * compression.
     *
     * @param chunk as for {@link #write(EventChunk)}
     * @param forThisBatch how to store this batch
     * @return where the batch is
     * @throws IOException if it cannot be written; the trace is then without the batch, and the call may be repeated
     * @throws IllegalArgumentException if the chunk is empty or a row has an undefined kind
     */
    public BatchPosition write(EventChunk chunk, Compression forThisBatch) throws IOException {
        return write(chunk, 0, chunk.rows(), forThisBatch);
    }

    /**
     * Writes some rows of a chunk as one record batch, straight from the chunk's memory and whatever {@link
     * EventChunk#rows} says. Other threads may fill later rows meanwhile.
     *
     * @param chunk in time order from {@code fromRow} to {@code toRow}; only read
     * @param fromRow first row, from 0
     * @param toRow the row after the last, at most {@link EventChunk#capacity}
     * @param forThisBatch how to store this batch
     * @return where the batch is; it cannot be patched unless {@code fromRow} is 0 and {@code toRow} is the chunk's rows
     * @throws IOException if it cannot be written; the trace is then without the batch, and the call may be repeated
     * @throws IllegalArgumentException if the range is empty or not in the chunk, or a row has an undefined kind
     */
    public BatchPosition write(EventChunk chunk, int fromRow, int toRow, Compression forThisBatch) throws IOException {
        requireOpen();
        if (fromRow < 0 || fromRow >= toRow || toRow > chunk.capacity()) {
            throw new IllegalArgumentException(
                    "rows " + fromRow + " to " + toRow + " of a chunk of " + chunk.capacity() + " are none");
        }
        EventSummary summary = EventSummary.of(chunk, fromRow, toRow);
        encoder.encode(chunk, fromRow, toRow, forThisBatch, writeCost.exceedsCompressing() ? 0 : haste);
        try {
            makeRoom(summary);
            long before = System.nanoTime();
            BatchPosition position = segments.append(encoder, summary, intent);
            writeCost.add(System.nanoTime() - before, encoder.layout().bodyLength());
            written.add(summary);
            lastWriteFailed = false;
            noteCompression(forThisBatch, position);
            return position;
        } catch (IOException e) {
            lastWriteFailed = true;
            throw noted(e);
        }
    }

    private void makeRoom(EventSummary summary) throws IOException {
        if (segments.rotationDue(encoder, summary)) {
            segments.endCurrent();
            checkpoint();
        }
        if (segments.overBudget(encoder)) {
            do {
                segments.deleteOldest();
            } while (segments.overBudget(encoder));
            checkpoint();
        }
    }

    /**
     * Sets how much of compressing is left out in the batches to come, for a caller that would otherwise lose rows. Columns
     * are then stored as they are, first those for which a byte saved costs the most time. Where it is writing that takes the
     * time, as the last batches show, nothing is left out: larger batches would make it worse.
     *
     * @param share from 0, the default, for none to 1 for what takes nearly all of the time: rows are then some 45 bytes
     *     in place of 9 and cost a fifth; values beyond count as these
     */
    public void haste(double share) {
        haste = share;
    }

    /**
     * Returns how many rows of a kind this writer has written, those that were deleted since included.
     *
     * @param kind the kind
     * @return a number of rows
     */
    public long written(EventKind kind) {
        return written.of(kind);
    }

    /**
     * Returns how many rows of a kind were deleted with their segments, for the budget.
     *
     * @param kind the kind
     * @return a number of rows
     */
    public long deleted(EventKind kind) {
        return segments.deleted().of(kind);
    }

    private void noteCompression(Compression asked, BatchPosition position) {
        if (asked != Compression.NONE && !position.compressed()) {
            manifest.countUncompressed();
            manifest.warn("batches are not compressed, zstd-jni is not usable: " + encoder.compressorProblem());
        }
    }

    private IOException noted(IOException e) {
        manifest.warn("writing failed: " + e.getMessage());
        return e;
    }

    /**
     * Rewrites the body of a batch that was written uncompressed, for columns that are known only later. Times and kinds
     * must be those that were written, as counts and the segment index are not made anew.
     *
     * @param position what {@link #write} of this writer returned
     * @param chunk the same number of rows
     * @throws IOException if the segment cannot be written; the batch is then undefined
     * @throws IllegalArgumentException if the batch is compressed, is not of this trace or has another number of rows
     */
    public void patch(BatchPosition position, EventChunk chunk) throws IOException {
        requireOpen();
        if (position.compressed()) {
            throw new IllegalArgumentException("a compressed batch cannot be patched: " + position);
        }
        if (position.rows() != chunk.rows() || !segments.holds(position.segment())) {
            throw new IllegalArgumentException("a chunk of " + chunk.rows() + " rows does not fit " + position);
        }
        encoder.encode(chunk, 0, chunk.rows(), Compression.NONE, 0);
        try {
            segments.overwrite(position, encoder);
            lastWriteFailed = false;
        } catch (IOException e) {
            lastWriteFailed = true;
            throw noted(e);
        }
    }

    /**
     * Reads back a batch that was written uncompressed, to be corrected and given to {@link #patch}.
     *
     * @param position what {@link #write} of this writer returned
     * @param chunk where to; what it held is lost
     * @throws IOException if the segment cannot be read
     * @throws IllegalArgumentException if the batch is compressed, is not of this trace or does not fit the chunk
     */
    public void read(BatchPosition position, EventChunk chunk) throws IOException {
        requireOpen();
        if (position.compressed()) {
            throw new IllegalArgumentException("a compressed batch cannot be read back: " + position);
        }
        if (position.rows() > chunk.capacity() || !segments.holds(position.segment())) {
            throw new IllegalArgumentException(position + " does not fit a chunk of " + chunk.capacity() + " rows");
        }
        segments.read(position, chunk);
    }

    /**
     * Keeps a side-channel answer as it was captured, in the trace's {@code facts} directory. A file of that name is
     * replaced.
     *
     * @param fileName a plain file name
     * @param content the file's bytes
     * @throws IOException if the file cannot be written
     * @throws IllegalArgumentException if the name has a directory part
     */
    public void facts(String fileName, byte[] content) throws IOException {
        requireOpen();
        if (!isPlainFileName(fileName)) {
            throw new IllegalArgumentException("not a plain file name: " + fileName);
        }
        Path facts = directory.resolve(TraceFormat.FACTS_DIRECTORY);
        Path file = facts.resolve(fileName);
        try {
            Files.createDirectories(facts);
            Files.write(file, content);
        } catch (IOException e) {
            throw noted(ArrowStreamFile.named(file, e));
        }
    }

    private static boolean isPlainFileName(String name) {
        Path path = Path.of(name);
        boolean special = name.isEmpty() || name.equals(".") || name.equals("..");
        return !special
                && !path.isAbsolute()
                && path.getNameCount() == 1
                && path.toString().equals(name);
    }

    /**
     * Sets a field of {@code trace.json} that the writer does not make itself, such as {@code import},
     * {@code observable} or {@code warnings}; the writer's own warnings are added to the latter.
     *
     * @param key name of the field
     * @param value null, a String, Boolean, Integer, Long or Double, or a List or a Map with String keys of such values;
     *     copied
     * @throws IllegalArgumentException if the field is the writer's own or the value is of another type
     */
    public void put(String key, Object value) {
        requireOpen();
        manifest.extra(key, value);
    }

    /**
     * Writes buffered rows and replaces {@code trace.json}.
     *
     * @throws IOException if something cannot be written; what is buffered stays so
     */
    public void checkpoint() throws IOException {
        requireOpen();
        try {
            devices.flush();
            queues.flush();
            negotiation.flush();
            queueStates.flush();
            manifest.replace(directory, segments, false);
        } catch (IOException e) {
            throw noted(e);
        }
    }

    /**
     * Writes buffered rows, ends all streams, releases every file and the native memory, and replaces {@code trace.json}
     * for the last time. It says {@code "closed": true} if nothing failed here and no failed write was left unrepeated.
     * Closing again does nothing.
     *
     * @throws IOException the first failure, with the others suppressed; everything is released nevertheless
     */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        IOException problem = null;
        for (Closeable part : openParts()) {
            problem = close(part, problem);
        }
        problem = close(queueStates::flush, problem);
        boolean complete = problem == null && !lastWriteFailed;
        problem = close(() -> manifest.replace(directory, segments, complete), problem);
        if (problem != null) {
            throw problem;
        }
    }

    private IOException close(Closeable part, IOException earlier) {
        try {
            part.close();
            return earlier;
        } catch (IOException e) {
            noted(e);
            if (earlier == null) {
                return e;
            }
            earlier.addSuppressed(e);
            return earlier;
        }
    }

    private List<Closeable> openParts() {
        return Stream.<Closeable>of(segments, devices, queues, negotiation, encoder)
                .filter(Objects::nonNull)
                .toList();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the trace writer is closed");
        }
    }

    /** Creates the directory and the files that every trace has; releases them if that fails. */
    void open() throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectory(directory);
        }
        try (Stream<Path> content = Files.list(directory)) {
            if (content.findAny().isPresent()) {
                throw new DirectoryNotEmptyException(directory.toString());
            }
        }
        try {
            devices = RowTable.create(directory.resolve(TraceFormat.DEVICES_FILE), "devices", Tables.DEVICES);
            queues = RowTable.create(directory.resolve(TraceFormat.QUEUES_FILE), "queues", Tables.QUEUES);
            negotiation =
                    RowTable.create(directory.resolve(TraceFormat.NEGOTIATION_FILE), "negotiation", Tables.NEGOTIATION);
            checkpoint();
        } catch (IOException e) {
            closed = true;
            IOException problem = e;
            for (Closeable part : openParts()) {
                problem = close(part, problem);
            }
            throw problem;
        }
    }
}
