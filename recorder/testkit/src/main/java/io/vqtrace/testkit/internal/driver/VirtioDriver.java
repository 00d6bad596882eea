package io.vqtrace.testkit.internal.driver;

import io.vqtrace.testkit.GuestMemory;
import io.vqtrace.testkit.Incident;
import io.vqtrace.testkit.RandomStream;
import io.vqtrace.testkit.Stall;
import io.vqtrace.testkit.Violation;
import io.vqtrace.testkit.Workload;
import io.vqtrace.testkit.internal.device.VirtioDevice;
import io.vqtrace.testkit.internal.run.Misconduct;
import io.vqtrace.testkit.internal.run.Settings;
import io.vqtrace.virtio.DeviceStatus;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/** The driver of the whole device: initialises it, owns the drivers of its queues, and does what a run asks for once. */
public final class VirtioDriver {
    /** How often a driver that waits looks at the status. */
    static final long STATUS_POLL_NANOS = 5_000;

    private static final Set<Stall> WITHDRAWALS =
            EnumSet.of(Stall.QUEUE_DISABLED, Stall.QUEUE_RESET_IN_FLIGHT, Stall.DEVICE_RESET_IN_FLIGHT);

    private final VirtioDevice device;
    private final DeviceAccess access;
    private final Misconduct misconduct;
    private final LongSupplier clock;
    private final Initialisation initialisation;
    private final List<QueueDriver> queues = new ArrayList<>();
    /** The first queue of requests: the one that incidents happen on. */
    private final int first;

    private Incident incident;
    private long incidentAfter;
    private int status;
    private boolean paused;
    private boolean resuming;

    /** Makes the driver of a device. */
    public VirtioDriver(
            VirtioDevice device, GuestMemory memory, DeviceAccess access, Misconduct misconduct, LongSupplier clock) {
        this.device = device;
        this.access = access;
        this.misconduct = misconduct;
        this.clock = clock;
        Settings settings = device.settings();
        first = settings.net() ? 1 : 0;
        initialisation = new Initialisation(access, settings, misconduct);
        for (int i = 0; i < device.queueCount(); i++) {
            queues.add(queue(device, memory, i));
        }
    }

    private QueueDriver queue(VirtioDevice device, GuestMemory memory, int index) {
        Settings settings = device.settings();
        Workload workload = settings.workload();
        RandomStream random = RandomStream.of(settings.seed(), 3_000_003L + index);
        RequestSource source;
        Arrivals arrivals;
        if (settings.controls(index)) {
            ControlCommands commands = new ControlCommands(settings, memory, misconduct);
            source = commands;
            arrivals = new Arrivals(workload, 1, random);
            arrivals.allow(commands.count());
        } else if (settings.receives(index)) {
            source = new PacketRequests(settings, memory, index);
            arrivals = new Arrivals(Workload.closedLoop(1), settings.ringSize(), random);
            arrivals.allow(Long.MAX_VALUE / 2);
        } else {
            source = settings.net()
                    ? new PacketRequests(settings, memory, index)
                    : new BlockRequests(settings, memory, index);
            arrivals = new Arrivals(workload, Math.min(workload.depth(), settings.ringSize()), random);
        }
        return new QueueDriver(this, device, memory, misconduct, index, source, arrivals);
    }

    /** Returns the drivers of the queues. */
    public List<QueueDriver> queues() {
        return queues;
    }

    DeviceAccess access() {
        return access;
    }

    boolean paused() {
        return paused;
    }

    /** Plans something for when a number of requests of the first request queue are done. */
    public void plan(Incident what, long afterRequests) {
        incident = what;
        incidentAfter = afterRequests;
    }

    /** Lets a queue ask for more requests. */
    public void allow(int queue, long requests) {
        queues.get(queue).arrivals().allow(requests);
    }

    /** Initialises the device and lets the queues begin; false if the device refuses the driver. */
    public boolean start() {
        status = initialisation.run(queues);
        paused = false;
        resuming = false;
        if (status != Initialisation.GIVEN_UP) {
            queues.forEach(queue -> queue.enable(clock.getAsLong()));
            // A driver that only waits for an interrupt would miss the moment of its stall.
            queues.get(misconduct.stall().queue()).wakeAt(misconduct.stall().earliest());
        }
        return status != Initialisation.GIVEN_UP;
    }

    /** The device says that its configuration changed, or that it needs a reset: then it gets one (section 2.1.2). */
    void configurationChanged() {
        boolean ignored = misconduct
                .stall()
                .begun(Stall.NEEDS_RESET_IGNORED, misconduct.stall().queue());
        if (DeviceStatus.DEVICE_NEEDS_RESET.in(access.readStatus()) && !ignored) {
            start();
        }
    }

    /** Does what is planned, on the first request queue's turn; true while the queue has to wait for it. */
    boolean attend(long now, QueueDriver queue) {
        withdraw(now, queue);
        if (queue.index() != first) {
            return false;
        }
        if (paused) {
            suspension(now);
            return paused;
        }
        if (incident == null || queue.counts().completed < incidentAfter || queue.outstanding() == 0) {
            return false;
        }
        Incident due = incident;
        incident = null;
        begin(due, now);
        return paused;
    }

    /** Takes a queue or the device away from under requests in flight, if that is planned: as soon as there are some. */
    private void withdraw(long now, QueueDriver queue) {
        int index = queue.index();
        if (device.servers().get(index).inFlight() == 0) {
            if (WITHDRAWALS.stream().anyMatch(stall -> misconduct.stall().awaits(stall, index, now))) {
                queue.wakeAt(now + STATUS_POLL_NANOS);
            }
        } else if (misconduct.stall().begins(Stall.QUEUE_DISABLED, index, now)) {
            access.disableQueue(index);
        } else if (misconduct.stall().begins(Stall.QUEUE_RESET_IN_FLIGHT, index, now)) {
            access.resetQueue(index);
            queue.abandon();
        } else if (misconduct.stall().begins(Stall.DEVICE_RESET_IN_FLIGHT, index, now)) {
            access.reset();
            queues.forEach(QueueDriver::abandon);
        }
    }

    private void begin(Incident due, long now) {
        switch (due) {
            case DEVICE_RESET -> start();
            case QUEUE_RESET -> {
                access.resetQueue(first);
                if (misconduct.once(Violation.QUEUE_NOT_CONFIGURED_AGAIN)) {
                    access.enableQueue(first);
                }
                restart(queues.get(first), now);
            }
            case QUEUE_DISABLED -> {
                access.disableQueue(first);
                restart(queues.get(first), now);
            }
            case SUSPENSION -> {
                paused = true;
                access.writeStatus(status | DeviceStatus.SUSPEND.mask());
            }
        }
    }

    private void restart(QueueDriver queue, long now) {
        misconduct.once(Violation.QUEUE_RESET_NOT_NEGOTIATED);
        queue.allocateRing();
        initialisation.setUp(first, queue.layout());
        queue.enable(now);
    }

    /** Waits until the device is suspended, resumes it and waits until it runs (section 3.4.1). */
    private void suspension(long now) {
        int answered = access.readStatus();
        boolean running = DeviceStatus.DRIVER_OK.in(answered);
        if (resuming) {
            if (running && !DeviceStatus.SUSPEND.in(answered)) {
                resuming = false;
                paused = false;
                queues.forEach(queue -> queue.wakeAt(now));
            }
        } else if (DeviceStatus.SUSPEND.in(answered) && !running) {
            if (misconduct.once(Violation.KICK_WHILE_SUSPENDED)) {
                queues.get(first).kick();
                return;
            }
            resuming = true;
            access.writeStatus(answered | DeviceStatus.DRIVER_OK.mask());
        }
    }
}
