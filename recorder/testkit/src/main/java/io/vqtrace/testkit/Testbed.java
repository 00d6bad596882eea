package io.vqtrace.testkit;

import io.vqtrace.recorder.DeviceProbe;
import io.vqtrace.testkit.internal.device.DeviceCounts;
import io.vqtrace.testkit.internal.device.MmioRegisters;
import io.vqtrace.testkit.internal.device.PciCommonConfig;
import io.vqtrace.testkit.internal.device.QueueServer;
import io.vqtrace.testkit.internal.device.Registers;
import io.vqtrace.testkit.internal.device.VirtioDevice;
import io.vqtrace.testkit.internal.driver.DeviceAccess;
import io.vqtrace.testkit.internal.driver.DriverCounts;
import io.vqtrace.testkit.internal.driver.MmioAccess;
import io.vqtrace.testkit.internal.driver.PciAccess;
import io.vqtrace.testkit.internal.driver.QueueDriver;
import io.vqtrace.testkit.internal.driver.VirtioDriver;
import io.vqtrace.testkit.internal.run.Actor;
import io.vqtrace.testkit.internal.run.Misconduct;
import io.vqtrace.testkit.internal.run.RealRun;
import io.vqtrace.testkit.internal.run.Settings;
import io.vqtrace.testkit.internal.run.VirtualRun;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * A virtio driver and a virtio device that meet in memory. The device is hooked with a probe, as a real backend would be; the
 * {@link Oracle} of a run says what there was to record.
 *
 * <pre>{@code
 * VirtualClock clock = new VirtualClock();
 * try (VirtioRecorder recorder = VirtioRecorder.builder(directory).clock(clock).open()) {
 *     Oracle oracle = Testbed.builder()
 *             .clock(clock)
 *             .probe(recorder.device("disk0", DeviceType.BLK))
 *             .queues(2)
 *             .moderation(Moderation.of(32, Duration.ofNanos(50_000)))
 *             .workload(Workload.closedLoop(16))
 *             .build()
 *             .run(10_000);
 * }
 * }</pre>
 *
 * <p>In virtual time everything runs on the caller's thread and the same settings give the same run, on every machine. In
 * {@linkplain TestbedBuilder#realTime() real time} the driver runs on the caller's thread and the device on one of its own,
 * as fast as they can; from the second run on nothing is allocated for a request. A testbed is used by one thread.
 */
public final class Testbed {
    /** How long a run that is stuck lets virtual time go on, so that a trace shows it. */
    private static final long STALL_NANOS = 1_000_000_000L;

    private final Settings settings;
    private final Misconduct misconduct;
    private final VirtioDevice device;
    private final VirtioDriver driver;
    private final VirtualClock clock;
    private final LongSupplier time;
    private final long[] goals;
    private final Incident incident;
    private boolean started;

    Testbed(
            Settings settings,
            Violation violation,
            Incident incident,
            DeviceProbe probe,
            RegisterListener listener,
            RegisterListener observer,
            VirtualClock clock) {
        this.settings = settings;
        this.incident = incident;
        this.clock = clock;
        time = settings.virtual() ? clock::nanoTime : System::nanoTime;
        misconduct = new Misconduct(violation, violation == null ? 0 : violation.patience());
        GuestMemory memory = new GuestMemory(memoryBytes(settings));
        device = new VirtioDevice(settings, memory, probe, listener != null, misconduct, time);
        driver = new VirtioDriver(device, memory, access(listener, observer), misconduct, time);
        goals = new long[device.queueCount()];
    }

    /**
     * Starts to describe a testbed: without anything said, a block device with one split queue on virtio-mmio, in virtual time.
     *
     * @return a builder
     */
    public static TestbedBuilder builder() {
        return new TestbedBuilder();
    }

    private static int memoryBytes(Settings settings) {
        long slot = settings.workload().maxBytes() + 16L * settings.segments() + 4096;
        return Math.toIntExact(65_536 + settings.virtqueues() * settings.ringSize() * slot);
    }

    private DeviceAccess access(RegisterListener listener, RegisterListener observer) {
        boolean mmio = settings.transport() == TransportKind.MMIO;
        Registers registers = mmio ? new MmioRegisters(device) : new PciCommonConfig(device);
        Registers told = listener == null ? registers : Registers.tapped(registers, listener);
        Registers seen = observer == null ? told : Registers.tapped(told, observer);
        return mmio ? new MmioAccess(seen, misconduct) : new PciAccess(seen, device, misconduct);
    }

    /**
     * Initialises the device if that was not done yet, and lets the driver make requests until all of them are answered, or
     * nothing more can happen because somebody forgot to notify somebody: then virtual time goes on for another second.
     *
     * @param requests how many, shared out evenly among the data queues; each receive queue also waits for its share of
     *     packets
     * @return what was done since the testbed was made
     */
    public Oracle run(long requests) {
        long start = time.getAsLong();
        shareOut(requests);
        if (settings.virtual()) {
            runVirtually();
        } else if (start()) {
            new RealRun(driver.queues(), device.servers()).until(this::done);
        }
        return oracle(start);
    }

    private void shareOut(long requests) {
        int lanes = settings.queues();
        for (int i = 0; i < goals.length; i++) {
            if (settings.controls(i)) {
                continue;
            }
            int lane = settings.net() ? i / 2 : i;
            long share = requests / lanes + (lane < requests % lanes ? 1 : 0);
            if (!settings.receives(i)) {
                driver.allow(i, share);
                goals[i] += share;
            } else if (settings.receiveRate() > 0) {
                goals[i] += share;
            }
        }
        if (incident != null) {
            driver.plan(incident, requests / lanes / 2);
        }
    }

    private void runVirtually() {
        List<Actor> actors = new ArrayList<>(device.servers());
        actors.addAll(driver.queues());
        if (start()) {
            new VirtualRun(clock, actors).until(this::done);
        }
        if (!done()) {
            clock.moveTo(clock.nanoTime() + STALL_NANOS);
        }
    }

    private boolean start() {
        if (started) {
            driver.queues().forEach(queue -> queue.wakeAt(time.getAsLong()));
            return true;
        }
        started = driver.start();
        return started;
    }

    private boolean done() {
        List<QueueDriver> queues = driver.queues();
        for (int i = 0; i < goals.length; i++) {
            if (queues.get(i).counts().completed < goals[i]) {
                return false;
            }
            if (!settings.receives(i) && queues.get(i).outstanding() > 0) {
                return false;
            }
        }
        return true;
    }

    private Oracle oracle(long start) {
        List<QueueCounts> counts = new ArrayList<>();
        for (int i = 0; i < goals.length; i++) {
            counts.add(counts(i));
        }
        return new Oracle(counts, start, time.getAsLong(), !done(), misconduct.begun());
    }

    private QueueCounts counts(int index) {
        QueueServer server = device.servers().get(index);
        DeviceCounts atDevice = server.counts();
        DriverCounts atDriver = driver.queues().get(index).counts();
        return new QueueCounts(
                index,
                atDriver.published,
                atDevice.popped,
                atDevice.used,
                atDriver.completed,
                atDriver.failed,
                atDriver.corrupted,
                atDriver.unknownUsed,
                atDevice.kicks,
                atDevice.needlessKicks,
                atDevice.interrupts,
                atDevice.suppressedFlags,
                atDevice.suppressedEventIndex,
                atDevice.delayed,
                atDevice.notified,
                atDevice.drops,
                atDevice.faults,
                atDevice.maxInFlight,
                atDriver.maxOutstanding,
                server.log() == null ? List.of() : server.log().toList());
    }
}
