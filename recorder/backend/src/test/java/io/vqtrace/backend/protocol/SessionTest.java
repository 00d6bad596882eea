package io.vqtrace.backend.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.backend.Patience;
import io.vqtrace.backend.ring.RingSetup;
import io.vqtrace.trace.FaultReason;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages as QEMU and DPDK send them, and what the device is told then. */
class SessionTest {
    private static final long GUEST = 0x1_0000_0000L;
    private static final long USER = 0x7f00_0000_0000L;
    private static final int SIZE = 1 << 20;

    @TempDir
    Path folder;

    private final LoggingHost host = new LoggingHost();
    private RunningService service;
    private FrontEnd frontEnd;
    private SharedMemory memory;

    @BeforeEach
    void connect() throws IOException {
        service = RunningService.listen(folder.resolve("s"), host);
        frontEnd = FrontEnd.connect(folder.resolve("s"));
        memory = new SharedMemory(SIZE);
    }

    @AfterEach
    void disconnect() throws IOException {
        frontEnd.close();
        service.close();
        memory.close();
    }

    private void ready(long features) throws IOException {
        frontEnd.negotiate(features);
        assertTrue(frontEnd.memory(GUEST, SIZE, USER, 0, memory.descriptor()));
    }

    private boolean kick(int queue) throws IOException {
        return frontEnd.asked(Request.SET_VRING_KICK, FrontEnd.u64(queue), EventFds.open());
    }

    @Test
    void negotiatesFeatures() throws IOException {
        assertEquals(
                LoggingHost.FEATURES | 1 << 30,
                frontEnd.get(Request.GET_FEATURES, FrontEnd.none()).getLong());
        assertEquals(
                FrontEnd.ALL_PROTOCOL_FEATURES,
                frontEnd.get(Request.GET_PROTOCOL_FEATURES, FrontEnd.none()).getLong());
        frontEnd.negotiate(1L << 32);
        assertFalse(frontEnd.asked(Request.SET_FEATURES, FrontEnd.u64(1L << 33)), "not offered");
        assertFalse(frontEnd.asked(Request.SET_PROTOCOL_FEATURES, FrontEnd.u64(1 << 1)), "LOG_SHMFD is not offered");
        assertEquals(
                LoggingHost.QUEUES,
                frontEnd.get(Request.GET_QUEUE_NUM, FrontEnd.none()).getLong());
        assertTrue(frontEnd.asked(Request.SET_STATUS, FrontEnd.u64(11)));
        assertEquals(11, frontEnd.get(Request.GET_STATUS, FrontEnd.none()).getLong());
        assertEquals(
                List.of("accept 0x100000000", "fault request_malformed", "fault request_malformed", "status 11"),
                host.calls);
    }

    @Test
    void startsAndStopsQueues() throws IOException {
        ready(1L << 32 | 1L << 29);
        assertTrue(frontEnd.ring(1, 256, USER + 0x1000, USER + 0x2000, USER + 0x3000, 7));
        FileDescriptor call = EventFds.open();
        assertTrue(frontEnd.asked(Request.SET_VRING_CALL, FrontEnd.u64(1), call));
        assertTrue(frontEnd.asked(Request.SET_VRING_ERR, FrontEnd.u64(1 | 1 << 8)));
        assertTrue(kick(1));
        assertTrue(frontEnd.asked(Request.SET_VRING_ENABLE, FrontEnd.state(1, 1)));
        assertEquals(
                new RingSetup(false, 256, GUEST + 0x1000, GUEST + 0x2000, GUEST + 0x3000, false, true, false, 7),
                host.running[1]);
        assertTrue(frontEnd.asked(Request.SET_VRING_CALL, FrontEnd.u64(1 | 1 << 8)), "polled from now on");
        ByteBuffer base = frontEnd.get(Request.GET_VRING_BASE, FrontEnd.state(1, 0));
        assertEquals(1, base.getInt(0));
        assertEquals(7, base.getInt(4));
        assertNull(host.running[1]);
        assertEquals(
                List.of("accept 0x120000000", "memory of 1", "start 1", "enable 1", "call 1", "stop 1"), host.calls);
    }

    @Test
    void wakesWhoWaitsForAKick() throws IOException {
        ready(1L << 32);
        assertTrue(frontEnd.ring(0, 8, USER, USER + 0x1000, USER + 0x2000, 0));
        FileDescriptor kick = EventFds.open();
        assertTrue(frontEnd.asked(Request.SET_VRING_KICK, FrontEnd.u64(0), kick));
        assertFalse(host.kicks[0].await(0));
        EventFd rung = EventFds.doorbell(kick);
        rung.ring();
        rung.ring();
        assertTrue(host.kicks[0].await(Patience.LIMIT.toNanos()));
        assertEquals(2, host.kicks[0].drain());
        assertEquals(0, host.kicks[0].drain());
        rung.close();
    }

    @Test
    void packedRingsKeepTheirWrapCounters() throws IOException {
        ready(1L << 32 | 1L << 34);
        int base = 0x8003_0004;
        assertTrue(frontEnd.ring(0, 100, USER, USER + 0x1000, USER + 0x2000, base), "any size may be packed");
        assertTrue(kick(0));
        assertTrue(host.running[0].packed());
        assertEquals(
                base, frontEnd.get(Request.GET_VRING_BASE, FrontEnd.state(0, 0)).getInt(4));
    }

    @Test
    void ringIsEnabledAtOnceWithoutProtocolFeatures() throws IOException {
        frontEnd.send(Request.SET_FEATURES, FrontEnd.u64(1L << 32));
        ByteBuffer table = FrontEnd.payload(40)
                .putInt(1)
                .putInt(0)
                .put(FrontEnd.region(GUEST, SIZE, USER, 0))
                .flip();
        frontEnd.send(Request.SET_MEM_TABLE, table, memory.descriptor());
        frontEnd.send(Request.SET_VRING_NUM, FrontEnd.state(0, 8));
        frontEnd.send(
                Request.SET_VRING_ADDR,
                FrontEnd.payload(40).putLong(8, USER).putLong(16, USER + 0x1000).putLong(24, USER + 0x2000));
        frontEnd.send(Request.SET_VRING_KICK, FrontEnd.u64(1 << 8));
        frontEnd.get(Request.GET_FEATURES, FrontEnd.none());
        assertEquals(List.of("accept 0x100000000", "memory of 1", "start 0", "enable 0"), host.calls);
        assertNull(host.kicks[0], "to be polled");
    }

    @Test
    void configurationIsReadAndWritten() throws IOException {
        frontEnd.negotiate(1L << 32);
        ByteBuffer request = FrontEnd.payload(12 + 64).putInt(0, 0).putInt(4, 64);
        ByteBuffer answer = frontEnd.get(Request.GET_CONFIG, request);
        assertEquals(12 + 64, answer.remaining());
        assertEquals(1, answer.get(12));
        assertEquals(LoggingHost.CONFIG_BYTES, answer.get(12 + LoggingHost.CONFIG_BYTES - 1));
        assertEquals(0, answer.get(12 + LoggingHost.CONFIG_BYTES), "what the device does not have is 0");
        ByteBuffer write = FrontEnd.payload(12 + 1).putInt(0, 32).putInt(4, 1).put(12, (byte) 99);
        assertTrue(frontEnd.asked(Request.SET_CONFIG, write));
        assertEquals(99, host.config.get(32));
        assertFalse(frontEnd.asked(
                Request.SET_CONFIG, write.putInt(0, LoggingHost.CONFIG_BYTES).rewind()));
        ByteBuffer outside = FrontEnd.payload(12 + 8).putInt(0, 250).putInt(4, 8);
        assertEquals(
                0, frontEnd.get(Request.GET_CONFIG, outside).remaining(), "an answer without payload is a refusal");
        assertEquals(64, frontEnd.get(Request.GET_CONFIG, request.rewind()).getInt(4), "the session goes on");
    }

    @Test
    void regionsComeAndGoOneByOne() throws IOException {
        frontEnd.negotiate(1L << 32);
        assertEquals(
                MemoryTable.MAX_SLOTS,
                frontEnd.get(Request.GET_MAX_MEM_SLOTS, FrontEnd.none()).getLong());
        ByteBuffer first = FrontEnd.payload(40)
                .putLong(0)
                .put(FrontEnd.region(0, 0x8000, USER, 0))
                .flip();
        ByteBuffer second = FrontEnd.payload(40)
                .putLong(0)
                .put(FrontEnd.region(GUEST, 0x8000, USER + 0x8000, 0x8000))
                .flip();
        assertTrue(frontEnd.asked(Request.ADD_MEM_REG, first, memory.descriptor()));
        assertTrue(frontEnd.asked(Request.ADD_MEM_REG, second, memory.descriptor()));
        assertFalse(frontEnd.asked(Request.ADD_MEM_REG, second.rewind(), memory.descriptor()), "is there already");
        memory.map(0x8000, 8).put(0, (byte) 42);
        assertEquals(42, host.memory.getByte(GUEST), "the mapping starts at the offset");
        assertTrue(frontEnd.asked(Request.REM_MEM_REG, first.rewind()));
        assertTrue(
                frontEnd.asked(Request.REM_MEM_REG, second.rewind(), memory.descriptor()),
                "with a descriptor too many");
        assertFalse(frontEnd.asked(Request.REM_MEM_REG, second.rewind()));
        assertEquals(0, host.memory.regions().size());
    }

    @Test
    void queueWhoseRingLeavesTheMemoryStops() throws IOException {
        ready(1L << 32);
        assertTrue(frontEnd.ring(0, 8, USER, USER + 0x1000, USER + 0x2000, 0));
        assertTrue(kick(0));
        assertTrue(frontEnd.memory(GUEST, SIZE, USER, 0, memory.descriptor()), "the same again");
        assertNotNull(host.running[0]);
        assertTrue(frontEnd.memory(GUEST + SIZE, SIZE, USER, 0, memory.descriptor()));
        assertNull(host.running[0]);
        assertEquals(List.of(FaultReason.QUEUE_CONFIGURATION), host.faults);
    }

    @Test
    void resetForgetsRings() throws IOException {
        ready(1L << 32);
        assertTrue(frontEnd.ring(0, 8, USER, USER + 0x1000, USER + 0x2000, 0));
        assertTrue(kick(0));
        assertTrue(frontEnd.asked(Request.RESET_DEVICE, FrontEnd.none()));
        assertNull(host.running[0]);
        assertFalse(kick(0), "a ring that nobody told of");
        frontEnd.send(Request.SET_FEATURES, FrontEnd.u64(1L << 32 | 1 << 30));
        assertTrue(frontEnd.ring(0, 8, USER, USER + 0x1000, USER + 0x2000, 0));
        assertTrue(kick(0));
        assertTrue(frontEnd.asked(Request.SET_STATUS, FrontEnd.u64(0)));
        assertNull(host.running[0]);
    }

    @Test
    void refusesWhatIsOutOfOrderAndGoesOn() throws IOException {
        frontEnd.negotiate(1L << 32);
        assertFalse(kick(0), "no ring");
        assertFalse(frontEnd.asked(Request.SET_VRING_NUM, FrontEnd.state(LoggingHost.QUEUES, 8)), "no such queue");
        assertFalse(frontEnd.asked(Request.SET_VRING_NUM, FrontEnd.state(-1, 8)));
        assertFalse(frontEnd.asked(Request.SET_VRING_NUM, FrontEnd.state(0, 0)));
        assertFalse(frontEnd.asked(Request.SET_VRING_NUM, FrontEnd.state(0, 2048)), "larger than offered");
        assertFalse(frontEnd.asked(Request.SET_VRING_ENABLE, FrontEnd.state(0, 2)));
        assertFalse(frontEnd.asked(Request.SET_VRING_KICK, FrontEnd.u64(1 << 9)));
        assertFalse(frontEnd.asked(Request.SET_VRING_KICK, FrontEnd.u64(0)), "no descriptor");
        assertFalse(frontEnd.asked(Request.SET_VRING_CALL, FrontEnd.u64(1 << 8), EventFds.open()), "a descriptor");
        assertFalse(frontEnd.asked(Request.SET_VRING_CALL, FrontEnd.u64(0), memory.descriptor()), "no eventfd");
        assertTrue(frontEnd.memory(GUEST, SIZE, USER, 0, memory.descriptor()));
        assertTrue(frontEnd.ring(0, 8, USER, USER + 0x1000, USER + SIZE - 8, 0));
        assertFalse(kick(0), "the used ring leaves the memory");
        assertTrue(frontEnd.ring(0, 6, USER, USER + 0x1000, USER + 0x2000, 0));
        assertFalse(kick(0), "no power of two");
        assertTrue(frontEnd.ring(0, 8, USER + 8, USER + 0x1000, USER + 0x2000, 0));
        assertFalse(kick(0), "not aligned");
        assertTrue(frontEnd.ring(0, 8, USER, USER + 0x1000, USER + 0x2000, 0));
        assertTrue(kick(0));
        assertFalse(kick(0), "it runs");
        assertFalse(frontEnd.asked(Request.SET_VRING_NUM, FrontEnd.state(0, 4)), "it runs");
        assertFalse(frontEnd.asked(Request.SET_FEATURES, FrontEnd.u64(1L << 34)), "it runs");
        assertFalse(frontEnd.asked(Request.SET_LOG_BASE, FrontEnd.payload(16), memory.descriptor()));
        assertFalse(frontEnd.asked(19, FrontEnd.u64(0)), "RARP was not offered");
        assertFalse(frontEnd.asked(9999, FrontEnd.payload(100)), "nobody knows it");
        assertEquals(19, service.refusals.size(), service.refusals::toString);
        assertEquals(19, host.faults.size());
    }

    @Test
    void logWithoutAFeatureIsNoReasonToPart() throws IOException {
        frontEnd.negotiate(1L << 32);
        frontEnd.send(Request.SET_LOG_BASE, FrontEnd.payload(16), memory.descriptor());
        frontEnd.send(Request.SET_LOG_FD, FrontEnd.none(), memory.descriptor());
        assertEquals(0, frontEnd.get(Request.GET_STATUS, FrontEnd.none()).getLong());
        assertEquals(2, host.faults.size());
    }

    @Test
    void closesWhereNobodyAskedForAnAnswer() throws IOException, InterruptedException {
        frontEnd.send(Request.SET_VRING_NUM, FrontEnd.state(0, 0));
        assertTrue(service.awaitEnd().contains("0 entries"));
        assertThrows(EOFException.class, () -> frontEnd.answer(0));
        frontEnd.close();
        frontEnd = FrontEnd.connect(folder.resolve("s"));
        ready(1L << 32);
        assertEquals(List.of(FaultReason.QUEUE_CONFIGURATION), host.faults);
    }

    @Test
    void messagesInPiecesAndCutOnes() throws IOException, InterruptedException {
        ByteBuffer message = ByteBuffer.allocateDirect(20).order(java.nio.ByteOrder.nativeOrder());
        message.putInt(Request.SET_VRING_ENABLE.code())
                .putInt(1)
                .putInt(8)
                .putInt(0)
                .putInt(1)
                .flip();
        for (int i = 0; i < 20; i++) {
            frontEnd.write(message.slice(i, 1));
        }
        assertEquals(
                0, frontEnd.get(Request.GET_VRING_BASE, FrontEnd.state(0, 0)).getInt(4));
        assertEquals(List.of("enable 0"), host.calls);
        frontEnd.write(message.slice(0, 15));
        frontEnd.close();
        assertEquals("the connection was cut within a message", service.awaitEnd());
    }

    @Test
    void noRequestStartsWithAnotherVersion() throws IOException, InterruptedException {
        frontEnd.send(1, 2, FrontEnd.none());
        assertEquals("a message with flags 0x2 is no request", service.awaitEnd());
    }

    @Test
    void absurdSizeIsNotRead() throws IOException, InterruptedException {
        frontEnd.write(ByteBuffer.allocateDirect(12)
                .order(java.nio.ByteOrder.nativeOrder())
                .putInt(2)
                .putInt(1)
                .putInt(-1)
                .flip());
        assertEquals("request 2 claims a payload of 4294967295 bytes", service.awaitEnd());
    }

    @Test
    void inflightRegionTravels() throws IOException {
        ready(1L << 32);
        ByteBuffer wanted = FrontEnd.payload(24).putShort(16, (short) 2).putShort(18, (short) 16);
        ByteBuffer given = frontEnd.get(Request.GET_INFLIGHT_FD, wanted);
        assertEquals(24, given.remaining());
        assertEquals(2 * (16 + 16 * 16 + 48), given.getLong(0));
        FileDescriptor[] region = frontEnd.received();
        assertEquals(1, region.length);
        byte[] answer = new byte[24];
        given.get(answer);
        assertTrue(frontEnd.asked(Request.SET_INFLIGHT_FD, ByteBuffer.wrap(answer), region));
        for (int queue = 0; queue < 3; queue++) {
            assertTrue(frontEnd.ring(queue, 16, USER, USER + 0x1000, USER + 0x2000, 0));
            assertTrue(kick(queue));
        }
        assertTrue(host.inflight[1] instanceof SplitInflight);
        assertNull(host.inflight[2], "the region is for two");
        SplitInflight first = (SplitInflight) host.inflight[1];
        assertArrayEquals(new int[0], first.recover(0));
        first.taken(5);
        assertArrayEquals(new int[] {5}, first.recover(0), "as a successor would see it");
    }

    @Test
    void inflightRegionIsRefused() throws IOException {
        frontEnd.negotiate(1L << 32);
        ByteBuffer region =
                FrontEnd.payload(24).putLong(0, SIZE).putShort(16, (short) 2).putShort(18, (short) 16);
        assertTrue(frontEnd.asked(Request.SET_INFLIGHT_FD, region, memory.descriptor()));
        assertFalse(frontEnd.asked(Request.SET_INFLIGHT_FD, region.rewind()));
        assertFalse(
                frontEnd.asked(Request.SET_INFLIGHT_FD, region.putLong(8, 1).rewind(), memory.descriptor()),
                "beyond the end");
        assertFalse(frontEnd.asked(
                Request.SET_INFLIGHT_FD, region.putLong(8, 0).putLong(0, 64).rewind(), memory.descriptor()));
        assertFalse(frontEnd.asked(
                Request.SET_INFLIGHT_FD,
                region.putLong(0, SIZE).putShort(16, (short) 9).rewind(),
                memory.descriptor()));
    }
}
