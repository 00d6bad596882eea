package io.vqtrace.trace.box;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/**
 * Layout of {@code box.bin}, the black box's description: whose it is, where its parts lie, the journal of writes to the
 * trace, and table rows that the trace may not have yet. Little-endian.
 *
 * <pre>
 *      0  magic "VQTRCBOX"        8 bytes
 *      8  version                 i32
 *     12  description length      i32
 *     16  heartbeat               i64, ns since the Unix epoch
 *     24  table log end           i32, bytes
 *     28  rows without room       i32
 *     64  journal: valid          i32, 1 while the other fields are
 *     68           segment        i32, number of the event segment
 *     72           file end       i64, bytes of the segment after the write
 *     80           slot           i32, chunk that is written; -1 for rows of no chunk
 *     84           from, to       i32 each, its rows [from, to)
 *     92           thread         i32, of the chunk
 *     96           sequence       i64, of the chunk
 *   4096  description, up to 12 KiB
 *  16384  table log, to the end of the file
 * </pre>
 *
 * <p>Writers: the drain thread only, but for the table log, which {@link TableLog} guards.
 */
public final class BoxFile {
    /** Name of the file in the black box's directory. */
    public static final String FILE = "box.bin";
    /** Name of the file with the per-head arrays. */
    public static final String HEADS_FILE = "heads.bin";
    /** Name of the file with the control ring. */
    public static final String CONTROL_FILE = "control.bin";
    /** Directory inside a trace into which a dead process's black box is moved. */
    public static final String DIRECTORY = "black-box";
    /** The version that this class writes and reads. */
    public static final int VERSION = 2;
    /** Bytes of the whole file: room for some ten thousand table rows. */
    public static final int BYTES = 1 << 20;

    static final long MAGIC = 0x584f_4243_5254_5156L; // "VQTRCBOX", read as a little-endian number.
    static final int DESCRIPTION_AT = 4096;
    static final int LOG_AT = 16384;
    static final int LOG_END = 24;
    static final int LOST_ROWS = 28;

    private static final int VERSION_AT = 8;
    private static final int DESCRIPTION_LENGTH = 12;
    private static final int HEARTBEAT = 16;
    private static final int JOURNAL_VALID = 64;
    private static final int JOURNAL_SEGMENT = 68;
    private static final int JOURNAL_FILE_END = 72;
    private static final int JOURNAL_SLOT = 80;
    private static final int JOURNAL_FROM = 84;
    private static final int JOURNAL_TO = 88;
    private static final int JOURNAL_THREAD = 92;
    private static final int JOURNAL_SEQUENCE = 96;

    static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final ByteBuffer buffer;

    /**
     * The last write to the trace.
     *
     * @param segment number of the event segment, from 1
     * @param fileEnd bytes of the segment's file once the write was done
     * @param slot index of the chunk among all chunks, -1 for rows of no chunk
     * @param thread the chunk's ring when it was written
     * @param sequence the chunk's sequence when it was written
     * @param from first row that the write holds
     * @param to end of the rows that it holds
     */
    public record Write(int segment, long fileEnd, int slot, int thread, long sequence, int from, int to) {}

    private BoxFile(ByteBuffer buffer) {
        this.buffer = buffer;
    }

    /**
     * Starts a black box in zeroed memory. The magic number is stored last, so that a file that has it is whole.
     *
     * @param memory {@link #BYTES} bytes from position 0, aligned to 8 bytes
     * @param description what it is
     * @return access to it
     * @throws IllegalArgumentException if the description is too long
     */
    public static BoxFile create(ByteBuffer memory, BoxDescription description) {
        ByteBuffer buffer = memory.duplicate().clear().order(ByteOrder.LITTLE_ENDIAN);
        byte[] text = description.encode();
        if (text.length > LOG_AT - DESCRIPTION_AT) {
            throw new IllegalArgumentException("a black box description of " + text.length + " bytes");
        }
        buffer.put(DESCRIPTION_AT, text);
        buffer.putInt(VERSION_AT, VERSION);
        buffer.putInt(DESCRIPTION_LENGTH, text.length);
        LONG.setRelease(buffer, 0, MAGIC);
        return new BoxFile(buffer);
    }

    /**
     * Looks at a black box.
     *
     * @param content the file's bytes
     * @return access to it
     * @throws IllegalArgumentException if they are no black box of this version, in words for the user
     */
    public static BoxFile read(ByteBuffer content) {
        ByteBuffer buffer = content.duplicate().clear().order(ByteOrder.LITTLE_ENDIAN);
        if (buffer.capacity() < LOG_AT) {
            throw new IllegalArgumentException(FILE + " is cut to " + buffer.capacity() + " bytes");
        }
        if (buffer.getLong(0) != MAGIC) {
            throw new IllegalArgumentException(FILE + " is no black box, or was killed while it was made");
        }
        if (buffer.getInt(VERSION_AT) != VERSION) {
            throw new IllegalArgumentException(
                    FILE + " is of version " + buffer.getInt(VERSION_AT) + ", this vqtrace reads " + VERSION);
        }
        return new BoxFile(buffer);
    }

    /**
     * Returns what the black box is.
     *
     * @return its description
     * @throws IllegalArgumentException if it is damaged
     */
    public BoxDescription description() {
        int length = buffer.getInt(DESCRIPTION_LENGTH);
        if (length < 0 || length > LOG_AT - DESCRIPTION_AT) {
            throw new IllegalArgumentException(FILE + " is damaged: a description of " + length + " bytes");
        }
        return BoxDescription.decode(buffer.slice(DESCRIPTION_AT, length));
    }

    /**
     * Returns the table rows that the trace may not have yet.
     *
     * @return the log in this file
     */
    public TableLog tables() {
        return new TableLog(buffer);
    }

    /**
     * Notes that the drain is alive: the end of the time that the black box covers.
     *
     * @param epochNs the time now
     */
    public void heartbeat(long epochNs) {
        LONG.setRelease(buffer, HEARTBEAT, epochNs);
    }

    /**
     * Returns the last heartbeat.
     *
     * @return nanoseconds since the Unix epoch, 0 before the first
     */
    public long heartbeat() {
        long epochNs = buffer.getLong(HEARTBEAT);
        VarHandle.acquireFence(); // Not getAcquire: a reader's copy may lie on the heap.
        return epochNs;
    }

    /**
     * Notes a write that is about to begin. A reader finds by the segment's batches whether it was done, until the chunk's
     * own count of written rows tells.
     *
     * @param segment as for {@link Write}
     * @param fileEnd as for {@link Write}
     * @param slot as for {@link Write}
     * @param thread as for {@link Write}
     * @param sequence as for {@link Write}
     * @param from as for {@link Write}
     * @param to as for {@link Write}
     */
    public void beginWrite(int segment, long fileEnd, int slot, int thread, long sequence, int from, int to) {
        INT.setVolatile(buffer, JOURNAL_VALID, 0);
        buffer.putInt(JOURNAL_SEGMENT, segment);
        buffer.putLong(JOURNAL_FILE_END, fileEnd);
        buffer.putInt(JOURNAL_SLOT, slot);
        buffer.putInt(JOURNAL_FROM, from);
        buffer.putInt(JOURNAL_TO, to);
        buffer.putInt(JOURNAL_THREAD, thread);
        buffer.putLong(JOURNAL_SEQUENCE, sequence);
        INT.setVolatile(buffer, JOURNAL_VALID, 1);
    }

    /**
     * Returns the last write.
     *
     * @return the write, or null if there is none
     */
    public Write write() {
        int valid = buffer.getInt(JOURNAL_VALID);
        VarHandle.acquireFence();
        if (valid != 1) {
            return null;
        }
        return new Write(
                buffer.getInt(JOURNAL_SEGMENT),
                buffer.getLong(JOURNAL_FILE_END),
                buffer.getInt(JOURNAL_SLOT),
                buffer.getInt(JOURNAL_THREAD),
                buffer.getLong(JOURNAL_SEQUENCE),
                buffer.getInt(JOURNAL_FROM),
                buffer.getInt(JOURNAL_TO));
    }

    /**
     * Returns the name of a file with chunks.
     *
     * @param number the file's number, from 0
     * @return the name, such as {@code chunks-000.bin}
     */
    public static String chunksFile(int number) {
        return String.format(Locale.ROOT, "chunks-%03d.bin", number);
    }
}
