package io.vqtrace.analyzer.diagnose;

import io.vqtrace.recorder.CaptureLevel;
import io.vqtrace.recorder.DeviceProbe;
import io.vqtrace.recorder.QueueProbe;
import io.vqtrace.recorder.VirtioRecorder;
import io.vqtrace.testkit.VirtualClock;
import io.vqtrace.trace.SuppressionReason;
import io.vqtrace.virtio.DeviceType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/** Tells a recorder by hand what a backend would, in virtual time: an event every microsecond unless told otherwise. */
final class ScriptedQueue implements AutoCloseable {
    static final int SIZE = 8;
    private static final long EVENT_IDX = 1L << 29;
    private static final long VERSION_1 = 1L << 32;
    private static final int RUNNING = 15;

    private final VirtualClock clock = new VirtualClock();
    private final VirtioRecorder recorder;
    private final int queue;
    final DeviceProbe device;
    final QueueProbe probe;
    private final boolean eventIdx;
    private int index;

    ScriptedQueue(Path trace, CaptureLevel level, DeviceType type, int queue, boolean eventIdx) throws Exception {
        this.queue = queue;
        this.eventIdx = eventIdx;
        recorder = VirtioRecorder.builder(trace)
                .clock(clock)
                .level(level)
                .memory(8 << 20)
                .open();
        device = recorder.device("dev0", type, "pci", null);
        probe = device.queue(queue, SIZE);
        device.status(0);
        device.deviceReset();
        device.featuresOffered(EVENT_IDX | VERSION_1, 0);
        device.featuresAccepted(eventIdx ? EVENT_IDX | VERSION_1 : VERSION_1, 0);
        enable();
        device.status(RUNNING);
    }

    void enable() {
        device.queueConfigured(queue, false, SIZE, SIZE, 1, 0x1000, 0x2000, 0x3000);
    }

    /** Writes a trace of a script. */
    static Path record(Path trace, CaptureLevel level, boolean eventIdx, Consumer<ScriptedQueue> script)
            throws Exception {
        try (ScriptedQueue scripted = new ScriptedQueue(trace, level, DeviceType.BLK, 0, eventIdx)) {
            script.accept(scripted);
        }
        return trace;
    }

    /** Lets time pass. */
    ScriptedQueue rest(Duration time) {
        clock.moveTo(clock.nanoTime() + time.toNanos());
        return this;
    }

    private void tick() {
        rest(Duration.ofNanos(1000));
    }

    /** The driver publishes and kicks, the device takes, returns and interrupts, the driver asks anew; some times. */
    ScriptedQueue traffic(int requests) {
        for (int i = 0; i < requests; i++) {
            publish(1);
            kick();
            take(i % 2);
            rest(Duration.ofNanos(50_000));
            use(i % 2);
            interrupt();
            if (eventIdx) {
                askInterrupt(index);
                askKick(index);
            }
            rest(Duration.ofNanos(20_000));
        }
        return this;
    }

    ScriptedQueue publish(int chains) {
        tick();
        index += chains;
        probe.avail(chains, index & 0xffff);
        return this;
    }

    ScriptedQueue kick() {
        tick();
        probe.kick();
        return this;
    }

    ScriptedQueue take(int head) {
        tick();
        probe.pop(head, 1, 16, 4096);
        return this;
    }

    ScriptedQueue use(int head) {
        tick();
        probe.used(head, 4096);
        return this;
    }

    ScriptedQueue interrupt() {
        probe.interrupt(1);
        return this;
    }

    ScriptedQueue suppress(SuppressionReason reason) {
        probe.interruptSuppressed(reason.code());
        return this;
    }

    ScriptedQueue askInterrupt(int value) {
        tick();
        probe.interruptArm(value & 0xffff);
        return this;
    }

    ScriptedQueue askKick(int value) {
        tick();
        probe.kickArm(value & 0xffff);
        return this;
    }

    /** Returns the driver's index. */
    int index() {
        return index;
    }

    /** Another queue of the device goes on until now, so that the trace shows how much time has passed. */
    ScriptedQueue othersGoOn() {
        QueueProbe other = device.queue(queue + 2, SIZE);
        other.pop(0, 1, 16, 4096);
        tick();
        other.used(0, 4096);
        other.interrupt(2);
        return this;
    }

    @Override
    public void close() {
        recorder.close();
    }
}
