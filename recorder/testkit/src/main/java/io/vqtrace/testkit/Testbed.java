package io.vqtrace.testkit;

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
import io.vqtrace.testkit.internal.run.Progress;
import io.vqtrace.testkit.internal.run.RealRun;
import io.vqtrace.testkit.internal.run.Settings;
import io.vqtrace.testkit.internal.run.VirtualRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
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

    /** Of exponentially distributed gaps none is so many times as long as the mean. */
    private static final int LONG_GAP = 50;

    private final Settings settings;
    private final Misconduct misconduct;
    private final VirtioDevice device;
    private final VirtioDriver driver;
    private final VirtualClock clock;
    private final LongSupplier time;
    private final long[] goals;
    private final Incident incident;
    private final Progress progress;
    private boolean started;

    Testbed(Settings settings, TestbedOptions options) {
        this.settings = settings;
        incident = options.incident;
        clock = options.clock;
        time = settings.virtual() ? clock::nanoTime : System::nanoTime;
        Violation violation = options.violation;
        misconduct = new Misconduct(violation, violation == null ? 0 : violation.patience(), options.stallPlan());
        GuestMemory memory = new GuestMemory(memoryBytes(settings));
        boolean tapped = options.listener != null;
        device = new VirtioDevice(settings, memory, options.probe(), tapped, misconduct, time);
        driver = new VirtioDriver(device, memory, access(options.listener, options.observer), misconduct, time);
        goals = new long[device.queueCount()];
        progress = new Progress(patience(settings.workload()), this::progress, this::nextEvent);
    }

    /** Longer than a queue that is not stuck goes without a completion, unless it is at work on a request. */
    private long patience(Workload workload) {
        double arrivals =
                workload.depth() > 0 ? workload.thinkNanos() : 1e9 * workload.burst() / workload.requestsPerSecond();
        double packets = settings.receiveRate() > 0 ? 1e9 / settings.receiveRate() : 0;
        return Math.max(STALL_NANOS, (long) (LONG_GAP * Math.max(arrivals, packets)));
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
     * nothing more can come of waiting because somebody forgot to notify somebody: virtual time goes on for a second after the
     * last completion then, or longer if requests are rare.
     *
     * @param requests how many, shared out evenly among the data queues; each receive queue also waits for its share of
     *     packets
     * @return what was done since the testbed was made
     * @throws IllegalStateException if driver or device never lets virtual time go on; the message has the seed
     */
    public Oracle run(long requests) {
        long start = time.getAsLong();
        shareOut(requests);
        if (settings.virtual()) {
            runVirtually(() -> done() || progress.stuck(clock.nanoTime()), Actor.NEVER);
            if (!done() && !progress.stuck(clock.nanoTime())) {
                clock.moveTo(clock.nanoTime() + STALL_NANOS);
            }
        } else if (start()) {
            new RealRun(driver.queues(), device.servers()).until(this::done);
        }
        return oracle(start, !done());
    }

    /**
     * As {@link #run(long)}, but for a given time: the way to see a queue that stopped beside others that go on, or one that
     * fell silent. What is not done by then goes on at the next run. Virtual time only.
     *
     * @param requests how many more, shared out evenly among the data queues
     * @param duration of virtual time; the clock stands at its end then
     * @return what was done since the testbed was made; {@link Oracle#stalled()} only if no queue at all got on at the end
     * @throws IllegalStateException as {@link #run(long)}, and in real time
     */
    public Oracle run(long requests, Duration duration) {
        if (!settings.virtual()) {
            throw new IllegalStateException("only virtual time can be limited");
        }
        long start = clock.nanoTime();
        long end = start + duration.toNanos();
        shareOut(requests);
        runVirtually(
                () -> {
                    progress.stuck(clock.nanoTime());
                    return done();
                },
                end);
        clock.moveTo(end);
        return oracle(start, !done() && progress.stuck(end));
    }

    /**
     * Lets the device look at all its rings without taking anything, as a backend does that is being stopped: announces to the
     * probe what was published and not seen, and what the driver's advice on interrupts is now. While no run is under way.
     */
    public void look() {
        device.servers().forEach(server -> server.inspect(time.getAsLong()));
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

    private void runVirtually(BooleanSupplier done, long limit) {
        List<Actor> actors = new ArrayList<>(device.servers());
        actors.addAll(driver.queues());
        try {
            if (start()) {
                new VirtualRun(clock, actors).until(done, limit);
            }
        } catch (RuntimeException e) {
            throw new IllegalStateException("a run of seed " + settings.seed() + " failed: " + e.getMessage(), e);
        }
    }

    private boolean start() {
        if (started) {
            driver.queues().forEach(queue -> queue.wakeAt(time.getAsLong()));
            return true;
        }
        misconduct
                .stall()
                .begin(time.getAsLong(), driver.queues().get(misconduct.stall().queue())::completed);
        started = driver.start();
        return started;
    }

    /** Counts what brings the run nearer to its end. */
    private long progress() {
        long sum = 0;
        for (int i = 0; i < goals.length; i++) {
            long completed = driver.queues().get(i).completed();
            sum += settings.receives(i) ? Math.min(completed, goals[i]) : completed;
        }
        return sum;
    }

    private long nextEvent() {
        long now = time.getAsLong();
        long next = Actor.NEVER;
        for (QueueServer server : device.servers()) {
            long event = server.nextEvent();
            next = event > now ? Math.min(next, event) : next;
        }
        return next;
    }

    private boolean done() {
        List<QueueDriver> queues = driver.queues();
        for (int i = 0; i < goals.length; i++) {
            if (queues.get(i).completed() < goals[i]) {
                return false;
            }
            if (!settings.receives(i) && queues.get(i).outstanding() > 0) {
                return false;
            }
        }
        return true;
    }

    private Oracle oracle(long start, boolean stalled) {
        List<QueueCounts> counts = new ArrayList<>();
        for (int i = 0; i < goals.length; i++) {
            counts.add(counts(i));
        }
        long since = misconduct.stall().since();
        return new Oracle(
                counts,
                start,
                time.getAsLong(),
                stalled,
                misconduct.begun(),
                since == Actor.NEVER ? Oracle.NO_STALL : since);
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
                atDriver.lastCompleted,
                server.log() == null ? List.of() : server.log().toList());
    }
}
