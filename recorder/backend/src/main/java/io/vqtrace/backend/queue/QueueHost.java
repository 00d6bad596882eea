package io.vqtrace.backend.queue;

import io.vqtrace.backend.device.QueueService;
import io.vqtrace.backend.device.VirtioBackend;
import io.vqtrace.backend.memory.GuestMemory;
import io.vqtrace.backend.protocol.DeviceHost;
import io.vqtrace.backend.protocol.Doorbell;
import io.vqtrace.backend.protocol.InflightQueue;
import io.vqtrace.backend.protocol.ProtocolException;
import io.vqtrace.backend.ring.DeviceRing;
import io.vqtrace.backend.ring.RingSetup;
import io.vqtrace.recorder.DeviceProbe;
import io.vqtrace.trace.FaultReason;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Runs a device's queues as a front end's session says, and records what was negotiated. Called by the connection's thread;
 * the queues have threads of their own.
 */
public final class QueueHost implements DeviceHost {
    private static final Logger LOG = System.getLogger(QueueHost.class.getName());

    /** VIRTIO_F_INDIRECT_DESC, VIRTIO_F_EVENT_IDX, VIRTIO_F_VERSION_1, VIRTIO_F_RING_PACKED, VIRTIO_F_IN_ORDER. */
    private static final long INDIRECT_DESC = 1L << 28;

    private static final long EVENT_IDX = 1L << 29;
    private static final long VERSION_1 = 1L << 32;
    private static final long RING_PACKED = 1L << 34;
    private static final long IN_ORDER = 1L << 35;

    private final VirtioBackend device;
    private final DeviceProbe probe;
    private final QueueOptions options;
    private final List<VirtQueue> queues = new ArrayList<>();
    private final QueueWorker[] workers;
    private final Run[] runs;
    private final int[] positions;
    private final DriverSteps steps;
    private final Negotiated lastNegotiated;
    private GuestMemory memory = GuestMemory.of(List.of());
    private boolean offered;
    private long accepted;
    private boolean negotiated;

    /**
     * Makes the host of a device.
     *
     * @param device the device; its queues are handed to it
     * @param name how threads are called
     * @param probe records it
     * @param recorded false if the probe records nothing
     * @param options how the queues are run
     */
    public QueueHost(VirtioBackend device, String name, DeviceProbe probe, boolean recorded, QueueOptions options) {
        this.device = device;
        this.probe = probe;
        this.options = options;
        steps = new DriverSteps(probe);
        lastNegotiated = new Negotiated(device.type());
        int count = device.queues();
        workers = new QueueWorker[count];
        runs = new Run[count];
        positions = new int[count];
        Map<Integer, QueueWorker> byGroup = new HashMap<>();
        for (int i = 0; i < count; i++) {
            VirtQueue queue =
                    new VirtQueue(i, probe.queue(i, options.maxSize()), recorded, System::nanoTime, new Owner());
            queue.moderate(options.moderation());
            queues.add(queue);
            int group = options.sharedThread() ? 0 : device.group(i);
            String thread = name + "-queue-" + i;
            workers[i] = byGroup.computeIfAbsent(
                    group, key -> new QueueWorker(thread, options.poll().toNanos(), System::nanoTime));
        }
        device.attach(List.copyOf(queues));
    }

    @Override
    public long features() {
        long features = device.features() | VERSION_1 | INDIRECT_DESC;
        features |= options.eventIdx() ? EVENT_IDX : 0;
        features |= options.packed() ? RING_PACKED : 0;
        features |= options.inOrder() ? IN_ORDER : 0;
        if (!offered) {
            offered = true;
            probe.featuresOffered(features, 0);
        }
        return features;
    }

    @Override
    public void accept(long features) {
        if (negotiated && features == accepted) {
            return;
        }
        steps.negotiated(features, Arrays.stream(runs).anyMatch(Objects::nonNull));
        negotiated = true;
        accepted = features;
        device.accept(features);
        lastNegotiated.accepted(features);
    }

    /**
     * Tells what was agreed on last, also after the driver has gone.
     *
     * @return changes with the next driver
     */
    public Negotiated lastNegotiated() {
        return lastNegotiated;
    }

    @Override
    public void status(int newStatus) {
        steps.told(newStatus);
    }

    @Override
    public int status() {
        return steps.status();
    }

    @Override
    public void reset() {
        queues.forEach(VirtQueue::letGo);
        for (int i = 0; i < queues.size(); i++) {
            stop(i);
            VirtQueue queue = queues.get(i);
            locked(queue, () -> queue.moderate(options.moderation()));
            enable(i, false);
            positions[i] = 0;
        }
        steps.reset();
        offered = false;
        negotiated = false;
        accepted = 0;
        device.reset();
    }

    @Override
    public int queues() {
        return queues.size();
    }

    @Override
    public int maxQueueSize() {
        return options.maxSize();
    }

    @Override
    public void memory(GuestMemory newMemory) {
        memory = newMemory;
        for (VirtQueue queue : queues) {
            locked(queue, () -> queue.move(newMemory));
        }
    }

    @Override
    public void start(int index, RingSetup setup, Doorbell kick, Doorbell call, Doorbell error, InflightQueue inflight)
            throws ProtocolException {
        if (!setup.valid(memory) || setup.size() > options.maxSize()) {
            throw new ProtocolException(
                    index, FaultReason.QUEUE_CONFIGURATION, "queue " + index + " cannot run " + setup);
        }
        if (runs[index] != null) {
            stop(index);
        }
        DeviceRing ring = DeviceRing.of(memory, setup);
        RequestLog log = inflight == null || !device.restartable() ? null : RequestLog.of(inflight, ring);
        VirtQueue queue = queues.get(index);
        probe.queueConfigured(
                index,
                setup.packed(),
                setup.size(),
                options.maxSize(),
                DeviceProbe.UNKNOWN,
                setup.descriptorArea(),
                setup.driverArea(),
                setup.deviceArea());
        runs[index] = new Run(kick, call, error);
        locked(queue, () -> {
            queue.start(ring, memory, call, log);
            tellRunning(queue);
            if (device.service(index) == QueueService.NONE) {
                queue.disableKicks();
            }
        });
        workers[index].add(queue, device.service(index), kick);
        lastNegotiated.started(index, setup);
    }

    @Override
    public void call(int index, Doorbell call) {
        Run run = runs[index];
        if (run == null) {
            close(call);
            return;
        }
        VirtQueue queue = queues.get(index);
        locked(queue, () -> queue.call(call));
        close(run.call());
        runs[index] = new Run(run.kick(), call, run.error());
    }

    @Override
    public void error(int index, Doorbell error) {
        Run run = runs[index];
        if (run == null) {
            close(error);
            return;
        }
        locked(queues.get(index), () -> runs[index] = new Run(run.kick(), run.call(), error));
        close(run.error());
    }

    @Override
    public int stop(int index) {
        Run run = runs[index];
        if (run == null) {
            return positions[index];
        }
        VirtQueue queue = queues.get(index);
        workers[index].remove(queue);
        locked(queue, () -> {
            positions[index] = queue.stop();
            runs[index] = null;
        });
        run.close();
        return positions[index];
    }

    @Override
    public void enable(int index, boolean enabled) {
        VirtQueue queue = queues.get(index);
        locked(queue, () -> {
            queue.enable(enabled);
            tellRunning(queue);
        });
        workers[index].rouse();
    }

    /** Before anything of the queue is recorded: its lock is held. */
    private void tellRunning(VirtQueue queue) {
        if (queue.running()) {
            steps.running();
        }
    }

    @Override
    public int configSize() {
        return device.servesConfig() ? device.config().capacity() : 0;
    }

    @Override
    public void readConfig(int offset, ByteBuffer target) {
        int length = target.remaining();
        target.put(device.config().slice(offset, length));
        if (length <= Long.BYTES) {
            probe.configRead(offset, length, value(device.config(), offset, length));
        }
    }

    @Override
    public void writeConfig(int offset, ByteBuffer value) throws ProtocolException {
        int length = value.remaining();
        if (length <= Long.BYTES) {
            probe.configWrite(offset, length, value(value, value.position(), length));
        }
        if (!device.writeConfig(offset, value)) {
            throw new ProtocolException(
                    NO_QUEUE,
                    FaultReason.OTHER,
                    "the configuration cannot be written at " + offset + ", " + length + " bytes");
        }
    }

    private static long value(ByteBuffer from, int offset, int length) {
        long value = 0;
        for (int i = length - 1; i >= 0; i--) {
            value = value << Byte.SIZE | from.get(offset + i) & 0xff;
        }
        return value;
    }

    @Override
    public void fault(int queue, FaultReason reason) {
        // A trace tells of faults by queue; what concerns the device stands with its first.
        int index = queue >= 0 && queue < queues.size() ? queue : 0;
        queues.get(index).probe().fault(reason.code());
    }

    private final class Owner implements QueueOwner {
        @Override
        public void broken(int queue, FaultReason reason) {
            tellDriver(queue, reason);
        }

        @Override
        public void deadlineSet(int queue) {
            workers[queue].rouse();
        }
    }

    /** A queue broke, under its lock: the driver is told in the ways that there are (virtio 1.4 section 2.1.2). */
    private void tellDriver(int index, FaultReason reason) {
        steps.broken();
        Run run = runs[index];
        if (run != null && run.error() != null) {
            try {
                run.error().ring();
            } catch (IOException e) {
                LOG.log(Level.WARNING, "queue " + index + " broke (" + reason.label() + "), unheard", e);
            }
        }
    }

    private static void locked(VirtQueue queue, Runnable action) {
        queue.lock().lock();
        try {
            action.run();
        } finally {
            queue.lock().unlock();
        }
    }

    private static void close(Doorbell doorbell) {
        if (doorbell != null) {
            doorbell.close();
        }
    }

    /** The doorbells of a queue that was started; those that there are. */
    private record Run(Doorbell kick, Doorbell call, Doorbell error) {
        void close() {
            QueueHost.close(kick);
            QueueHost.close(call);
            QueueHost.close(error);
        }
    }
}
