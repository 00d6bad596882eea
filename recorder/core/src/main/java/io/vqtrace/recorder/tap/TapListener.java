package io.vqtrace.recorder.tap;

import io.vqtrace.recorder.DeviceProbe;
import io.vqtrace.recorder.QueueProbe;
import io.vqtrace.trace.FaultReason;
import io.vqtrace.virtio.register.RegisterFault;
import io.vqtrace.virtio.register.RegisterListener;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/** Gives what a register decoder tells to the probes of a device. */
final class TapListener implements RegisterListener {
    private static final int CONFIG_CHANGE = 2;
    private static final int MAX_INDEX = 0xffff;

    private final DeviceProbe device;
    private final AtomicLong faults = new AtomicLong();
    /** Replaced as a whole when a queue is added. */
    private volatile QueueProbe[] queues = {};

    TapListener(DeviceProbe device) {
        this.device = device;
    }

    /** Adds the probe of a queue. */
    synchronized void queue(int index, QueueProbe probe) {
        if (index < 0 || index > MAX_INDEX) {
            throw new IllegalArgumentException("queue index " + index);
        }
        QueueProbe[] grown = Arrays.copyOf(queues, Math.max(queues.length, index + 1));
        grown[index] = probe;
        queues = grown;
    }

    private QueueProbe probe(int index) {
        QueueProbe[] known = queues;
        return index >= 0 && index < known.length ? known[index] : null;
    }

    /** Returns the number of accesses that broke a rule. */
    long faults() {
        return faults.get();
    }

    @Override
    public void statusWritten(int status) {
        device.status(status);
    }

    @Override
    public void statusRead(int status) {
        device.statusRead(status);
    }

    @Override
    public void deviceReset() {
        device.deviceReset();
    }

    @Override
    public void featuresOffered(long low, long high, int words) {
        device.featuresOffered(low, high);
    }

    @Override
    public void featuresAccepted(long low, long high) {
        device.featuresAccepted(low, high);
    }

    @Override
    public void queueConfigured(
            int queue,
            boolean packed,
            int size,
            int maxSize,
            int vector,
            long descAddr,
            long driverAddr,
            long deviceAddr) {
        device.queueConfigured(queue, packed, size, maxSize, vector, descAddr, driverAddr, deviceAddr);
    }

    @Override
    public void queueReset(int queue) {
        device.queueReset(queue);
    }

    @Override
    public void notified(int queue, int data, boolean hasPosition) {
        QueueProbe probe = probe(queue);
        if (probe == null) {
            return;
        }
        if (hasPosition) {
            probe.kick(data);
        } else {
            probe.kick();
        }
    }

    @Override
    public void configRead(int offset, int width, long value) {
        device.configRead(offset, width, value);
    }

    @Override
    public void configWritten(int offset, int width, long value) {
        device.configWrite(offset, width, value);
    }

    @Override
    public void interruptStatus(int bits, int fresh) {
        if ((fresh & CONFIG_CHANGE) != 0) {
            device.configChanged(DeviceProbe.UNKNOWN);
        }
    }

    @Override
    public void fault(RegisterFault fault, int queue, boolean write, int offset, int width, long value) {
        faults.incrementAndGet();
        // A refusal is a row of a queue; one about the device as a whole stands with its first.
        QueueProbe probe = probe(Math.max(0, queue));
        if (probe != null) {
            probe.fault(FaultReason.of(fault).code());
        }
    }
}
