package io.vqtrace.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The small tables as Arrow's own reader sees them. */
class TraceWriterTablesTest {
    @TempDir
    Path temp;

    private Random random;

    @Test
    void randomRowsAreReadBackWithTheirNulls() throws Exception {
        for (long seed : Seeds.first(30)) {
            random = new Random(seed);
            Path directory = temp.resolve("seed-" + seed + ".vqtrace");
            List<Map<String, Object>> devices = new ArrayList<>();
            List<Map<String, Object>> queues = new ArrayList<>();
            List<Map<String, Object>> negotiation = new ArrayList<>();
            try (TraceWriter writer = TraceWriter.builder(directory).open()) {
                for (int i = random.nextInt(40); i > 0; i--) {
                    DeviceRow device = deviceRow();
                    QueueRow queue = queueRow();
                    NegotiationRow step = negotiationRow();
                    writer.device(device);
                    writer.queue(queue);
                    writer.negotiation(step);
                    devices.add(asMap(device));
                    queues.add(asMap(queue));
                    negotiation.add(asMap(step));
                    if (random.nextInt(10) == 0) {
                        writer.checkpoint();
                    }
                }
            }
            String context = "seed " + seed;
            assertEquals(
                    devices,
                    ArrowTable.read(directory.resolve("devices.arrows")).rows(),
                    context);
            assertEquals(
                    queues, ArrowTable.read(directory.resolve("queues.arrows")).rows(), context);
            assertEquals(
                    negotiation,
                    ArrowTable.read(directory.resolve("negotiation.arrows")).rows(),
                    context);
        }
    }

    @Test
    void columnsAreTheRecordsComponents() throws Exception {
        Path directory = temp.resolve("empty.vqtrace");
        TraceWriter.builder(directory).open().close();
        assertColumns(DeviceRow.class, ArrowTable.read(directory.resolve("devices.arrows")), "devices");
        assertColumns(QueueRow.class, ArrowTable.read(directory.resolve("queues.arrows")), "queues");
        assertColumns(NegotiationRow.class, ArrowTable.read(directory.resolve("negotiation.arrows")), "negotiation");
    }

    @Test
    void queueStatesAreThoseThatWereSetLast() throws Exception {
        for (long seed : Seeds.first(10)) {
            random = new Random(seed);
            Path directory = temp.resolve("states-" + seed + ".vqtrace");
            List<QueueStateRow> states = List.of();
            try (TraceWriter writer = TraceWriter.builder(directory).open()) {
                assertFalse(Files.exists(directory.resolve("queue_states.arrows")));
                for (int look = random.nextInt(5); look >= 0; look--) {
                    states = Stream.generate(this::queueStateRow)
                            .limit(1 + random.nextInt(5))
                            .toList();
                    writer.queueStates(states);
                    if (random.nextBoolean()) {
                        writer.checkpoint();
                        assertStates(states, directory, seed);
                    }
                }
            }
            assertStates(states, directory, seed);
            assertFalse(Files.exists(directory.resolve("queue_states.arrows.tmp")), "seed " + seed);
        }
    }

    private static void assertStates(List<QueueStateRow> states, Path directory, long seed) throws Exception {
        ArrowTable table = ArrowTable.read(directory.resolve("queue_states.arrows"));
        List<Map<String, Object>> expected = new ArrayList<>();
        for (QueueStateRow state : states) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("device", (long) state.device());
            row.put("queue", (long) state.queue());
            row.put("ts", state.ts());
            for (StateColumn column : StateColumn.values()) {
                row.put(column.label(), state.get(column));
            }
            expected.add(row);
        }
        assertEquals(expected, table.rows(), "seed " + seed);
    }

    private QueueStateRow queueStateRow() {
        Map<StateColumn, Long> values = new EnumMap<>(StateColumn.class);
        for (StateColumn column : StateColumn.values()) {
            if (random.nextBoolean()) {
                values.put(column, random.nextLong());
            }
        }
        return new QueueStateRow(id(), id(), random.nextLong(), values);
    }

    private static void assertColumns(Class<? extends Record> rowType, ArrowTable table, String name) {
        List<String> expected = new ArrayList<>();
        for (RecordComponent component : rowType.getRecordComponents()) {
            boolean nullable = !component.getType().isPrimitive() && component.getType() != NegotiationStep.class;
            expected.add(snakeCase(component.getName()) + (nullable ? "?" : ""));
        }
        List<Field> fields = table.schema().getFields();
        assertEquals(
                expected,
                fields.stream()
                        .map(field -> field.getName() + (field.isNullable() ? "?" : ""))
                        .toList());
        assertEquals(
                Map.of("vqtrace.version", "1", "vqtrace.table", name),
                table.schema().getCustomMetadata());
        assertEquals(List.of(), table.rows());
    }

    @Test
    void rowsOutsideTheirRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new ThreadEntry(-1, 1, null));
        assertThrows(IllegalArgumentException.class, () -> new ThreadEntry(65_536, 1, null));
        assertThrows(
                IllegalArgumentException.class,
                () -> new DeviceRow(65_536, null, null, null, null, null, null, null, null, null, null));
        assertThrows(
                IllegalArgumentException.class,
                () -> new QueueRow(0, -1, null, null, null, null, null, null, null, null, null, null, null));
        assertThrows(
                IllegalArgumentException.class,
                () -> new NegotiationRow(
                        0, null, NegotiationStep.STATUS, 65_536, null, null, null, null, null, null, null));
        assertThrows(
                NullPointerException.class,
                () -> new NegotiationRow(0, null, null, null, null, null, null, null, null, null, null));
    }

    private static Map<String, Object> asMap(Record row) throws ReflectiveOperationException {
        Map<String, Object> map = new LinkedHashMap<>();
        for (RecordComponent component : row.getClass().getRecordComponents()) {
            Object value = component.getAccessor().invoke(row);
            if (value instanceof Number number) {
                value = number.longValue();
            } else if (value instanceof NegotiationStep step) {
                value = step.name().toLowerCase(Locale.ROOT);
            }
            map.put(snakeCase(component.getName()), value);
        }
        return map;
    }

    private static String snakeCase(String camelCase) {
        return camelCase.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private DeviceRow deviceRow() {
        return new DeviceRow(id(), text(), text(), integer(), text(), text(), text(), text(), text(), number(), text());
    }

    private QueueRow queueRow() {
        return new QueueRow(
                id(), id(), text(), text(), text(), integer(), integer(), integer(), number(), number(), number(),
                number(), text());
    }

    private NegotiationRow negotiationRow() {
        NegotiationStep step = NegotiationStep.values()[random.nextInt(NegotiationStep.values().length)];
        Integer queue = random.nextBoolean() ? id() : null;
        Integer thread = random.nextBoolean() ? id() : null;
        return new NegotiationRow(
                id(), number(), step, queue, number(), number(), number(), text(), thread, text(), text());
    }

    private int id() {
        return random.nextInt(1 << Short.SIZE);
    }

    private Integer integer() {
        return random.nextInt(3) == 0 ? null : random.nextInt();
    }

    private Long number() {
        return random.nextInt(3) == 0 ? null : random.nextLong();
    }

    private String text() {
        String[] pieces = {"virtio-blk", "", "é", "漢字", "\uD83D\uDE00", "a\0b", "\"\\\n"};
        if (random.nextInt(3) == 0) {
            return null;
        }
        return String.join("", Arrays.asList(pieces).subList(0, random.nextInt(pieces.length)));
    }
}
