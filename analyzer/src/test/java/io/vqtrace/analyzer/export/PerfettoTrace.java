package io.vqtrace.analyzer.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A Perfetto trace decoded with Perfetto's published schema, and the rules that its documentation states. */
final class PerfettoTrace {
    /** A track event with its names looked up. */
    record Event(long ts, String type, long track, String name, Map<String, Object> annotations, long counter) {}

    /** A track with its parent's uuid, 0 for none. */
    record Track(long uuid, long parent, String name, boolean counter) {}

    final List<Event> events = new ArrayList<>();
    final Map<Long, Track> tracks = new LinkedHashMap<>();
    private final Map<Long, String> eventNames = new HashMap<>();
    private final Map<Long, String> annotationNames = new HashMap<>();

    static PerfettoTrace read(Path file) throws Exception {
        DynamicMessage trace = DynamicMessage.parseFrom(schema("Trace"), Files.readAllBytes(file));
        requireNothingUnknown(trace);
        PerfettoTrace read = new PerfettoTrace();
        boolean cleared = false;
        for (Object each : list(trace, "packet")) {
            Message packet = (Message) each;
            long flags = number(packet, "sequence_flags");
            cleared |= (flags & 1) != 0;
            assertTrue(number(packet, "trusted_packet_sequence_id") != 0, "a packet without sequence");
            assertTrue(cleared || (flags & 2) == 0, "state is needed before it was cleared");
            read.add(packet);
        }
        return read;
    }

    private static Descriptor schema(String message) throws Exception {
        FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
        try (InputStream in = PerfettoTrace.class.getResourceAsStream("perfetto-schema.textproto")) {
            TextFormat.merge(new String(in.readAllBytes(), StandardCharsets.UTF_8), set);
        } catch (IOException e) {
            throw new AssertionError("no schema", e);
        }
        FileDescriptor file = FileDescriptor.buildFrom(set.getFile(0), new FileDescriptor[0]);
        return file.findMessageTypeByName(message);
    }

    private static void requireNothingUnknown(Message message) {
        assertTrue(message.getUnknownFields().asMap().isEmpty(), () -> "unknown fields in " + message);
        for (Object value : message.getAllFields().values()) {
            for (Object element : value instanceof Collection<?> many ? many : List.of(value)) {
                if (element instanceof Message inner) {
                    requireNothingUnknown(inner);
                }
            }
        }
    }

    private void add(Message packet) {
        if (has(packet, "interned_data")) {
            intern(message(packet, "interned_data"), "event_names", eventNames);
            intern(message(packet, "interned_data"), "debug_annotation_names", annotationNames);
        }
        if (has(packet, "track_descriptor")) {
            Message track = message(packet, "track_descriptor");
            long uuid = number(track, "uuid");
            long parent = number(track, "parent_uuid");
            assertTrue(parent == 0 || tracks.containsKey(parent), "a track below one that is not described yet");
            Track before = tracks.put(uuid, new Track(uuid, parent, text(track, "name"), has(track, "counter")));
            assertEquals(null, before, "a uuid of two tracks");
        }
        if (has(packet, "track_event")) {
            event(number(packet, "timestamp"), message(packet, "track_event"));
        }
    }

    private void event(long ts, Message event) {
        Map<String, Object> annotations = new HashMap<>();
        for (Object each : list(event, "debug_annotations")) {
            Message annotation = (Message) each;
            String name = annotationNames.get(number(annotation, "name_iid"));
            assertNotNull(name, "an annotation whose name is not interned");
            annotations.put(
                    name,
                    has(annotation, "int_value")
                            ? (Object) number(annotation, "int_value")
                            : text(annotation, "string_value"));
        }
        long iid = number(event, "name_iid");
        assertTrue(iid == 0 || eventNames.containsKey(iid), "an event whose name is not interned");
        long track = number(event, "track_uuid");
        assertTrue(tracks.containsKey(track), "an event on a track that is not described yet");
        String type = ((EnumValueDescriptor) event.getField(field(event, "type"))).getName();
        events.add(new Event(ts, type, track, eventNames.get(iid), annotations, number(event, "counter_value")));
    }

    private static void intern(Message data, String field, Map<Long, String> names) {
        for (Object each : list(data, field)) {
            names.put(number((Message) each, "iid"), text((Message) each, "name"));
        }
    }

    List<Event> of(String type) {
        return events.stream().filter(event -> event.type().equals(type)).toList();
    }

    /** The names from the outermost track to this one. */
    String path(long uuid) {
        Track track = tracks.get(uuid);
        return (track.parent() == 0 ? "" : path(track.parent()) + " / ") + track.name();
    }

    private static FieldDescriptor field(Message message, String name) {
        FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
        assertNotNull(field, name);
        return field;
    }

    private static boolean has(Message message, String name) {
        return message.hasField(field(message, name));
    }

    private static Message message(Message message, String name) {
        return (Message) message.getField(field(message, name));
    }

    private static List<?> list(Message message, String name) {
        return (List<?>) message.getField(field(message, name));
    }

    private static long number(Message message, String name) {
        return ((Number) message.getField(field(message, name))).longValue();
    }

    private static String text(Message message, String name) {
        return (String) message.getField(field(message, name));
    }
}
