package io.vqtrace.backend.protocol;

import io.vqtrace.backend.memory.GuestMemory;
import io.vqtrace.trace.FaultReason;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;

/** Requests about queues, and what concerns them all: features, memory, the in-flight region. */
final class QueueRequests {
    private static final GuestMemory NO_MEMORY = GuestMemory.of(List.of());

    private static final int INDEX_MASK = 0xff;
    private static final int NO_DESCRIPTOR = 1 << 8;

    private final DeviceHost host;
    private final List<QueueState> queues;
    private GuestMemory memory = NO_MEMORY;
    private InflightRegion inflight;
    private long features;
    private boolean accepted;

    QueueRequests(DeviceHost host) {
        this.host = host;
        queues = IntStream.range(0, host.queues()).mapToObj(QueueState::new).toList();
    }

    void accept(long wanted) throws ProtocolException {
        long foreign = wanted & ~(host.features() | ProtocolFeature.FEATURE_BIT);
        if (foreign != 0) {
            throw Refusal.of(String.format("features 0x%x, of which 0x%x were not offered", wanted, foreign));
        }
        if (accepted && wanted == features) {
            return;
        }
        if (queues.stream().anyMatch(QueueState::runs)) {
            throw Refusal.of("other features while queues run");
        }
        features = wanted;
        accepted = true;
        host.accept(wanted & ~ProtocolFeature.FEATURE_BIT);
    }

    /** Queues go over to a new memory, those whose rings are no longer in it stop. */
    void memory(GuestMemory newMemory) {
        for (int i = 0; i < queues.size(); i++) {
            if (queues.get(i).runs() && !queues.get(i).survives(newMemory, features)) {
                host.fault(i, FaultReason.QUEUE_CONFIGURATION);
                queues.get(i).stop(host);
            }
        }
        memory = newMemory;
        host.memory(newMemory);
    }

    void size(ByteBuffer payload) throws ProtocolException {
        queue(payload.getInt()).size(payload.getInt(), host.maxQueueSize());
    }

    void base(ByteBuffer payload) throws ProtocolException {
        queue(payload.getInt()).base(payload.getInt());
    }

    void addresses(ByteBuffer payload) throws ProtocolException {
        queue(payload.getInt()).addresses(payload);
    }

    void enable(ByteBuffer payload) throws ProtocolException {
        int index = payload.getInt();
        queue(index);
        int value = payload.getInt();
        if (value < 0 || value > 1) {
            throw Refusal.ofQueue(index, "neither enabled nor disabled but " + Integer.toUnsignedString(value));
        }
        host.enable(index, value == 1);
    }

    Reply stop(ByteBuffer payload) throws ProtocolException {
        int index = payload.getInt();
        int base = queue(index).stop(host);
        return new Reply(Libc.memory(Long.BYTES).putInt(0, index).putInt(Integer.BYTES, base), null);
    }

    void kick(ByteBuffer payload, Descriptors descriptors) throws ProtocolException {
        int index = index(payload);
        QueueState queue = queue(index);
        Doorbell kick = doorbell(payload, descriptors);
        try {
            queue.start(host, memory, features, kick, inflight);
        } catch (ProtocolException e) {
            if (kick != null) {
                kick.close();
            }
            throw e;
        }
        if ((features & ProtocolFeature.FEATURE_BIT) == 0) {
            host.enable(index, true);
        }
    }

    void call(ByteBuffer payload, Descriptors descriptors) throws ProtocolException {
        QueueState queue = queue(index(payload));
        queue.call(doorbell(payload, descriptors), host);
    }

    void error(ByteBuffer payload, Descriptors descriptors) throws ProtocolException {
        QueueState queue = queue(index(payload));
        queue.error(doorbell(payload, descriptors), host);
    }

    private static int index(ByteBuffer payload) throws ProtocolException {
        long value = payload.getLong(0);
        if ((value & ~(INDEX_MASK | NO_DESCRIPTOR)) != 0) {
            throw Refusal.of("an event descriptor for 0x" + Long.toHexString(value));
        }
        return (int) value & INDEX_MASK;
    }

    /** Returns null if the front end passes none and wants the queue to be polled. */
    private static Doorbell doorbell(ByteBuffer payload, Descriptors descriptors) throws ProtocolException {
        int index = index(payload);
        int expected = (payload.getLong(0) & NO_DESCRIPTOR) != 0 ? 0 : 1;
        if (descriptors.count() != expected) {
            throw Refusal.ofQueue(index, descriptors.count() + " event descriptors, not " + expected);
        }
        if (expected == 0) {
            return null;
        }
        try {
            Doorbell doorbell = EventFd.of(descriptors.get(0));
            descriptors.take(0);
            return doorbell;
        } catch (IOException e) {
            throw Refusal.ofQueue(index, "the event descriptor cannot be used: " + e.getMessage());
        }
    }

    private QueueState queue(int index) throws ProtocolException {
        if (index < 0 || index >= queues.size()) {
            throw Refusal.ofQueue(index, "the device has " + queues.size());
        }
        return queues.get(index);
    }

    Reply createInflight(ByteBuffer payload) throws IOException, ProtocolException {
        int wantedQueues = checkedInflightQueues(payload);
        int queueSize = Short.toUnsignedInt(payload.getShort(18));
        long bytes = InflightRegion.bytes(QueueState.packed(features), wantedQueues, queueSize);
        RandomAccessFile file = SharedFile.create(Math.toIntExact(bytes));
        ByteBuffer answer = Libc.memory(payload.limit());
        answer.putLong(0, bytes).putShort(16, (short) wantedQueues).putShort(18, (short) queueSize);
        return new Reply(answer, file);
    }

    void setInflight(ByteBuffer payload, Descriptors descriptors) throws ProtocolException {
        int wantedQueues = checkedInflightQueues(payload);
        if (descriptors.count() != 1) {
            throw Refusal.of("an in-flight region without descriptor");
        }
        if (queues.stream().anyMatch(QueueState::runs)) {
            throw Refusal.of("another in-flight region while queues run");
        }
        int queueSize = Short.toUnsignedInt(payload.getShort(18));
        inflight =
                InflightRegion.map(descriptors.get(0), payload.getLong(0), payload.getLong(8), wantedQueues, queueSize);
    }

    private int checkedInflightQueues(ByteBuffer payload) throws ProtocolException {
        int wantedQueues = Short.toUnsignedInt(payload.getShort(16));
        int queueSize = Short.toUnsignedInt(payload.getShort(18));
        if (wantedQueues < 1 || wantedQueues > queues.size() || queueSize < 1 || queueSize > host.maxQueueSize()) {
            throw Refusal.of("an in-flight region for " + wantedQueues + " queues of " + queueSize);
        }
        return wantedQueues;
    }

    /** RESET_OWNER, which nobody sends any more: recommended is to disable all rings. */
    void disable() {
        for (int i = 0; i < queues.size(); i++) {
            host.enable(i, false);
        }
    }

    void reset() {
        host.reset();
        queues.forEach(QueueState::forget);
        features = 0;
        accepted = false;
        inflight = null;
    }

    void end() {
        reset();
        queues.forEach(QueueState::closeDoorbells);
        memory = NO_MEMORY;
        host.memory(NO_MEMORY);
    }
}
