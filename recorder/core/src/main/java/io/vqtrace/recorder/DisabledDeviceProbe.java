package io.vqtrace.recorder;

/** A device of a disabled recorder. */
final class DisabledDeviceProbe extends DeviceProbe {
    static final DisabledDeviceProbe INSTANCE = new DisabledDeviceProbe();

    private DisabledDeviceProbe() {}

    @Override
    public QueueProbe queue(int index, int maxSize) {
        return DisabledQueueProbe.INSTANCE;
    }

    @Override
    public void status(int status) {}

    @Override
    public void statusRead(int status) {}

    @Override
    public void featuresOffered(long low, long high) {}

    @Override
    public void featuresAccepted(long low, long high) {}

    @Override
    public void queueConfigured(
            int queue,
            boolean packed,
            int size,
            int maxSize,
            int vector,
            long descAddr,
            long driverAddr,
            long deviceAddr) {}

    @Override
    public void queueReset(int queue) {}

    @Override
    public void deviceReset() {}

    @Override
    public void configRead(int offset, int width, long value) {}

    @Override
    public void configWrite(int offset, int width, long value) {}

    @Override
    public void configChanged(int vector) {}

    @Override
    public void coalescingSet(int queue, boolean receive, int maxPackets, int maxUsecs) {}
}
