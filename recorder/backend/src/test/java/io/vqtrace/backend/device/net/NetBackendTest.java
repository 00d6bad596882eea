package io.vqtrace.backend.device.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.recorder.RecorderStatus;
import io.vqtrace.recorder.VirtioRecorder;
import io.vqtrace.testkit.GuestMemory;
import io.vqtrace.testkit.ring.Buffers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The device in loopback and as a switch, driven in memory. */
class NetBackendTest {
    private static final int HEADER = 12;
    private static final int FRAME = 64;
    private static final NetOptions TWO_PAIRS = new NetOptions(2, NetOptions.DEFAULT.mac(), 1500, true);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void framesComeBackWithTheirAddressesSwapped(boolean packed) throws Exception {
        int frames = 500;
        RecorderStatus status;
        try (VirtioRecorder recorder =
                        VirtioRecorder.builder(folder.resolve("t.vqtrace")).open();
                NetRig rig = new NetRig(TWO_PAIRS, recorder, null)) {
            rig.start(packed, 16);
            long sent = rig.guest.allocate(HEADER + FRAME, 8);
            long received = rig.guest.allocate(2048, 8);
            for (int i = 0; i < frames; i++) {
                int pair = i % 2;
                fill(rig.guest, sent, i);
                rig.publish(2 * pair, new Buffers().writable(received, 2048));
                rig.publish(2 * pair + 1, new Buffers().readable(sent, HEADER).readable(sent + HEADER, FRAME));
                rig.reap(2 * pair);
                assertEquals(HEADER + FRAME, rig.rings[2 * pair].driver.usedLength());
                rig.reap(2 * pair + 1);
                assertSwapped(rig.guest, received, i);
            }
            NetRig.await("end of the recording", () -> recorder.status().recorded() >= 2L * frames);
            status = recorder.status();
        }
        assertEquals(status.offered(), status.recorded());
        assertEquals(0, status.dropped());
    }

    /** A front end keeps it itself and warns of a back end that offers its own. */
    @Test
    void theConfigurationSpaceIsNotOffered() throws Exception {
        try (NetRig rig = new NetRig(NetOptions.DEFAULT, VirtioRecorder.disabled(), null)) {
            assertEquals(0, rig.host.configSize());
        }
    }

    @Test
    void aFrameSpansReceiveBuffers() throws Exception {
        try (NetRig rig = new NetRig(NetOptions.DEFAULT, VirtioRecorder.disabled(), null)) {
            rig.start(false, 16);
            long sent = rig.guest.allocate(HEADER + FRAME, 8);
            long received = rig.guest.allocate(256, 8);
            fill(rig.guest, sent, 7);
            for (int i = 0; i < 4; i++) {
                rig.publish(0, new Buffers().writable(received + 30 * i, 30));
            }
            rig.publish(1, new Buffers().readable(sent, HEADER + FRAME));
            int[] lengths = {30, 30, 16};
            for (int length : lengths) {
                rig.reap(0);
                assertEquals(length, rig.rings[0].driver.usedLength());
            }
            assertEquals(3, rig.guest.getShort(received + 10), "num_buffers");
            assertEquals(1, rig.rings[0].driver.outstanding(), "the fourth buffer is for the next frame");
        }
    }

    @Test
    void aFrameWithoutABufferIsDropped() throws Exception {
        Path trace = folder.resolve("t.vqtrace");
        try (VirtioRecorder recorder = VirtioRecorder.builder(trace).open();
                NetRig rig = new NetRig(NetOptions.DEFAULT, recorder, null)) {
            rig.start(true, 16);
            long sent = rig.guest.allocate(HEADER + FRAME, 8);
            rig.publish(1, new Buffers().readable(sent, HEADER + FRAME));
            rig.reap(1);
        }
        assertTrue(Files.readString(trace.resolve("trace.json")).contains("\"drop\":1"), "a DROP row");
    }

    @Test
    void theSwitchPassesFramesOnUnchangedAndCapturesThem() throws Exception {
        Path file = folder.resolve("frames.pcap");
        try (PcapWriter capture = new PcapWriter(file);
                NetRig one = new NetRig(NetOptions.DEFAULT, VirtioRecorder.disabled(), capture);
                NetRig other = new NetRig(NetOptions.DEFAULT, VirtioRecorder.disabled(), capture)) {
            NetBackend.connect(one.device, other.device);
            one.start(false, 16);
            other.start(true, 16);
            long sent = one.guest.allocate(HEADER + FRAME, 8);
            long received = other.guest.allocate(2048, 8);
            fill(one.guest, sent, 3);
            other.publish(0, new Buffers().writable(received, 2048));
            one.publish(1, new Buffers().readable(sent, HEADER + FRAME));
            other.reap(0);
            one.reap(1);
            for (int i = 0; i < FRAME; i++) {
                assertEquals(one.guest.getByte(sent + HEADER + i), other.guest.getByte(received + HEADER + i));
            }
            assertEquals(1, capture.frames());
        }
        ByteBuffer pcap = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder());
        assertEquals(24 + 16 + FRAME, pcap.capacity());
        assertEquals(0xa1b2_3c4d, pcap.getInt(0), "nanosecond times");
        assertEquals(1, pcap.getInt(20), "Ethernet");
        assertEquals(FRAME, pcap.getInt(24 + 8));
        assertEquals(3, pcap.get(40));
    }

    @Test
    void theControlQueueSetsPairsAndModeration() throws Exception {
        try (NetRig rig = new NetRig(TWO_PAIRS, VirtioRecorder.disabled(), null)) {
            rig.start(false, 16);
            assertEquals(0, command(rig, 4, 0, ByteBuffer.allocate(2).put(0, (byte) 2)));
            assertEquals(1, command(rig, 4, 0, ByteBuffer.allocate(2).put(0, (byte) 3)), "three pairs");
            assertEquals(0, command(rig, 0, 1, ByteBuffer.allocate(1)));
            assertEquals(1, command(rig, 9, 0, ByteBuffer.allocate(2)), "no such class");
            ByteBuffer all = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            assertEquals(0, command(rig, 6, 1, all.putInt(0, 9).putInt(4, 50)));
            ByteBuffer one = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
            assertEquals(
                    0,
                    command(rig, 6, 2, one.putShort(0, (short) 1).putInt(4, 3).putInt(8, 70)));
            assertEquals(1, command(rig, 6, 2, one.putShort(0, (short) 4)), "the control queue itself");
            assertEquals(0, command(rig, 6, 3, ByteBuffer.allocate(4).put(0, (byte) 2)));
            assertEquals(9, rig.guest.getInt(answer), "max_packets of rx1");
            assertEquals(50, rig.guest.getInt(answer + 4), "max_usecs of rx1");
            assertEquals(0, command(rig, 6, 3, ByteBuffer.allocate(4).put(0, (byte) 1)));
            assertEquals(3, rig.guest.getInt(answer), "max_packets of tx0");
        }
    }

    private long answer;

    /** Sends a command; returns its ack, the last of nine bytes of room. */
    private int command(NetRig rig, int group, int code, ByteBuffer data) {
        long command = rig.guest.allocate(2 + data.capacity(), 8);
        answer = rig.guest.allocate(9, 8);
        rig.guest.putByte(command, group);
        rig.guest.putByte(command + 1, code);
        rig.guest.write(data, 0, command + 2, data.capacity());
        int control = rig.rings.length - 1;
        rig.publish(
                control, new Buffers().readable(command, 2 + data.capacity()).writable(answer, 9));
        rig.reap(control);
        return rig.guest.getByte(answer + 8);
    }

    private static void fill(GuestMemory guest, long sent, int number) {
        for (int i = 0; i < FRAME; i++) {
            guest.putByte(sent + HEADER + i, number + i);
        }
    }

    private static void assertSwapped(GuestMemory guest, long received, int number) {
        assertEquals(0, guest.getLong(received));
        assertEquals(1, guest.getShort(received + 10), "num_buffers");
        for (int i = 0; i < FRAME; i++) {
            int from = i < 6 ? i + 6 : i < 12 ? i - 6 : i;
            assertEquals(number + from & 0xff, guest.getByte(received + HEADER + i), "frame " + number + ", byte " + i);
        }
    }
}
