package io.vqtrace.analyzer.export;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes a Perfetto trace of track events: a sequence of {@code TracePacket}s, with field numbers from
 * {@code protos/perfetto/trace} of Perfetto. Names are interned. Not thread-safe.
 */
final class PerfettoWriter implements AutoCloseable {
    /** Fields of the messages, after the files of the schema. */
    private static final int TRACE_PACKET = 1;

    private static final int PACKET_CLOCK_SNAPSHOT = 6;
    private static final int PACKET_TIMESTAMP = 8;
    private static final int PACKET_SEQUENCE_ID = 10;
    private static final int PACKET_TRACK_EVENT = 11;
    private static final int PACKET_INTERNED_DATA = 12;
    private static final int PACKET_SEQUENCE_FLAGS = 13;
    private static final int PACKET_TRACK_DESCRIPTOR = 60;
    private static final int PACKET_FIRST_ON_SEQUENCE = 87;

    private static final int INTERNED_EVENT_NAMES = 2;
    private static final int INTERNED_ANNOTATION_NAMES = 3;
    private static final int INTERNED_IID = 1;
    private static final int INTERNED_NAME = 2;

    private static final int SNAPSHOT_CLOCKS = 1;
    private static final int SNAPSHOT_PRIMARY = 2;
    private static final int CLOCK_ID = 1;
    private static final int CLOCK_TIMESTAMP = 2;

    private static final int DESCRIPTOR_UUID = 1;
    private static final int DESCRIPTOR_NAME = 2;
    private static final int DESCRIPTOR_PARENT = 5;
    private static final int DESCRIPTOR_COUNTER = 8;
    private static final int DESCRIPTOR_CHILD_ORDERING = 11;
    private static final int DESCRIPTOR_RANK = 12;
    private static final int COUNTER_UNIT_NAME = 6;

    private static final int EVENT_ANNOTATIONS = 4;
    private static final int EVENT_TYPE = 9;
    private static final int EVENT_NAME_IID = 10;
    private static final int EVENT_TRACK = 11;
    private static final int EVENT_COUNTER_VALUE = 30;

    private static final int ANNOTATION_NAME_IID = 1;
    private static final int ANNOTATION_INT = 4;
    private static final int ANNOTATION_TEXT = 6;

    /** Values of the schema's enumerations. */
    private static final int CLOCK_REALTIME = 1;

    private static final int CLOCK_BOOTTIME = 6;
    private static final int STATE_CLEARED = 1;
    private static final int NEEDS_STATE = 2;
    private static final int ORDER_EXPLICIT = 3;
    private static final int SLICE_BEGIN = 1;
    private static final int SLICE_END = 2;
    private static final int INSTANT = 3;
    private static final int COUNTER = 4;

    private static final int SEQUENCE = 1;

    private final CodedOutputStream out;
    private final OutputStream file;
    private final ProtoMessage packet = new ProtoMessage();
    private final ProtoMessage descriptor = new ProtoMessage();
    private final ProtoMessage event = new ProtoMessage();
    private final ProtoMessage annotation = new ProtoMessage();
    private final ProtoMessage interned = new ProtoMessage();
    private final ProtoMessage entry = new ProtoMessage();
    private final Map<String, Integer> eventNames = new HashMap<>();
    private final Map<String, Integer> annotationNames = new HashMap<>();
    private boolean internedPending;

    /**
     * Starts a trace.
     *
     * @param startNs its begin in epoch time, which the trace's own clock shares
     */
    PerfettoWriter(OutputStream file, long startNs) throws IOException {
        this.file = file;
        out = CodedOutputStream.newInstance(file, 1 << 16);
        clock(CLOCK_BOOTTIME, startNs);
        clock(CLOCK_REALTIME, startNs);
        event.number(SNAPSHOT_PRIMARY, CLOCK_BOOTTIME);
        packet.message(PACKET_CLOCK_SNAPSHOT, event)
                .number(PACKET_SEQUENCE_FLAGS, STATE_CLEARED)
                .number(PACKET_FIRST_ON_SEQUENCE, 1);
        endPacket();
    }

    private void clock(int id, long ns) {
        event.message(SNAPSHOT_CLOCKS, entry.number(CLOCK_ID, id).number(CLOCK_TIMESTAMP, ns));
    }

    /**
     * Describes a track whose children are shown in the order of their ranks.
     *
     * @param parent uuid of the track above, 0 for none
     */
    void group(long uuid, long parent, int rank, String name) throws IOException {
        describe(uuid, parent, rank, name).number(DESCRIPTOR_CHILD_ORDERING, ORDER_EXPLICIT);
        endDescriptor();
    }

    /** Describes a track of slices or instants; those of the same name and parent are shown as one. */
    void track(long uuid, long parent, int rank, String name) throws IOException {
        describe(uuid, parent, rank, name);
        endDescriptor();
    }

    /** Describes a track of a count. */
    void counter(long uuid, long parent, int rank, String name, String unit) throws IOException {
        describe(uuid, parent, rank, name).message(DESCRIPTOR_COUNTER, entry.text(COUNTER_UNIT_NAME, unit));
        endDescriptor();
    }

    private ProtoMessage describe(long uuid, long parent, int rank, String name) {
        descriptor.number(DESCRIPTOR_UUID, uuid).text(DESCRIPTOR_NAME, name).number(DESCRIPTOR_RANK, rank);
        return parent == 0 ? descriptor : descriptor.number(DESCRIPTOR_PARENT, parent);
    }

    private void endDescriptor() throws IOException {
        packet.message(PACKET_TRACK_DESCRIPTOR, descriptor);
        endPacket();
    }

    /** Adds a number to the event that is written next. */
    PerfettoWriter with(String name, Long value) {
        if (value != null) {
            annotate(name).number(ANNOTATION_INT, value);
            event.message(EVENT_ANNOTATIONS, annotation);
        }
        return this;
    }

    /** Adds a text to the event that is written next. */
    PerfettoWriter with(String name, String value) {
        if (value != null) {
            annotate(name).text(ANNOTATION_TEXT, value);
            event.message(EVENT_ANNOTATIONS, annotation);
        }
        return this;
    }

    private ProtoMessage annotate(String name) {
        return annotation.number(ANNOTATION_NAME_IID, intern(name, annotationNames, INTERNED_ANNOTATION_NAMES));
    }

    private int intern(String name, Map<String, Integer> names, int field) {
        Integer known = names.get(name);
        if (known == null) {
            known = names.size() + 1;
            names.put(name, known);
            interned.message(field, entry.number(INTERNED_IID, known).text(INTERNED_NAME, name));
            internedPending = true;
        }
        return known;
    }

    void begin(long ts, long track, String name) throws IOException {
        named(ts, track, name, SLICE_BEGIN);
    }

    void instant(long ts, long track, String name) throws IOException {
        named(ts, track, name, INSTANT);
    }

    void end(long ts, long track) throws IOException {
        event.number(EVENT_TYPE, SLICE_END).number(EVENT_TRACK, track);
        endEvent(ts);
    }

    void count(long ts, long track, long value) throws IOException {
        event.number(EVENT_TYPE, COUNTER).number(EVENT_TRACK, track).number(EVENT_COUNTER_VALUE, value);
        endEvent(ts);
    }

    private void named(long ts, long track, String name, int type) throws IOException {
        event.number(EVENT_TYPE, type)
                .number(EVENT_TRACK, track)
                .number(EVENT_NAME_IID, intern(name, eventNames, INTERNED_EVENT_NAMES));
        endEvent(ts);
    }

    private void endEvent(long ts) throws IOException {
        packet.number(PACKET_TIMESTAMP, ts)
                .message(PACKET_TRACK_EVENT, event)
                .number(PACKET_SEQUENCE_FLAGS, NEEDS_STATE);
        if (internedPending) {
            packet.message(PACKET_INTERNED_DATA, interned);
            internedPending = false;
        }
        endPacket();
    }

    private void endPacket() throws IOException {
        packet.number(PACKET_SEQUENCE_ID, SEQUENCE);
        packet.writeTo(out, TRACE_PACKET);
    }

    @Override
    public void close() throws IOException {
        try (file) {
            out.flush();
        }
    }
}
