package io.vqtrace.imports.internal.assemble;

import java.util.ArrayList;
import java.util.List;

/** What the log has told about a virtqueue so far. */
final class QueueState {
    /** More configurations than this are not told apart: a guest that resets a device in a loop must not fill the memory. */
    private static final int MAX_CONFIGURATIONS = 256;

    final long pointer;
    final List<QueueConfiguration> configurations = new ArrayList<>();
    DeviceState device;
    int index;
    boolean deviceProven;
    boolean indexProven;

    /** Device id and queue index that rows carry at present. */
    int rowDevice;

    int rowQueue;

    /** Elements taken and neither filled nor taken again. */
    int inFlight;

    private QueueConfiguration current;
    private QueueConfiguration lastFilled;

    QueueState(long pointer) {
        this.pointer = pointer;
    }

    /** Tells whether device and index are proven, and rows carry them. */
    boolean settled() {
        return deviceProven && indexProven && rowDevice == device.id && rowQueue == index;
    }

    /** Returns the present configuration, which an event at {@code ts} may start. */
    QueueConfiguration configuration(long ts) {
        if (current == null) {
            if (configurations.size() == MAX_CONFIGURATIONS) {
                current = configurations.get(MAX_CONFIGURATIONS - 1);
            } else {
                current = new QueueConfiguration(ts);
                configurations.add(current);
            }
        }
        return current;
    }

    /** A kick or an interrupt; after a reset these are stragglers until the driver is ready. */
    void touch(long ts) {
        if (current == null && (configurations.isEmpty() || device.ready())) {
            configuration(ts);
        }
    }

    /** An element of a configuration was filled. */
    void filled(QueueConfiguration configuration) {
        configuration.fill();
        lastFilled = configuration;
    }

    /** The queue was flushed, which belongs to the fill before it. */
    void flushed() {
        if (lastFilled != null) {
            lastFilled.flush();
        }
    }

    /** Ends the present configuration: the device was reset. */
    void reset() {
        current = null;
    }
}
