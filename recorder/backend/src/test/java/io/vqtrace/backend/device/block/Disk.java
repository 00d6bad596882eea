package io.vqtrace.backend.device.block;

import io.vqtrace.backend.device.DeviceDriver;
import io.vqtrace.backend.protocol.ProtocolException;
import io.vqtrace.recorder.VirtioRecorder;
import io.vqtrace.testkit.GuestMemory;
import io.vqtrace.testkit.ring.Buffers;
import io.vqtrace.virtio.DeviceType;
import io.vqtrace.virtio.Features;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A disk with its driver: asks by virtio requests and tells how each ended. */
public final class Disk implements AutoCloseable {
    static final int IN = 0;
    static final int OUT = 1;
    static final int FLUSH = 4;
    static final int GET_ID = 8;
    static final int DISCARD = 11;
    static final int WRITE_ZEROES = 13;
    static final int OK = 0;
    static final int IOERR = 1;
    static final int UNSUPP = 2;

    private static final int UNTOUCHED = 0xff;
    private static final int DATA_BYTES = 1 << 20;

    final List<String> told = new ArrayList<>();

    /** Makes telling the operator fail. */
    volatile boolean deaf;

    final BlockBackend device;
    final DeviceDriver driver;
    private final long header;
    private final long data;
    private final long status;

    Disk(BlockOptions options, VirtioRecorder recorder, boolean packed, String... features)
            throws IOException, ProtocolException {
        this(options, recorder, packed, new GuestMemory(DeviceDriver.BYTES), features);
    }

    Disk(BlockOptions options, VirtioRecorder recorder, boolean packed, GuestMemory memory, String... features)
            throws IOException, ProtocolException {
        device = BlockBackend.open(options, this::tell);
        long accepted = Arrays.stream(features)
                .mapToLong(name -> 1L << Features.bit(DeviceType.BLK, "VIRTIO_BLK_F_" + name))
                .reduce(0, (a, b) -> a | b);
        driver = new DeviceDriver(device, recorder, accepted, packed, memory);
        header = memory().allocate(1 << 12, 16);
        data = memory().allocate(DATA_BYTES, 4096);
        status = memory().allocate(1, 1);
    }

    static Disk of(BlockOptions options) throws IOException, ProtocolException {
        return new Disk(options, VirtioRecorder.disabled(), false, "FLUSH");
    }

    private void tell(String line) {
        if (deaf) {
            throw new IllegalStateException("nobody reads " + line);
        }
        told.add(line);
    }

    GuestMemory memory() {
        return driver.memory();
    }

    /** Guest address of the data. */
    long data() {
        return data;
    }

    /** Reads or writes, the data in buffers of the given lengths side by side; the status. */
    int transfer(int type, long sector, int... lengths) {
        Buffers buffers = header(type, sector);
        long at = data;
        for (int length : lengths) {
            buffers = type == OUT ? buffers.readable(at, length) : buffers.writable(at, length);
            at += length;
        }
        return finish(buffers);
    }

    /** Sends a command with ranges of sectors: first sector, number, flags, and so on; the status. */
    int ranges(int type, long... words) {
        Buffers buffers = header(type, 0);
        int count = words.length / 3;
        for (int i = 0; i < count; i++) {
            memory().putLong(data + 16 * i, words[3 * i]);
            memory().putInt(data + 16 * i + 8, (int) words[3 * i + 1]);
            memory().putInt(data + 16 * i + 12, (int) words[3 * i + 2]);
        }
        return finish(buffers.readable(data, 16 * count));
    }

    /** Sends a request without a status; the used length. */
    int raw(Buffers buffers) {
        driver.submit(buffers);
        driver.await();
        return driver.usedLength();
    }

    Buffers header(int type, long sector) {
        memory().putInt(header, type);
        memory().putInt(header + 4, 0);
        memory().putLong(header + 8, sector);
        return new Buffers().readable(header, 16);
    }

    void fill(int length, int seed) {
        IntStream.range(0, length).forEach(i -> memory().putByte(data + i, pattern(seed, i)));
    }

    byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        IntStream.range(0, length).forEach(i -> bytes[i] = (byte) memory().getByte(data + i));
        return bytes;
    }

    static byte pattern(int seed, int position) {
        return (byte) (seed * 31 + position * 7 + (position >> 8));
    }

    static byte[] patterns(int seed, int length) {
        byte[] bytes = new byte[length];
        IntStream.range(0, length).forEach(i -> bytes[i] = pattern(seed, i));
        return bytes;
    }

    private int finish(Buffers buffers) {
        memory().putByte(status, UNTOUCHED);
        raw(buffers.writable(status, 1));
        return memory().getByte(status);
    }

    @Override
    public void close() throws IOException {
        driver.close();
        device.close();
    }
}
