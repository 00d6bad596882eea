package io.vqtrace.trace.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.trace.DeviceRow;
import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.NegotiationStep;
import io.vqtrace.trace.QueueRow;
import io.vqtrace.trace.ThreadEntry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The layout of {@code box.bin}, as {@code formats/README.md} describes it. */
class BoxFileTest {
    private static final BoxDescription DESCRIPTION = new BoxDescription(
            "id-1",
            new ProcessIdentity(4711, "linux boot 99"),
            "räkorder",
            "vqtrace 1",
            null,
            "stream",
            "full",
            "/traces/run.vqtrace",
            "nanoTime",
            -5,
            20,
            1_000_000_000L,
            List.of("kick", "used"),
            8192,
            524_352,
            100,
            40,
            4096);

    private final ByteBuffer memory = ByteBuffer.allocateDirect(BoxFile.BYTES).order(ByteOrder.LITTLE_ENDIAN);

    @Test
    void whatIsWrittenIsRead() {
        BoxFile.create(memory, DESCRIPTION).heartbeat(77);
        BoxFile read = BoxFile.read(memory);
        assertEquals(DESCRIPTION, read.description());
        assertEquals(77, read.heartbeat());
        assertNull(read.write());
    }

    @Test
    void headerFieldsStandWhereTheFormatPageSays() {
        BoxFile box = BoxFile.create(memory, DESCRIPTION);
        box.heartbeat(5);
        box.beginWrite(3, 4096, 7, 2, 11, 100, 200);
        byte[] magic = new byte[8];
        memory.get(0, magic);
        assertEquals("VQTRCBOX", new String(magic, StandardCharsets.US_ASCII));
        assertEquals(2, memory.getInt(8));
        assertEquals(5, memory.getLong(16));
        assertEquals(1, memory.getInt(64));
        assertEquals(3, memory.getInt(68));
        assertEquals(4096, memory.getLong(72));
        assertEquals(7, memory.getInt(80));
        assertEquals(100, memory.getInt(84));
        assertEquals(200, memory.getInt(88));
        assertEquals(2, memory.getInt(92));
        assertEquals(11, memory.getLong(96));
        // The first pair of the description: a text of 2 bytes, "id".
        assertEquals(2, memory.get(4096));
        assertEquals(2, memory.getShort(4097));
        assertEquals('i', memory.get(4099));
    }

    @Test
    void theJournalHoldsTheLastWrite() {
        BoxFile box = BoxFile.create(memory, DESCRIPTION);
        box.beginWrite(1, 100, 2, 3, 4, 5, 6);
        box.beginWrite(2, 300, -1, 0, 0, 0, 0);
        assertEquals(new BoxFile.Write(2, 300, -1, 0, 0, 0, 0), box.write());
    }

    @Test
    void tableRowsComeBackAsTheyWere() {
        TableLog log = BoxFile.create(memory, DESCRIPTION).tables();
        DeviceRow device =
                new DeviceRow(65535, "disk Ü", "virtio-blk", 2, "mmio", null, "java", "a", null, 1L << 40, null);
        QueueRow queue =
                new QueueRow(1, 2, "requestq", "request", "packed", 256, null, 3, 0x1000L, -1L, 0L, 9L, "recorder");
        NegotiationRow step = new NegotiationRow(
                1, 5L, NegotiationStep.FEATURES_ACCEPTED, null, null, -1L, 1L, "driver", 3, "recorder", null);
        ThreadEntry thread = new ThreadEntry(4, 99, "backend 1");
        log.device(device);
        log.queue(queue);
        log.negotiation(step);
        log.thread(thread);
        TableLog.Rows rows = BoxFile.read(memory).tables().rows();
        assertEquals(new TableLog.Rows(List.of(device), List.of(queue), List.of(step), List.of(thread), 0, null), rows);
    }

    @Test
    void clearingSparesRowsThatCameMeanwhile() {
        TableLog log = BoxFile.create(memory, DESCRIPTION).tables();
        log.thread(new ThreadEntry(1, 1, "a"));
        int end = log.end();
        log.thread(new ThreadEntry(2, 2, "b"));
        log.clear(end);
        assertEquals(2, log.rows().threads().size());
        log.clear(log.end());
        assertEquals(0, log.rows().threads().size());
    }

    @Test
    void rowsWithoutRoomAreCounted() {
        TableLog log = BoxFile.create(memory, DESCRIPTION).tables();
        String longName = "n".repeat(60_000);
        for (int i = 0; i < 20; i++) {
            log.thread(new ThreadEntry(i, i, longName));
        }
        TableLog.Rows rows = log.rows();
        assertEquals(20, rows.threads().size() + rows.lost());
        assertTrue(rows.lost() > 0 && !rows.threads().isEmpty(), rows.lost() + " lost");
    }

    @Test
    void aDamagedLogGivesTheRowsBeforeTheDamage() {
        TableLog log = BoxFile.create(memory, DESCRIPTION).tables();
        log.thread(new ThreadEntry(1, 1, "a"));
        int end = log.end();
        log.thread(new ThreadEntry(2, 2, "b"));
        memory.putInt(16384 + end, 1 << 30);
        TableLog.Rows rows = log.rows();
        assertEquals(1, rows.threads().size());
        assertTrue(rows.problem().contains("damaged"), rows.problem());
    }

    @Test
    void otherBytesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> BoxFile.read(ByteBuffer.allocate(100)));
        assertThrows(IllegalArgumentException.class, () -> BoxFile.read(ByteBuffer.allocate(BoxFile.BYTES)));
        BoxFile.create(memory, DESCRIPTION);
        memory.putInt(8, 3);
        String message = assertThrows(IllegalArgumentException.class, () -> BoxFile.read(memory))
                .getMessage();
        assertTrue(message.contains("version 3"), message);
    }

    @Test
    void aProcessIsToldFromALaterOneWithItsNumber() throws Exception {
        ProcessIdentity self = ProcessIdentity.current();
        assertTrue(self.alive());
        assertFalse(new ProcessIdentity(self.pid(), self.start() + "0").alive());
        Process child = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(), "-version")
                .redirectErrorStream(true)
                .start();
        child.getInputStream().readAllBytes();
        child.waitFor();
        assertFalse(new ProcessIdentity(child.pid(), null).alive());
    }
}
