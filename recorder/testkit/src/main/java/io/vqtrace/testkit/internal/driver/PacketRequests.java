package io.vqtrace.testkit.internal.driver;

import io.vqtrace.testkit.GuestMemory;
import io.vqtrace.testkit.RandomStream;
import io.vqtrace.testkit.Workload;
import io.vqtrace.testkit.internal.run.Settings;
import io.vqtrace.testkit.ring.Buffers;

/** Packets to send, or buffers for packets to come (virtio 1.4 section 5.1.6). */
final class PacketRequests implements RequestSource {
    private static final int HEADER_BYTES = 12;
    private static final int TABLE_OFFSET = 16;
    private static final int DATA_OFFSET = 64;
    private static final int RECEIVE_BYTES = 2048;
    private static final int STAMP_OFFSET = HEADER_BYTES;

    private final GuestMemory memory;
    private final Workload workload;
    private final RandomStream random;
    private final boolean receive;
    private final long slots;
    private final int stride;
    private long received;

    PacketRequests(Settings settings, GuestMemory memory, int queue) {
        this.memory = memory;
        workload = settings.workload();
        random = RandomStream.of(settings.seed(), queue);
        receive = settings.receives(queue);
        stride = DATA_OFFSET + Math.max(RECEIVE_BYTES, HEADER_BYTES + workload.maxBytes()) + 15 & -16;
        slots = memory.allocate(stride * settings.ringSize(), 16);
    }

    @Override
    public void build(int slot, Buffers buffers) {
        long data = base(slot) + DATA_OFFSET;
        if (receive) {
            buffers.clear().writable(data, RECEIVE_BYTES);
        } else {
            int span = workload.maxBytes() - workload.minBytes() + 1;
            int bytes = workload.minBytes() + random.nextInt(span);
            buffers.clear().readable(data, HEADER_BYTES).readable(data + HEADER_BYTES, bytes);
        }
    }

    @Override
    public long table(int slot) {
        return base(slot) + TABLE_OFFSET;
    }

    @Override
    public int finish(int slot, int usedLength) {
        if (!receive) {
            return usedLength == 0 ? FINE : CORRUPTED;
        }
        if (usedLength == 0) {
            return FAILED;
        }
        boolean inOrder = memory.getLong(base(slot) + DATA_OFFSET + STAMP_OFFSET) == received++;
        return inOrder ? FINE : CORRUPTED;
    }

    private long base(int slot) {
        return slots + (long) slot * stride;
    }
}
