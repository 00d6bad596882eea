package io.vqtrace.bench.sustained;

import io.vqtrace.trace.Operation;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * A mix of block requests as a guest's file system and database make it: 60 % reads, 35 % writes, 5 % flushes; half of the
 * accesses continue one of eight sequential streams, the others hit anywhere in 1 TiB; 4 KiB mostly, up to 128 KiB. Made
 * once, so that drawing costs nothing on the data path.
 */
final class BlockRequests {
    /** Number of requests, a power of two. */
    static final int COUNT = 1 << 14;

    private static final int STREAMS = 8;
    private static final long DISK_SECTORS = 1L << 31;
    private static final int SECTOR_BYTES = 512;
    private static final int HEADER_BYTES = 16;
    private static final int STATUS_BYTES = 1;
    private static final int[] SIZES = {4096, 4096, 4096, 4096, 4096, 4096, 8192, 16384, 65536, 131072};

    final byte[] operation = new byte[COUNT];
    final long[] sector = new long[COUNT];
    final int[] descriptors = new int[COUNT];
    final int[] outBytes = new int[COUNT];
    final int[] inBytes = new int[COUNT];

    BlockRequests(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        long[] streams = random.longs(STREAMS, 0, DISK_SECTORS).toArray();
        for (int i = 0; i < COUNT; i++) {
            int kind = random.nextInt(100);
            int bytes = SIZES[random.nextInt(SIZES.length)];
            if (kind < 5) {
                set(i, Operation.FLUSH, 0, 2, HEADER_BYTES, STATUS_BYTES);
                continue;
            }
            long at;
            if (random.nextBoolean()) {
                int stream = random.nextInt(STREAMS);
                at = streams[stream];
                streams[stream] = (at + bytes / SECTOR_BYTES) % DISK_SECTORS;
            } else {
                // File systems align to their block.
                at = random.nextLong(DISK_SECTORS) & -8;
            }
            if (kind < 40) {
                set(i, Operation.WRITE, at, 3, HEADER_BYTES + bytes, STATUS_BYTES);
            } else {
                set(i, Operation.READ, at, 3, HEADER_BYTES, bytes + STATUS_BYTES);
            }
        }
    }

    private void set(int i, Operation operationOf, long at, int chain, int out, int in) {
        operation[i] = operationOf.code();
        sector[i] = at;
        descriptors[i] = chain;
        outBytes[i] = out;
        inBytes[i] = in;
    }
}
