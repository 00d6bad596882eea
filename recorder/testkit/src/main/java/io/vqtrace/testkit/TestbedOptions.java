package io.vqtrace.testkit;

import io.vqtrace.recorder.DeviceProbe;
import io.vqtrace.recorder.VirtioRecorder;
import io.vqtrace.testkit.internal.run.Settings;
import io.vqtrace.testkit.internal.run.StallPlan;
import io.vqtrace.testkit.ring.RingLayout;
import io.vqtrace.virtio.DeviceType;
import io.vqtrace.virtio.FeatureSet;
import java.time.Duration;

/** What a {@link TestbedBuilder} was told: the defaults, what violations and stalls need, and what fits together. */
final class TestbedOptions {
    private static final int NET_MQ = 22;
    private static final int DEFAULT_CAPACITY = 4 << 20;
    private static final int DEPTH = 8;
    private static final int BATCH = 4;
    /** As many as a network driver's longest command takes: what it is, its data, room for an answer and for its end. */
    static final int SHORTEST_RING = 4;

    private static final Moderation LONG_WAIT = new Moderation(64, 50);
    private static final double FLOOD_RATE = 5_000;
    private static final int FIRST_THAT_FITS = -1;
    private static final double RECEIVE_RATE = 5_000;

    long seed = 1;
    DeviceType type = DeviceType.BLK;
    int queues = 1;
    int ringSize = 256;
    boolean packed;
    boolean eventIdx = true;
    boolean indirect;
    boolean inOrder;
    boolean notificationData;
    boolean ringReset;
    boolean suspend;
    int demanded = Settings.NO_DEMAND;
    boolean perQueueCoalescing = true;
    TransportKind transport = TransportKind.MMIO;
    Moderation moderation = Moderation.NONE;
    ServiceTime serviceTime = ServiceTime.lognormal(Duration.ofNanos(50_000), 0.3);
    int servers = DEPTH;
    int batch = 1;
    boolean suppressKicks = true;
    Workload workload = Workload.closedLoop(DEPTH);
    int segments = 1;
    InterruptPolicy policy = InterruptPolicy.ALWAYS;
    double receiveRate;
    Timing timing = Timing.USUAL;
    boolean virtual = true;
    boolean times;
    int capacityBytes = DEFAULT_CAPACITY;
    Violation violation;
    Incident incident;
    DeviceProbe probe;
    RegisterListener listener;
    RegisterListener observer;
    long watchdogNanos;
    VirtualClock clock = new VirtualClock();
    Stall stall;
    int stallQueue = FIRST_THAT_FITS;
    long stallAtNanos;
    long stallAfter;

    /** Makes the settings that violation and stall need, checks them, and describes the testbed. */
    Settings settings() {
        if (violation != null) {
            violation.needs().forEach(this::provide);
        }
        if (stall != null) {
            stall.needs().forEach(this::provide);
        }
        check();
        return new Settings(
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
    }

    /** Tells where the device reports to. */
    DeviceProbe probe() {
        return probe != null ? probe : VirtioRecorder.disabled().device("testbed", type);
    }

    /** Tells what stalls, where and when. */
    StallPlan stallPlan() {
        if (stall == null) {
            return StallPlan.NONE;
        }
        boolean net = type == DeviceType.NET;
        int first = net && stall.onRequestQueues() ? 1 : 0;
        int queue = stallQueue == FIRST_THAT_FITS ? first : stallQueue;
        boolean receives = net && queue % 2 == 0;
        boolean fits = receives ? stall.onReceiveQueues() : stall.onRequestQueues();
        if (queue < 0 || queue >= queues * (net ? 2 : 1) || !fits) {
            throw new IllegalArgumentException(stall + " cannot happen on queue " + queue + " of this device");
        }
        return new StallPlan(stall, queue, stallAtNanos, stallAfter);
    }

    private void check() {
        boolean sized = ringSize <= RingLayout.MAX_SIZE && (packed || Integer.bitCount(ringSize) == 1);
        if (!sized || ringSize < SHORTEST_RING || ringSize < segments + 2) {
            throw new IllegalArgumentException("no ring can have " + ringSize + " entries here");
        }
        if (queues < 1 || servers < 1 || batch < 1 || segments < 1) {
            throw new IllegalArgumentException("queues, servers, batch and segments start at 1");
        }
        if (!virtual && (violation != null || incident != null || stall != null)) {
            throw new IllegalArgumentException("violations, incidents and stalls need virtual time");
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
                servers = 4 * DEPTH;
                batch = 1;
            }
            case BUSY -> {
                servers = 2;
                workload = workload.depth() >= DEPTH ? workload : Workload.closedLoop(DEPTH);
                policy = InterruptPolicy.DELAYED;
            }
            case KICK_FLAGS -> {
                eventIdx &= packed;
                suppressKicks = true;
            }
            case INTERRUPT_FLAGS -> eventIdx &= packed;
            case INTERRUPT_INDEX -> {
                eventIdx = true;
                policy = policy == InterruptPolicy.NAPI ? InterruptPolicy.ALWAYS : policy;
            }
            case MODERATION -> moderation = moderation.enabled() ? moderation : LONG_WAIT;
            case FLOOD -> {
                servers = ringSize;
                workload = Workload.openLoop(FLOOD_RATE);
            }
            case RECEIVING -> {
                type = DeviceType.NET;
                receiveRate = receiveRate > 0 ? receiveRate : RECEIVE_RATE;
            }
        }
    }
}
