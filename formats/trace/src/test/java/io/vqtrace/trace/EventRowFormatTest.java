package io.vqtrace.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is fixed by the format: columns and their widths, kind codes, bits of the flags column. */
class EventRowFormatTest {
    @Test
    void rowHasTheDocumentedColumnsInAtMost64Bytes() {
        String columns = Arrays.stream(EventColumn.values())
                .map(column -> column.columnName() + (column.signed() ? ":i" : ":u") + column.width() * Byte.SIZE)
                .collect(Collectors.joining(" "));
        assertEquals(
                "ts:i64 since_ns:i64 value:i64 wait_ns:u32 out_bytes:u32 in_bytes:u32 used_bytes:u32 count:u32"
                        + " device:u16 queue:u16 thread:u16 head:u16 ring_idx:u16 in_flight:u16 outstanding:u16 flags:u16"
                        + " kind:u8 op:u8 status:u8",
                columns);
        assertEquals(63, EventColumn.ROW_BYTES);
    }

    @Test
    void kindCodesAreThoseOfTheFormat() {
        List<String> labels = List.of(
                "avail", "kick", "pop", "used", "open", "interrupt", "interrupt_suppressed", "kick_arm", "interrupt_arm",
                "drop", "fault", "gap");
        assertEquals(
                labels, Arrays.stream(EventKind.values()).map(EventKind::label).toList());
        for (EventKind kind : EventKind.values()) {
            assertEquals(labels.indexOf(kind.label()) + 1, kind.code());
            assertSame(kind, EventKind.ofCode(kind.code()));
        }
        assertNull(EventKind.ofCode(0));
        assertNull(EventKind.ofCode(-1));
        assertNull(EventKind.ofCode(labels.size() + 1));
    }

    @Test
    void operationCodesAreThoseOfTheFormat() {
        List<String> labels = List.of(
                "read", "write", "flush", "discard", "write_zeroes", "get_id", "secure_erase", "command");
        assertEquals(
                labels, Arrays.stream(Operation.values()).map(Operation::label).toList());
        for (Operation operation : Operation.values()) {
            assertEquals(labels.indexOf(operation.label()) + 1, operation.code());
            assertSame(operation, Operation.ofCode(operation.code()));
        }
        assertNull(Operation.ofCode(0));
        assertNull(Operation.ofCode(-1));
        assertNull(Operation.ofCode(labels.size() + 1));
    }

    @Test
    void observedBitsAreDistinctAndFillTheFlagsColumn() throws Exception {
        Set<Integer> bits = new HashSet<>();
        int all = 0;
        for (Field field : Observed.class.getDeclaredFields()) {
            if (field.isSynthetic()) {
                continue;
            }
            int bit = field.getInt(null);
            assertEquals(1, Integer.bitCount(bit), field.getName());
            assertTrue(bits.add(bit), field.getName());
            all |= bit;
        }
        assertEquals(0xffff, all);
    }

    @Test
    void everyOptionalColumnHasAnObservedBitOfItsName() throws Exception {
        Set<EventColumn> always =
                Set.of(EventColumn.TS, EventColumn.DEVICE, EventColumn.QUEUE, EventColumn.FLAGS, EventColumn.KIND);
        for (EventColumn column : EventColumn.values()) {
            if (!always.contains(column)) {
                assertTrue(Observed.class.getField(column.name()).getInt(null) > 0, column.name());
            }
        }
    }

    @Test
    void clearedRowIsAllZero() {
        EventRow row = new RandomEvents(3).next();
        row.clear();
        EventChunk chunk = new EventChunk(1);
        chunk.append(row);
        for (EventColumn column : EventColumn.values()) {
            assertEquals(0, chunk.get(column, 0), column.name());
        }
    }
}
