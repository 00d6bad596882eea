package io.vqtrace.recorder;

import java.util.ArrayList;
import java.util.List;

/** A probe that writes down what the device says of its negotiation; in this package because only the recorder's may be probes. */
public final class ProbeLog extends DeviceProbe {
    private final List<String> lines = new ArrayList<>();

    /** Returns one line for each call. */
    public List<String> lines() {
        return lines;
    }

    private void add(String call, Object... arguments) {
        lines.add(call + List.of(arguments));
    }

    @Override
    public QueueProbe queue(int index, int maxSize) {
        return DisabledQueueProbe.INSTANCE;
    }

    @Override
    public void status(int status) {
        add("status", status);
    }

    @Override
    public void statusRead(int status) {
        add("statusRead", status);
    }

    @Override
    public void featuresOffered(long low, long high) {
        add("featuresOffered", low, high);
    }

    @Override
    public void featuresAccepted(long low, long high) {
        add("featuresAccepted", low, high);
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
        add("queueConfigured", queue, packed, size, maxSize, vector, descAddr, driverAddr, deviceAddr);
    }

    @Override
    public void queueReset(int queue) {
        add("queueReset", queue);
    }

    @Override
    public void deviceReset() {
        add("deviceReset");
    }

    @Override
    public void configRead(int offset, int width, long value) {
        add("configRead", offset, width, value);
    }

    @Override
    public void configWrite(int offset, int width, long value) {
        add("configWrite", offset, width, value);
    }

    @Override
    public void configChanged(int vector) {
        add("configChanged", vector);
    }

    @Override
    public void coalescingSet(int queue, boolean receive, int maxPackets, int maxUsecs) {
        add("coalescingSet", queue, receive, maxPackets, maxUsecs);
    }
}
