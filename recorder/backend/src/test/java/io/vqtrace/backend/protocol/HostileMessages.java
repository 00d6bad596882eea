package io.vqtrace.backend.protocol;

import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.newsclub.net.unix.AFUNIXSocketChannel;
import org.newsclub.net.unix.AFUNIXSocketPair;

/** Messages that are nearly right, wrong in a number or two, or noise; with descriptors of every kind. */
final class HostileMessages implements AutoCloseable {
    /** Numbers at which checks go wrong. */
    private static final long[] EDGES = {
        0,
        1,
        2,
        3,
        8,
        255,
        256,
        257,
        4095,
        4096,
        0x7fff,
        0x8000,
        0xffff,
        0x1_0000,
        0x7fff_ffff,
        0x8000_0000L,
        0xffff_ffffL,
        0x1_0000_0000L,
        1L << 40,
        Long.MAX_VALUE - 4096,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        -4096,
        -1
    };

    private static final Request[] REQUESTS = Request.values();
    private static final long GUEST = 0x10_0000;
    private static final long USER = 0x7f00_0000_0000L;
    private static final int SIZE = 1 << 16;
    private static final int EVENTS = 4;

    private final SplittableRandom random;
    private final List<Closeable> opened = new ArrayList<>();
    private final List<FileDescriptor> files = new ArrayList<>();
    private final List<FileDescriptor> events = new ArrayList<>();
    private final List<FileDescriptor> others = new ArrayList<>();

    /** A message to be sent. */
    record Hostile(int code, int flags, ByteBuffer payload, FileDescriptor[] descriptors) {}

    HostileMessages(SplittableRandom random) throws IOException {
        this.random = random;
        for (long size : new long[] {2 * SIZE, 2 * SIZE, 4096, 0}) {
            SharedMemory memory = new SharedMemory(size);
            opened.add(memory::close);
            files.add(memory.descriptor());
        }
        for (int i = 0; i < EVENTS; i++) {
            FileDescriptor event = EventFds.open();
            opened.add(() -> EventFds.doorbell(event).close());
            events.add(event);
        }
        for (String path : List.of("/dev/zero", "/dev/null")) {
            RandomAccessFile device = new RandomAccessFile(path, "rw");
            opened.add(device);
            others.add(device.getFD());
        }
        FileInputStream readOnly = new FileInputStream("/proc/self/status");
        opened.add(readOnly);
        others.add(readOnly.getFD());
        AFUNIXSocketPair<AFUNIXSocketChannel> pair = AFUNIXSocketPair.open();
        opened.add(pair.getSocket1());
        opened.add(pair.getSocket2());
        others.add(pair.getSocket1().getFileDescriptor());
    }

    Hostile next() {
        Request request = REQUESTS[random.nextInt(REQUESTS.length)];
        int code = rarely() ? random.nextInt(64) : request.code();
        ByteBuffer payload = payload(request);
        if (rarely()) {
            payload.limit(random.nextInt(payload.capacity() + 1));
        }
        int flags = rarely() ? random.nextInt(16) : 1 | random.nextInt(2) << 3;
        return new Hostile(code, flags, payload, descriptors(request, payload));
    }

    private boolean rarely() {
        return random.nextInt(20) == 0;
    }

    /** The number that belongs there, or another. */
    private long number(long right) {
        return switch (random.nextInt(40)) {
            case 0 -> EDGES[random.nextInt(EDGES.length)];
            case 1 -> right + random.nextInt(9) - 4;
            case 2 -> random.nextLong();
            default -> right;
        };
    }

    private int queue() {
        return (int) number(random.nextInt(LoggingHost.QUEUES));
    }

    private ByteBuffer payload(Request request) {
        return switch (request) {
            case SET_FEATURES -> FrontEnd.u64(number(1L << 32 | random.nextLong() & LoggingHost.FEATURES | 1L << 30));
            case SET_PROTOCOL_FEATURES -> FrontEnd.u64(number(FrontEnd.ALL_PROTOCOL_FEATURES));
            case SET_STATUS -> FrontEnd.u64(number(random.nextInt(16)));
            case SET_VRING_NUM -> FrontEnd.state(queue(), (int) number(1 << random.nextInt(11)));
            case SET_VRING_BASE -> FrontEnd.state(queue(), (int) number(0x8000_8000));
            case GET_VRING_BASE -> FrontEnd.state(queue(), 0);
            case SET_VRING_ENABLE -> FrontEnd.state(queue(), (int) number(1));
            case SET_VRING_ADDR -> addresses();
            case SET_VRING_KICK, SET_VRING_CALL, SET_VRING_ERR ->
                FrontEnd.u64(number(queue() & 0xff | random.nextInt(2) << 8));
            case GET_CONFIG, SET_CONFIG -> config();
            case GET_INFLIGHT_FD, SET_INFLIGHT_FD -> inflight();
            case SET_MEM_TABLE -> table();
            case ADD_MEM_REG, REM_MEM_REG -> FrontEnd.payload(40).put(8, region(random.nextInt(4)), 0, 32);
            case SET_LOG_BASE -> FrontEnd.payload(16);
            default -> FrontEnd.none();
        };
    }

    private ByteBuffer addresses() {
        long ring = USER + 0x4000L * random.nextInt(3);
        return FrontEnd.payload(40)
                .putInt(queue())
                .putInt((int) number(0))
                .putLong(number(ring))
                .putLong(number(ring + 0x3000))
                .putLong(number(ring + 0x2000))
                .putLong(0)
                .flip();
    }

    private ByteBuffer config() {
        int length = 1 + random.nextInt(64);
        return FrontEnd.payload(12 + length)
                .putInt(0, (int) number(random.nextInt(32)))
                .putInt(4, (int) number(length));
    }

    private ByteBuffer inflight() {
        return FrontEnd.payload(24)
                .putLong(0, number(SIZE))
                .putLong(8, number(0))
                .putShort(16, (short) number(random.nextInt(LoggingHost.QUEUES + 1)))
                .putShort(18, (short) number(64));
    }

    private ByteBuffer table() {
        int regions = random.nextInt(4);
        ByteBuffer table =
                FrontEnd.payload(8 + 32 * regions).putInt((int) number(regions)).putInt(0);
        for (int i = 0; i < regions; i++) {
            table.put(region(i));
        }
        return table.flip();
    }

    private ByteBuffer region(int which) {
        return FrontEnd.region(
                number(GUEST + (long) which * SIZE),
                number(SIZE),
                number(USER + (long) which * SIZE),
                number(4096L * random.nextInt(2)));
    }

    private FileDescriptor[] descriptors(Request request, ByteBuffer payload) {
        int right = switch (request) {
            case SET_MEM_TABLE -> payload.limit() / 32;
            case ADD_MEM_REG, SET_INFLIGHT_FD, SET_LOG_BASE, SET_LOG_FD -> 1;
            case SET_VRING_KICK, SET_VRING_CALL, SET_VRING_ERR ->
                payload.limit() < 2 || (payload.get(1) & 1) != 0 ? 0 : 1;
            default -> 0;
        };
        int count = rarely() ? random.nextInt(random.nextInt(8) == 0 ? 254 : 10) : right;
        FileDescriptor[] chosen = new FileDescriptor[count];
        for (int i = 0; i < count; i++) {
            List<FileDescriptor> kind = request.name().startsWith("SET_VRING") != rarely() ? events : files;
            List<FileDescriptor> pool = rarely() ? others : kind;
            // Of the files the first is nearly always the one that is long enough.
            chosen[i] = pool.get(rarely() || pool != files ? random.nextInt(pool.size()) : 0);
        }
        return chosen;
    }

    @Override
    public void close() throws IOException {
        for (Closeable one : opened) {
            one.close();
        }
    }
}
