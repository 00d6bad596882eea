package io.vqtrace.trace.box;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a black box is and how it is laid out; fixed when it is made.
 *
 * @param id random identity, which {@code trace.json} names as {@code black_box_id}
 * @param owner the process that fills it
 * @param name the recorder's name
 * @param producer name and version of the recorder
 * @param host the host's name, or null
 * @param mode {@code stream} or {@code flight}
 * @param level capture level
 * @param directory the recorder's directory as an absolute path: the trace (stream), the folder for dumps (flight)
 * @param clockSource name of the clock
 * @param clockOffsetNs what was added to the monotonic clock at open to get epoch times
 * @param clockResolutionNs the clock's smallest step, 0 if unknown
 * @param flushIntervalNs longest time that rows stay out of the trace's files (stream)
 * @param observable kinds that the capture can show, as in {@code trace.json}
 * @param chunkRows capacity of a chunk in rows
 * @param chunkBytes bytes from one chunk to the next, the header included
 * @param chunks number of chunks
 * @param chunksPerFile chunks in each file but the last
 * @param controlRecords capacity of the control ring in records
 */
public record BoxDescription(
        String id,
        ProcessIdentity owner,
        String name,
        String producer,
        String host,
        String mode,
        String level,
        String directory,
        String clockSource,
        long clockOffsetNs,
        long clockResolutionNs,
        long flushIntervalNs,
        List<String> observable,
        int chunkRows,
        int chunkBytes,
        int chunks,
        int chunksPerFile,
        int controlRecords) {

    private static final String SEPARATOR = " ";

    /** Takes a copy of the list. */
    public BoxDescription {
        observable = List.copyOf(observable);
    }

    /** Returns the description as pairs of a name and a value. */
    byte[] encode() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("id", id);
        values.put("pid", owner.pid());
        values.put("process_start", owner.start());
        values.put("name", name);
        values.put("producer", producer);
        values.put("host", host);
        values.put("mode", mode);
        values.put("level", level);
        values.put("directory", directory);
        values.put("clock_source", clockSource);
        values.put("clock_offset_ns", clockOffsetNs);
        values.put("clock_resolution_ns", clockResolutionNs);
        values.put("flush_interval_ns", flushIntervalNs);
        values.put("observable", String.join(SEPARATOR, observable));
        values.put("chunk_rows", chunkRows);
        values.put("chunk_bytes", chunkBytes);
        values.put("chunks", chunks);
        values.put("chunks_per_file", chunksPerFile);
        values.put("control_records", controlRecords);
        Fields fields = new Fields();
        values.forEach((key, value) -> fields.put(key).put(value));
        return fields.toBytes();
    }

    static BoxDescription decode(ByteBuffer slice) {
        ByteBuffer in = slice.duplicate().clear().order(ByteOrder.LITTLE_ENDIAN);
        Map<String, Object> values = new LinkedHashMap<>();
        while (in.hasRemaining()) {
            values.put(String.valueOf(Fields.next(in)), Fields.next(in));
        }
        return new BoxDescription(
                text(values, "id"),
                new ProcessIdentity(number(values, "pid"), text(values, "process_start")),
                text(values, "name"),
                text(values, "producer"),
                text(values, "host"),
                text(values, "mode"),
                text(values, "level"),
                text(values, "directory"),
                text(values, "clock_source"),
                number(values, "clock_offset_ns"),
                number(values, "clock_resolution_ns"),
                number(values, "flush_interval_ns"),
                List.of(String.valueOf(text(values, "observable")).split(SEPARATOR)),
                positive(values, "chunk_rows"),
                positive(values, "chunk_bytes"),
                positive(values, "chunks"),
                positive(values, "chunks_per_file"),
                positive(values, "control_records"));
    }

    private static String text(Map<String, Object> values, String key) {
        return values.get(key) instanceof String text ? text : null;
    }

    private static long number(Map<String, Object> values, String key) {
        if (values.get(key) instanceof Long number) {
            return number;
        }
        throw new IllegalArgumentException(BoxFile.FILE + " is damaged: it does not tell " + key);
    }

    private static int positive(Map<String, Object> values, String key) {
        long number = number(values, key);
        if (number <= 0 || number > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(BoxFile.FILE + " is damaged: " + key + " is " + number);
        }
        return (int) number;
    }
}
