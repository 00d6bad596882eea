package io.vqtrace.backend.protocol;

import io.vqtrace.backend.memory.GuestMemory;
import io.vqtrace.backend.ring.RingSetup;
import io.vqtrace.trace.FaultReason;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A device without rings: writes down what the session asks for. */
final class LoggingHost implements DeviceHost {
    static final int QUEUES = 4;
    static final int MAX_SIZE = 1024;
    static final int CONFIG_BYTES = 60;

    /** VERSION_1, INDIRECT_DESC, EVENT_IDX, RING_PACKED, IN_ORDER. */
    static final long FEATURES = 1L << 32 | 1L << 28 | 1L << 29 | 1L << 34 | 1L << 35;

    final List<String> calls = new CopyOnWriteArrayList<>();
    final List<FaultReason> faults = new CopyOnWriteArrayList<>();
    final ByteBuffer config = ByteBuffer.allocate(CONFIG_BYTES);
    volatile GuestMemory memory;
    final RingSetup[] running = new RingSetup[QUEUES];
    final InflightQueue[] inflight = new InflightQueue[QUEUES];
    final Doorbell[] kicks = new Doorbell[QUEUES];
    private final List<List<Doorbell>> doorbells = new ArrayList<>();
    private volatile int status;

    LoggingHost() {
        for (int i = 0; i < QUEUES; i++) {
            doorbells.add(new ArrayList<>());
        }
        for (int i = 0; i < CONFIG_BYTES; i++) {
            config.put(i, (byte) (i + 1));
        }
    }

    @Override
    public long features() {
        return FEATURES;
    }

    @Override
    public void accept(long features) {
        calls.add(String.format("accept 0x%x", features));
    }

    @Override
    public void status(int newStatus) {
        status = newStatus;
        calls.add("status " + newStatus);
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public void reset() {
        for (int i = 0; i < QUEUES; i++) {
            if (running[i] != null) {
                stop(i);
            }
        }
        status = 0;
        calls.add("reset");
    }

    @Override
    public int queues() {
        return QUEUES;
    }

    @Override
    public int maxQueueSize() {
        return MAX_SIZE;
    }

    @Override
    public void memory(GuestMemory newMemory) {
        memory = newMemory;
        calls.add("memory of " + newMemory.regions().size());
    }

    @Override
    public void start(int queue, RingSetup setup, Doorbell kick, Doorbell call, Doorbell error, InflightQueue part) {
        running[queue] = setup;
        inflight[queue] = part;
        kicks[queue] = kick;
        keep(queue, kick);
        keep(queue, call);
        keep(queue, error);
        calls.add("start " + queue);
    }

    private void keep(int queue, Doorbell doorbell) {
        if (doorbell != null) {
            doorbells.get(queue).add(doorbell);
        }
    }

    @Override
    public void call(int queue, Doorbell call) {
        keep(queue, call);
        calls.add("call " + queue);
    }

    @Override
    public void error(int queue, Doorbell error) {
        keep(queue, error);
        calls.add("error " + queue);
    }

    @Override
    public int stop(int queue) {
        int position = running[queue].position();
        running[queue] = null;
        kicks[queue] = null;
        doorbells.get(queue).forEach(Doorbell::close);
        doorbells.get(queue).clear();
        calls.add("stop " + queue);
        return position;
    }

    @Override
    public void enable(int queue, boolean enabled) {
        calls.add((enabled ? "enable " : "disable ") + queue);
    }

    @Override
    public int configSize() {
        return CONFIG_BYTES;
    }

    @Override
    public void readConfig(int offset, ByteBuffer target) {
        target.put(config.slice(offset, target.remaining()));
    }

    @Override
    public void writeConfig(int offset, ByteBuffer value) {
        config.put(offset, value, value.position(), value.remaining());
    }

    @Override
    public void fault(int queue, FaultReason reason) {
        faults.add(reason);
        calls.add("fault " + reason.label());
    }
}
