package io.vqtrace.analyzer.read;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Type;

/** Where the columns of an Arrow stream stand among the nodes and buffers of its record batches. */
final class ArrowLayout {
    private static final int MAX_FIELDS = 4096;
    private static final int MAX_DEPTH = 16;

    /** A top-level column: its first node and buffer, and its integer width and sign, or width 0 for text. */
    record Column(String name, Kind kind, int width, boolean signed, int node, int buffer) {}

    /** What a column holds, so far as a trace uses it. */
    enum Kind {
        INTEGER,
        TEXT,
        OTHER
    }

    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private int nodes;
    private int buffers;

    ArrowLayout(Schema schema) {
        if (schema.endianness() != Endianness.Little) {
            throw new IllegalArgumentException("big-endian data");
        }
        for (int i = 0; i < Math.min(schema.customMetadataLength(), MAX_FIELDS); i++) {
            metadata.put(
                    schema.customMetadata(i).key(), schema.customMetadata(i).value());
        }
        if (schema.fieldsLength() > MAX_FIELDS) {
            throw new IllegalArgumentException("too many columns");
        }
        for (int i = 0; i < schema.fieldsLength(); i++) {
            Field field = schema.fields(i);
            columns.putIfAbsent(field.name(), column(field));
            add(field, 0);
        }
    }

    private Column column(Field field) {
        if (field.dictionary() == null && field.typeType() == Type.Int) {
            Int type = (Int) ArrowStream.present(field.type(new Int()));
            return new Column(field.name(), Kind.INTEGER, type.bitWidth() / Byte.SIZE, type.isSigned(), nodes, buffers);
        }
        boolean text = field.dictionary() == null && field.typeType() == Type.Utf8;
        return new Column(field.name(), text ? Kind.TEXT : Kind.OTHER, 0, false, nodes, buffers);
    }

    private void add(Field field, int depth) {
        nodes++;
        buffers += field.dictionary() == null ? ownBuffers(field) : 2;
        if (depth > MAX_DEPTH || nodes > MAX_FIELDS) {
            throw new IllegalArgumentException("columns nested too deeply");
        }
        for (int i = 0; field.dictionary() == null && i < field.childrenLength(); i++) {
            add(field.children(i), depth + 1);
        }
    }

    /** Buffers of a column without those of its children, after the Arrow columnar format's layout table. */
    private static int ownBuffers(Field field) {
        return switch (field.typeType()) {
            case Type.Null -> 0;
            case Type.Struct_, Type.FixedSizeList -> 1;
            case Type.Utf8, Type.Binary, Type.LargeUtf8, Type.LargeBinary -> 3;
            case Type.Bool,
                    Type.Int,
                    Type.FloatingPoint,
                    Type.Decimal,
                    Type.Date,
                    Type.Time,
                    Type.Timestamp,
                    Type.Interval,
                    Type.Duration,
                    Type.List,
                    Type.Map,
                    Type.LargeList,
                    Type.FixedSizeBinary -> 2;
            default -> throw new IllegalArgumentException("column " + field.name() + " of an unknown type");
        };
    }

    Column column(String name) {
        return columns.get(name);
    }

    Map<String, String> metadata() {
        return metadata;
    }

    int nodes() {
        return nodes;
    }

    int buffers() {
        return buffers;
    }
}
