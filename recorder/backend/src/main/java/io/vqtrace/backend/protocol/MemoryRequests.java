package io.vqtrace.backend.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Requests about the front end's memory. */
final class MemoryRequests {
    private final MemoryTable table = new MemoryTable();
    private final QueueRequests queues;

    MemoryRequests(QueueRequests queues) {
        this.queues = queues;
    }

    void set(ByteBuffer payload, Descriptors descriptors) throws ProtocolException {
        int count = payload.getInt();
        payload.getInt();
        if (count != descriptors.count() || payload.remaining() != (long) count * Request.REGION_BYTES) {
            throw Refusal.ofMemory("a table of " + Integer.toUnsignedString(count) + " regions in " + payload.limit()
                    + " bytes with " + descriptors.count() + " descriptors");
        }
        List<RegionDescription> regions = new ArrayList<>();
        while (payload.hasRemaining()) {
            regions.add(RegionDescription.read(payload));
        }
        table.set(regions, descriptors);
        queues.memory(table.memory());
    }

    void add(ByteBuffer payload, Descriptors descriptors) throws ProtocolException {
        if (descriptors.count() != 1) {
            throw Refusal.ofMemory("a memory region without descriptor");
        }
        table.add(single(payload), descriptors.get(0));
        queues.memory(table.memory());
    }

    void remove(ByteBuffer payload) throws ProtocolException {
        table.remove(single(payload));
        queues.memory(table.memory());
    }

    private static RegionDescription single(ByteBuffer payload) {
        payload.getLong();
        return RegionDescription.read(payload);
    }
}
