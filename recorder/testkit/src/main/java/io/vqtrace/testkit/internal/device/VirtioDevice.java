package io.vqtrace.testkit.internal.device;

import io.vqtrace.recorder.DeviceProbe;
import io.vqtrace.testkit.GuestMemory;
import io.vqtrace.testkit.Moderation;
import io.vqtrace.testkit.Stall;
import io.vqtrace.testkit.TransportKind;
import io.vqtrace.testkit.Violation;
import io.vqtrace.testkit.Workload;
import io.vqtrace.testkit.internal.run.Misconduct;
import io.vqtrace.testkit.internal.run.Settings;
import io.vqtrace.testkit.ring.DeviceRing;
import io.vqtrace.testkit.ring.RingLayout;
import io.vqtrace.trace.FaultReason;
import io.vqtrace.virtio.DeviceStatus;
import io.vqtrace.virtio.FeatureSet;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** The device behind its registers: status, features, queues, configuration, interrupts (virtio 1.4 chapter 2). */
public final class VirtioDevice {
    private static final int CONFIG_BYTES = 64;

    private final Settings settings;
    private final GuestMemory memory;
    private final DeviceProbe probe;
    private final boolean tapped;
    private final Misconduct misconduct;
    private final LongSupplier clock;
    private final QueueState[] queues;
    private final List<QueueServer> servers = new ArrayList<>();
    private final long[][] published;
    private final Interrupts interrupts;
    private final ByteBuffer config = ByteBuffer.allocate(CONFIG_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final Negotiation negotiation;
    private Moderation receiveSetting = Moderation.NONE;
    private Moderation transmitSetting = Moderation.NONE;
    private final AtomicInteger status = new AtomicInteger();
    private volatile boolean suspending;
    private volatile boolean resetting;

    /**
     * Makes a device that waits for its driver.
     *
     * @param settings what it is
     * @param memory the guest's
     * @param probe where it reports to
     * @param tapped whether the negotiation is reported by a register tap instead
     * @param misconduct what it breaks
     * @param clock the time
     */
    public VirtioDevice(
            Settings settings,
            GuestMemory memory,
            DeviceProbe probe,
            boolean tapped,
            Misconduct misconduct,
            LongSupplier clock) {
        this.settings = settings;
        this.memory = memory;
        this.probe = probe;
        this.tapped = tapped;
        this.misconduct = misconduct;
        this.clock = clock;
        negotiation = new Negotiation(this, probe, tapped);
        int count = settings.virtqueues();
        queues = new QueueState[count];
        published = new long[count][settings.ringSize()];
        interrupts = new Interrupts(settings, misconduct, count);
        ByteBuffer disk = settings.net() ? null : ByteBuffer.allocateDirect(settings.capacityBytes());
        for (int i = 0; i < count; i++) {
            queues[i] = new QueueState();
            servers.add(server(i, disk));
        }
        if (!settings.net()) {
            config.putLong(0, settings.capacityBytes() / Workload.SECTOR_BYTES);
            config.putShort(34, (short) count);
        }
    }

    private QueueServer server(int queue, ByteBuffer disk) {
        if (settings.receives(queue)) {
            return new ReceiveServer(this, queue, memory);
        }
        if (settings.controls(queue)) {
            return new RequestServer(this, queue, new ControlBackend(memory, this));
        }
        Backend backend = settings.net() ? new TransmitBackend(memory) : new BlockBackend(memory, disk);
        return new RequestServer(this, queue, backend);
    }

    /** Returns the sides of the queues that do the work. */
    public List<QueueServer> servers() {
        return servers;
    }

    /** Returns a queue's registers. */
    public QueueState queue(int index) {
        return queues[index];
    }

    /** Returns the number of queues. */
    public int queueCount() {
        return queues.length;
    }

    /** Returns the way to the driver. */
    public Interrupts interrupts() {
        return interrupts;
    }

    /** Returns where the driver notes when it published a chain, by its head. */
    public long[] published(int queue) {
        return published[queue];
    }

    /** Returns what the device is. */
    public Settings settings() {
        return settings;
    }

    /** Returns features, status rules and their refusals. */
    public Negotiation negotiation() {
        return negotiation;
    }

    /** Returns the device specific configuration. */
    public ByteBuffer config() {
        return config;
    }

    /** The driver read the status. */
    public int readStatus() {
        int value = status.get();
        if (DeviceStatus.SUSPEND.in(value) && misconduct.once(Violation.INTERRUPT_WHILE_SUSPENDED)) {
            servers.get(0).notifier.interruptAnyway(now());
        }
        if (!tapped) {
            probe.statusRead(value);
        }
        return value;
    }

    /** The driver wrote the status. */
    public void writeStatus(int value) {
        if (!tapped) {
            probe.status(value);
        }
        if (value == 0) {
            reset();
            return;
        }
        int before = status.get();
        boolean running = DeviceStatus.DRIVER_OK.in(before);
        if (DeviceStatus.SUSPEND.in(before) && !running && DeviceStatus.DRIVER_OK.in(value)) {
            status.set((before | DeviceStatus.DRIVER_OK.mask()) & ~DeviceStatus.SUSPEND.mask());
            suspending = false;
            servers.forEach(server -> server.resume(now()));
        } else if (DeviceStatus.SUSPEND.in(value) && running && !suspending) {
            suspending = true;
            wakeServers();
        } else if (!suspending) {
            boolean asked = DeviceStatus.FEATURES_OK.in(value) && !DeviceStatus.FEATURES_OK.in(before);
            boolean refused = asked && !negotiation.acceptable();
            status.set(refused ? value & ~DeviceStatus.FEATURES_OK.mask() : value);
            if (DeviceStatus.DRIVER_OK.in(value)) {
                moderateAll();
                wakeServers();
            }
        }
    }

    private void moderateAll() {
        boolean byCommand = settings.controls(queues.length - 1);
        coalesce(true, byCommand ? Moderation.NONE : settings.moderation());
        coalesce(false, byCommand ? Moderation.NONE : settings.moderation());
    }

    private void wakeServers() {
        servers.forEach(server -> server.wakeAt(now()));
    }

    private void reset() {
        if (!tapped) {
            probe.deviceReset();
        }
        resetting = DeviceStatus.DRIVER_OK.in(status.get()) && misconduct.planned(Violation.USED_AFTER_RESET);
        status.set(0);
        suspending = false;
        for (int i = 0; i < queues.length; i++) {
            servers.get(i).detach();
            queues[i].reset();
        }
        resetting = false;
        interrupts.reset();
        negotiation.reset();
    }

    void configRead(int offset, int width, long value) {
        if (!tapped) {
            probe.configRead(offset, width, value);
        }
    }

    /** The driver wrote the device specific configuration. */
    public void configWrite(int offset, int width, long value) {
        if (!tapped) {
            probe.configWrite(offset, width, value);
        }
    }

    /** Enables a queue as its registers say. */
    public void enableQueue(int index) {
        QueueState queue = queues[index];
        RingLayout layout = negotiation.layout(queue);
        if (!tapped) {
            probe.queueConfigured(
                    index,
                    layout.packed(),
                    queue.size(),
                    settings.ringSize(),
                    queue.vector(),
                    queue.descriptorArea(),
                    queue.driverArea(),
                    queue.deviceArea());
        }
        if (!layout.valid(memory) || layout.size() > settings.ringSize()) {
            fault(index, FaultReason.QUEUE_CONFIGURATION);
            return;
        }
        queue.ready(true);
        servers.get(index).attach(DeviceRing.of(memory, layout));
        if (!settings.controls(index)) {
            servers.get(index).moderate(settings.receives(index) ? receiveSetting : transmitSetting);
        }
        if (misconduct.once(Violation.INTERRUPT_BEFORE_DRIVER_OK)) {
            servers.get(index).notifier.interruptAnyway(now());
        }
    }

    /** Stops a queue: the driver wrote 0 to QueueReady. */
    public void disableQueue(int index) {
        if (!tapped) {
            // What was in flight ends here, as it does by a reset of the queue.
            probe.queueReset(index);
        }
        queues[index].ready(false);
        resetting = misconduct.planned(Violation.USED_WHILE_NOT_READY);
        servers.get(index).detach();
        resetting = false;
    }

    /** Resets a queue (section 2.6.1). */
    public void resetQueue(int index) {
        if (!negotiation.accepted().has(Settings.RING_RESET)) {
            fault(index, FaultReason.QUEUE_RESET_NOT_NEGOTIATED);
        }
        if (!tapped) {
            probe.queueReset(index);
        }
        queues[index].ready(false);
        resetting = misconduct.planned(Violation.USED_AFTER_QUEUE_RESET);
        servers.get(index).detach();
        queues[index].reset();
        resetting = false;
    }

    /** Tells whether the device is to use a chain that it has just lost. */
    boolean resetMisconduct() {
        return resetting
                && (misconduct.once(Violation.USED_AFTER_RESET)
                        || misconduct.once(Violation.USED_WHILE_NOT_READY)
                        || misconduct.once(Violation.USED_AFTER_QUEUE_RESET));
    }

    /** The driver notified a queue; runs on the driver's thread. */
    public void notified(int index, int data) {
        if (index < queues.length && settings.virtual() && !DeviceStatus.DRIVER_OK.in(status.get())) {
            // Nobody serves the queue yet, or any more: the notification is only recorded.
            servers.get(index).recordKick(data);
        } else if (index < queues.length && !misconduct.stall().holds(Stall.LOST_KICK, index, now())) {
            long arrival = settings.after(now(), settings.timing().kick());
            servers.get(index).kicks.ring(arrival, data);
            servers.get(index).wakeAt(arrival);
        }
    }

    /** The device is in an error that only a reset ends (section 2.1.2). */
    void needsReset(long now, boolean silently) {
        int broken = status.updateAndGet(value -> value | DeviceStatus.DEVICE_NEEDS_RESET.mask());
        if (!tapped) {
            probe.statusRead(broken);
        }
        if (!silently) {
            // A tap of virtio-mmio learns it from InterruptStatus.
            if (!tapped || settings.transport() == TransportKind.PCI) {
                probe.configChanged(DeviceProbe.UNKNOWN);
            }
            interrupts.configChange(now);
        }
    }

    /** A queue has nothing under way any more; the last one to say so suspends the device. */
    boolean quiet(int index, long now) {
        servers.get(index).notifier.deliver(now);
        for (QueueServer server : servers) {
            if (server.busy()) {
                return true;
            }
        }
        suspending = false;
        int suspended =
                status.updateAndGet(value -> (value | DeviceStatus.SUSPEND.mask()) & ~DeviceStatus.DRIVER_OK.mask());
        if (!tapped) {
            probe.statusRead(suspended);
        }
        return true;
    }

    boolean suspending() {
        return suspending;
    }

    boolean serves(int index) {
        int now = status.get();
        return DeviceStatus.DRIVER_OK.in(now)
                && DeviceStatus.FEATURES_OK.in(now)
                && !DeviceStatus.DEVICE_NEEDS_RESET.in(now)
                && queues[index].ready();
    }

    void coalesce(boolean receive, Moderation setting) {
        if (receive) {
            receiveSetting = setting;
        } else {
            transmitSetting = setting;
        }
        for (int i = 0; i < queues.length; i++) {
            if (!settings.controls(i) && (settings.receives(i) == receive || !settings.net())) {
                servers.get(i).moderate(setting);
            }
        }
    }

    long publishedAt(int queue, int head) {
        return head < published[queue].length ? published[queue][head] : 0;
    }

    long now() {
        return clock.getAsLong();
    }

    /** Refuses something on a queue. */
    public void fault(int queue, FaultReason reason) {
        servers.get(queue).fault(reason);
    }

    QueueServer server(int queue) {
        return servers.get(queue);
    }

    FeatureSet accepted() {
        return negotiation.accepted();
    }

    DeviceProbe probe() {
        return probe;
    }

    Misconduct misconduct() {
        return misconduct;
    }
}
