package io.vqtrace.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventChunkTest {
    @Test
    void columnsAreAlignedAndDoNotOverlap() {
        for (int capacity : new int[] {1, 63, 64, 65, 1000, 65_536}) {
            EventChunk chunk = new EventChunk(capacity);
            int end = 0;
            for (EventColumn column : EventColumn.values()) {
                int offset = chunk.columnOffset(column);
                assertEquals(0, offset % 64, column + " of " + capacity);
                assertTrue(offset >= end, column + " of " + capacity);
                end = offset + capacity * column.width();
            }
            assertTrue(chunk.body().capacity() >= end && chunk.body().capacity() < end + 64);
        }
    }

    @Test
    void bodyIsDirectAndLittleEndian() {
        EventChunk chunk = new EventChunk(2);
        EventRow row = new EventRow();
        row.ts = 0x0102030405060708L;
        chunk.append(row);
        assertTrue(chunk.body().isDirect());
        assertEquals(ByteOrder.LITTLE_ENDIAN, chunk.body().order());
        assertEquals(8, chunk.body().get(chunk.columnOffset(EventColumn.TS)));
    }

    @Test
    void appendedRowIsReadBackColumnByColumn() {
        EventRow row = new EventRow();
        row.ts = -1;
        row.sinceNs = 2;
        row.value = Long.MIN_VALUE;
        row.waitNs = -1;
        row.outBytes = 5;
        row.inBytes = 6;
        row.usedBytes = 7;
        row.count = 8;
        row.device = 0xffff;
        row.queue = EventColumn.NO_QUEUE;
        row.thread = 11;
        row.head = 12;
        row.ringIdx = 13;
        row.inFlight = 14;
        row.outstanding = 15;
        row.flags = Observed.RESET;
        row.kind = 17;
        row.op = 18;
        row.status = -1;
        long[] expected = {
            -1, 2, Long.MIN_VALUE, 0xffff_ffffL, 5, 6, 7, 8, 0xffff, 0xffff, 11, 12, 13, 14, 15, 0x8000, 17, 18, 0xff
        };
        EventChunk chunk = new EventChunk(3);
        chunk.append(new RandomEvents(1).next());
        chunk.append(row);
        for (EventColumn column : EventColumn.values()) {
            assertEquals(expected[column.ordinal()], chunk.get(column, 1), column.name());
        }
        assertEquals(-1, chunk.ts(1));
        assertEquals(-1, chunk.lastTs());
    }

    @Test
    void setChangesOneValueAndNoOther() {
        for (long seed : Seeds.first(200)) {
            Random random = new Random(seed);
            EventChunk chunk = new RandomEvents(seed).fill(new EventChunk(70), 70);
            EventChunk before = new RandomEvents(seed).fill(new EventChunk(70), 70);
            EventColumn changed = EventColumn.values()[random.nextInt(EventColumn.values().length)];
            int at = random.nextInt(70);
            long value = random.nextLong();
            chunk.set(changed, at, value);
            long mask = changed.width() == Long.BYTES ? -1 : (1L << changed.width() * Byte.SIZE) - 1;
            for (EventColumn column : EventColumn.values()) {
                for (int i = 0; i < 70; i++) {
                    long expected = column == changed && i == at ? value & mask : before.get(column, i);
                    assertEquals(expected, chunk.get(column, i), "seed " + seed + " " + column + " row " + i);
                }
            }
        }
    }

    @Test
    void fullChunkRefusesRowsUntilCleared() {
        EventChunk chunk = new RandomEvents(1).fill(new EventChunk(5), 5);
        assertTrue(chunk.isFull());
        assertThrows(IllegalStateException.class, () -> chunk.append(new EventRow()));
        assertEquals(5, chunk.rows());
        chunk.clear();
        assertFalse(chunk.isFull());
        assertEquals(0, chunk.rows());
        assertEquals(5, chunk.capacity());
        chunk.append(new EventRow());
        assertEquals(1, chunk.rows());
    }

    @Test
    void rowsThatWereNotAppendedCannotBeReachedAndCapacityIsBounded() {
        EventChunk chunk = new RandomEvents(1).fill(new EventChunk(5), 2);
        assertThrows(IndexOutOfBoundsException.class, () -> chunk.ts(2));
        assertThrows(IndexOutOfBoundsException.class, () -> chunk.get(EventColumn.OP, -1));
        assertThrows(IndexOutOfBoundsException.class, () -> chunk.set(EventColumn.OP, 2, 1));
        chunk.clear();
        assertThrows(IndexOutOfBoundsException.class, chunk::lastTs);
        assertThrows(IllegalArgumentException.class, () -> new EventChunk(0));
        assertThrows(IllegalArgumentException.class, () -> new EventChunk(EventChunk.MAX_CAPACITY + 1));
    }
}
