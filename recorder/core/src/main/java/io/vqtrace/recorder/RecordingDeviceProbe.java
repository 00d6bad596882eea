package io.vqtrace.recorder;

import io.vqtrace.recorder.internal.RecorderCore;
import io.vqtrace.recorder.internal.path.AnySide;
import io.vqtrace.recorder.internal.path.ControlRing;
import io.vqtrace.trace.NegotiationStep;
import io.vqtrace.trace.box.ControlRecord;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A device of an open recorder. */
final class RecordingDeviceProbe extends DeviceProbe {
    private static final int MAX_INDEX = 0xfffe;

    private final RecorderCore core;
    private final ControlRing control;
    private final AnySide events;
    private final int id;
    private final Map<Integer, RecordingQueueProbe> queues = new ConcurrentHashMap<>();

    RecordingDeviceProbe(RecorderCore core, int id) {
        this.core = core;
        this.id = id;
        control = core.control();
        events = core.deviceSide(id);
    }

    @Override
    public QueueProbe queue(int index, int maxSize) {
        int bounded = Math.max(0, Math.min(index, MAX_INDEX));
        return queues.computeIfAbsent(bounded, key -> new RecordingQueueProbe(core.queue(id, bounded, maxSize)));
    }

    @Override
    public void status(int status) {
        control.step(NegotiationStep.STATUS, id, UNKNOWN, ControlRecord.HAS_VALUE, status);
    }

    @Override
    public void statusRead(int status) {
        control.step(NegotiationStep.STATUS, id, UNKNOWN, ControlRecord.HAS_VALUE | ControlRecord.BY_DEVICE, status);
    }

    @Override
    public void featuresOffered(long low, long high) {
        control.features(NegotiationStep.FEATURES_OFFERED, id, ControlRecord.BY_DEVICE, low, high);
    }

    @Override
    public void featuresAccepted(long low, long high) {
        control.features(NegotiationStep.FEATURES_ACCEPTED, id, 0, low, high);
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
        int bounded = Math.max(0, Math.min(queue, MAX_INDEX));
        control.queue(id, bounded, packed, size, maxSize, vector, descAddr, driverAddr, deviceAddr);
    }

    @Override
    public void queueReset(int queue) {
        RecordingQueueProbe probe = queues.get(queue);
        if (probe != null) {
            probe.reset();
        }
        control.step(NegotiationStep.QUEUE_RESET, id, queue, 0, 0);
    }

    @Override
    public void deviceReset() {
        queues.values().forEach(RecordingQueueProbe::reset);
        control.step(NegotiationStep.DEVICE_RESET, id, UNKNOWN, 0, 0);
    }

    @Override
    public void configRead(int offset, int width, long value) {
        control.step(NegotiationStep.CONFIG_READ, id, UNKNOWN, ControlRecord.HAS_VALUE, value, offset, width);
    }

    @Override
    public void configWrite(int offset, int width, long value) {
        control.step(NegotiationStep.CONFIG_WRITE, id, UNKNOWN, ControlRecord.HAS_VALUE, value, offset, width);
    }

    @Override
    public void configChanged(int vector) {
        control.step(NegotiationStep.CONFIG_CHANGED, id, UNKNOWN, ControlRecord.BY_DEVICE, 0);
        events.interrupt(vector);
    }

    @Override
    public void coalescingSet(int queue, boolean receive, int maxPackets, int maxUsecs) {
        long value = Integer.toUnsignedLong(maxPackets) << 32 | Integer.toUnsignedLong(maxUsecs);
        control.step(NegotiationStep.COALESCING_SET, id, queue, ControlRecord.HAS_VALUE, value, receive ? 1 : 0, 0);
    }
}
