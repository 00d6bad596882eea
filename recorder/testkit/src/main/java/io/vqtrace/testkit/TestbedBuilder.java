package io.vqtrace.testkit;

import io.vqtrace.recorder.DeviceProbe;
import io.vqtrace.recorder.VirtioRecorder;
import io.vqtrace.testkit.internal.run.Settings;
import io.vqtrace.testkit.ring.RingLayout;
import io.vqtrace.virtio.DeviceType;
import io.vqtrace.virtio.FeatureSet;
import java.time.Duration;

/** Describes a {@link Testbed}. Every setting has a default; a violation brings the settings that it needs. */
public final class TestbedBuilder {
    private static final int NET_MQ = 22;
    private static final int DEFAULT_CAPACITY = 4 << 20;
    private static final int DEPTH = 8;
    private static final int BATCH = 4;

    private long seed = 1;
    private DeviceType type = DeviceType.BLK;
    private int queues = 1;
    private int ringSize = 256;
    private boolean packed;
    private boolean eventIdx = true;
    private boolean indirect;
    private boolean inOrder;
    private boolean notificationData;
    private boolean ringReset;
    private boolean suspend;
    private int demanded = Settings.NO_DEMAND;
    private boolean perQueueCoalescing = true;
    private TransportKind transport = TransportKind.MMIO;
    private Moderation moderation = Moderation.NONE;
    private ServiceTime serviceTime = ServiceTime.lognormal(Duration.ofNanos(50_000), 0.3);
    private int servers = DEPTH;
    private int batch = 1;
    private boolean suppressKicks = true;
    private Workload workload = Workload.closedLoop(DEPTH);
    private int segments = 1;
    private InterruptPolicy policy = InterruptPolicy.ALWAYS;
    private double receiveRate;
    private Timing timing = Timing.USUAL;
    private boolean virtual = true;
    private boolean times;
    private int capacityBytes = DEFAULT_CAPACITY;
    private Violation violation;
    private Incident incident;
    private DeviceProbe probe;
    private RegisterListener listener;
    private RegisterListener observer;
    private long watchdogNanos;
    private VirtualClock clock = new VirtualClock();

    TestbedBuilder() {}

    /**
     * Sets the seed of all random numbers; 1 by default.
     *
     * @param value any number
     * @return this
     */
    public TestbedBuilder seed(long value) {
        seed = value;
        return this;
    }

    /**
     * Chooses the device.
     *
     * @param value {@link DeviceType#BLK}, the default, or {@link DeviceType#NET}
     * @return this
     * @throws IllegalArgumentException for any other
     */
    public TestbedBuilder device(DeviceType value) {
        if (value != DeviceType.BLK && value != DeviceType.NET) {
            throw new IllegalArgumentException("no such device in the testkit: " + value);
        }
        type = value;
        return this;
    }

    /**
     * Sets the number of request queues of a block device, or of queue pairs of a network device, which has a control queue
     * too; 1 by default.
     *
     * @param count from 1
     * @return this
     */
    public TestbedBuilder queues(int count) {
        queues = count;
        return this;
    }

    /**
     * Sets the size of each ring; 256 by default.
     *
     * @param entries a power of two for split rings, from 4
     * @return this
     */
    public TestbedBuilder ringSize(int entries) {
        ringSize = entries;
        return this;
    }

    /**
     * Chooses the ring's layout; split by default.
     *
     * @param value true for VIRTIO_F_RING_PACKED
     * @return this
     */
    public TestbedBuilder packed(boolean value) {
        packed = value;
        return this;
    }

    /**
     * Chooses how notifications are suppressed; by event index by default.
     *
     * @param value true for VIRTIO_F_EVENT_IDX, false for flags
     * @return this
     */
    public TestbedBuilder eventIdx(boolean value) {
        eventIdx = value;
        return this;
    }

    /**
     * Chooses indirect descriptors for all requests; off by default.
     *
     * @param value true for VIRTIO_F_INDIRECT_DESC
     * @return this
     */
    public TestbedBuilder indirect(boolean value) {
        indirect = value;
        return this;
    }

    /**
     * Makes the device return requests in order, batches by one entry; off by default.
     *
     * @param value true for VIRTIO_F_IN_ORDER
     * @return this
     */
    public TestbedBuilder inOrder(boolean value) {
        inOrder = value;
        return this;
    }

    /**
     * Makes kicks carry the ring position; off by default.
     *
     * @param value true for VIRTIO_F_NOTIFICATION_DATA
     * @return this
     */
    public TestbedBuilder notificationData(boolean value) {
        notificationData = value;
        return this;
    }

    /**
     * Makes the device offer a feature that the driver does not know, and clear FEATURES_OK for want of it: the driver gives
     * up, no request is made, and the oracle says stalled. Lawful for features such as ACCESS_PLATFORM (virtio 1.4 section
     * 6.2).
     *
     * @param bit a feature bit that is not used otherwise, such as 33
     * @return this
     */
    public TestbedBuilder demanding(int bit) {
        demanded = bit;
        return this;
    }

    /**
     * Chooses the transport; virtio-mmio by default.
     *
     * @param value the transport
     * @return this
     */
    public TestbedBuilder transport(TransportKind value) {
        transport = value;
        return this;
    }

    /**
     * Sets interrupt moderation; none by default. A network device is told by commands of its control queue.
     *
     * @param value for all data queues
     * @return this
     */
    public TestbedBuilder moderation(Moderation value) {
        moderation = value;
        return this;
    }

    /**
     * Sets how long the device works on a request; log-normal around 50 µs by default. In real time it is best constant
     * and 0.
     *
     * @param value the model
     * @return this
     */
    public TestbedBuilder serviceTime(ServiceTime value) {
        serviceTime = value;
        return this;
    }

    /**
     * Sets how many requests of a queue the device works on at once; 8 by default. Below the workload's demand it is the
     * limit that requests wait for.
     *
     * @param count from 1
     * @return this
     */
    public TestbedBuilder servers(int count) {
        servers = count;
        return this;
    }

    /**
     * Sets how many completions the device returns together; 1 by default.
     *
     * @param completions from 1
     * @return this
     */
    public TestbedBuilder batch(int completions) {
        batch = completions;
        return this;
    }

    /**
     * Sets whether the device switches kicks off while it works; on by default.
     *
     * @param value whether it does
     * @return this
     */
    public TestbedBuilder suppressKicks(boolean value) {
        suppressKicks = value;
        return this;
    }

    /**
     * Sets what the driver asks for; a closed loop of depth 8 by default.
     *
     * @param value of each data queue
     * @return this
     */
    public TestbedBuilder workload(Workload value) {
        workload = value;
        return this;
    }

    /**
     * Sets into how many buffers the driver cuts a payload; 1 by default. A block request has two more, for header and status.
     *
     * @param count from 1
     * @return this
     */
    public TestbedBuilder segments(int count) {
        segments = count;
        return this;
    }

    /**
     * Sets when the driver wants interrupts; always by default.
     *
     * @param value the policy
     * @return this
     */
    public TestbedBuilder interrupts(InterruptPolicy value) {
        policy = value;
        return this;
    }

    /**
     * Sets how many packets arrive for each receive queue of a network device; none by default.
     *
     * @param packetsPerSecond mean rate, Poisson
     * @return this
     */
    public TestbedBuilder receiveRate(double packetsPerSecond) {
        receiveRate = packetsPerSecond;
        return this;
    }

    /**
     * Sets what steps cost in virtual time; {@link Timing#USUAL} by default.
     *
     * @param value the costs
     * @return this
     */
    public TestbedBuilder timing(Timing value) {
        timing = value;
        return this;
    }

    /**
     * Sets the block device's size; 4 MiB by default.
     *
     * @param bytes a multiple of 512
     * @return this
     */
    public TestbedBuilder capacity(int bytes) {
        capacityBytes = bytes;
        return this;
    }

    /**
     * Runs in real time on two threads instead of virtual time on one.
     *
     * @return this
     */
    public TestbedBuilder realTime() {
        virtual = false;
        return this;
    }

    /**
     * Sets the clock of virtual time, which the recorder can share; a new one by default.
     *
     * @param value the clock
     * @return this
     */
    public TestbedBuilder clock(VirtualClock value) {
        clock = value;
        return this;
    }

    /**
     * Keeps the times of each request for the oracle; off by default, as it takes memory.
     *
     * @return this
     */
    public TestbedBuilder requestTimes() {
        times = true;
        return this;
    }

    /**
     * Breaks a rule; none by default. Settings that the violation needs are made, whatever was said of them.
     *
     * @param value the violation
     * @return this
     */
    public TestbedBuilder violation(Violation value) {
        violation = value;
        return this;
    }

    /**
     * Makes something happen when half of the requests are done; nothing by default.
     *
     * @param value what
     * @return this
     */
    public TestbedBuilder incident(Incident value) {
        incident = value;
        ringReset |= value == Incident.QUEUE_RESET;
        suspend |= value == Incident.SUSPENSION;
        return this;
    }

    /**
     * Sets where the device reports to; nowhere by default.
     *
     * @param value the probe of a device
     * @return this
     */
    public TestbedBuilder probe(DeviceProbe value) {
        probe = value;
        return this;
    }

    /**
     * Shows every register access to a tap. The device then leaves status, features, queue configurations and resets, and
     * accesses of its configuration to the tap, and reports only the data path and what it does by itself.
     *
     * @param value the tap
     * @return this
     */
    public TestbedBuilder registers(RegisterListener value) {
        listener = value;
        return this;
    }

    /**
     * Shows every register access to somebody who only looks: unlike a {@linkplain #registers tap} the observer leaves all
     * reports to the device. In virtual time it may move the clock on, so that register accesses take time.
     *
     * @param value who looks
     * @return this
     */
    public TestbedBuilder observer(RegisterListener value) {
        observer = value;
        return this;
    }

    /**
     * Makes a request queue's device that did nothing for some time look at the ring by itself, once, as backends do that do
     * not rely on notifications alone; off by default. In virtual time only.
     *
     * @param value the time
     * @return this
     */
    public TestbedBuilder watchdog(Duration value) {
        watchdogNanos = value.toNanos();
        return this;
    }

    /**
     * Makes the testbed. Its memory is allocated here.
     *
     * @return a testbed that has not run yet
     * @throws IllegalArgumentException if the settings contradict each other
     */
    public Testbed build() {
        if (violation != null) {
            violation.needs().forEach(this::provide);
        }
        check();
        Settings settings = new Settings(
                seed,
                type,
                queues,
                ringSize,
                features(),
                demanded,
                transport,
                moderation,
                serviceTime,
                servers,
                batch,
                suppressKicks,
                workload,
                segments,
                policy,
                receiveRate,
                timing,
                virtual,
                times,
                capacityBytes,
                watchdogNanos);
        DeviceProbe reporting =
                probe != null ? probe : VirtioRecorder.disabled().device("testbed", type);
        return new Testbed(settings, violation, incident, reporting, listener, observer, clock);
    }

    private void check() {
        boolean sized = ringSize <= RingLayout.MAX_SIZE && (packed || Integer.bitCount(ringSize) == 1);
        if (!sized || ringSize < segments + 2) {
            throw new IllegalArgumentException("no ring can have " + ringSize + " entries here");
        }
        if (queues < 1 || servers < 1 || batch < 1 || segments < 1) {
            throw new IllegalArgumentException("queues, servers, batch and segments start at 1");
        }
        if (!virtual && (violation != null || incident != null)) {
            throw new IllegalArgumentException("violations and incidents need virtual time");
        }
        if (incident == Incident.QUEUE_DISABLED && transport != TransportKind.MMIO) {
            throw new IllegalArgumentException("a queue on PCI cannot be stopped but by its reset");
        }
    }

    private FeatureSet features() {
        FeatureSet features = FeatureSet.of(Settings.VERSION_1);
        features = add(features, packed, Settings.RING_PACKED);
        features = add(features, eventIdx, Settings.EVENT_IDX);
        features = add(features, indirect, Settings.INDIRECT_DESC);
        features = add(features, inOrder, Settings.IN_ORDER);
        features = add(features, notificationData, Settings.NOTIFICATION_DATA);
        features = add(features, ringReset, Settings.RING_RESET);
        features = add(features, suspend, Settings.SUSPEND);
        if (type == DeviceType.NET) {
            features = features.set(Settings.NET_CTRL_VQ).set(Settings.NET_NOTF_COAL);
            features = add(features, perQueueCoalescing, Settings.NET_VQ_NOTF_COAL);
            return add(features, queues > 1, NET_MQ);
        }
        return add(features.set(Settings.BLK_FLUSH), queues > 1, Settings.BLK_MQ);
    }

    private static FeatureSet add(FeatureSet features, boolean wanted, int bit) {
        return wanted ? features.set(bit) : features;
    }

    void provide(Need need) {
        switch (need) {
            case SPLIT -> packed = false;
            case PACKED -> packed = true;
            case EVENT_IDX -> eventIdx = true;
            case NO_EVENT_IDX -> eventIdx = false;
            case INDIRECT -> indirect = true;
            case NO_INDIRECT -> indirect = false;
            case IN_ORDER -> inOrder = true;
            case NOTIFICATION_DATA -> notificationData = true;
            case RING_RESET -> ringReset = true;
            case MMIO -> transport = TransportKind.MMIO;
            case PCI -> transport = TransportKind.PCI;
            case NET -> type = DeviceType.NET;
            case COALESCING -> perQueueCoalescing = violation != Violation.COALESCING_NOT_NEGOTIATED;
            case DEVICE_RESET -> incident = Incident.DEVICE_RESET;
            case QUEUE_RESET -> incident = Incident.QUEUE_RESET;
            case QUEUE_DISABLED -> incident = Incident.QUEUE_DISABLED;
            case SUSPENSION -> {
                suspend = true;
                incident = Incident.SUSPENSION;
            }
            case DEPTH -> {
                servers = Math.max(servers, DEPTH);
                batch = Math.max(batch, BATCH);
                workload = workload.depth() >= DEPTH ? workload : Workload.closedLoop(DEPTH);
            }
            case STEADY -> {
                serviceTime = ServiceTime.constant(Duration.ofNanos(50_000));
                workload = Workload.openLoop(100_000);
                servers = DEPTH;
                batch = 1;
            }
            case BUSY -> {
                servers = 2;
                workload = workload.depth() >= DEPTH ? workload : Workload.closedLoop(DEPTH);
                policy = InterruptPolicy.DELAYED;
            }
        }
    }
}
