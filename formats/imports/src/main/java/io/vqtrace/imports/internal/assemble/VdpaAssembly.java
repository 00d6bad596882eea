package io.vqtrace.imports.internal.assemble;

import io.vqtrace.imports.internal.scan.Record;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes negotiation steps of {@code vhost_vdpa_*} events, by which QEMU sets up a vDPA device in the host for a driver in the
 * guest. The events name a vhost device; {@code vhost_dev_start} on the thread that sets a status tells whose it is.
 *
 * <p>Not thread-safe.
 */
final class VdpaAssembly {
    private static final int MAX_DEVICES = 4096;

    private final QueueTable queues;
    private final RowSink sink;
    private final Map<Long, VdpaDevice> devices = new LinkedHashMap<>();
    private final Map<Long, DeviceState> owners = new HashMap<>();

    VdpaAssembly(QueueTable queues, RowSink sink) {
        this.queues = queues;
        this.sink = sink;
    }

    /** Takes an event; the first argument is the vhost device. */
    void add(int kind, long[] records, int a, ThreadState thread, long ts) {
        VdpaDevice device = devices.get(records[a]);
        if (device == null && devices.size() < MAX_DEVICES) {
            device = new VdpaDevice();
            devices.put(records[a], device);
        }
        if (device == null) {
            return;
        }
        device.at(ts, thread);
        switch (kind) {
            case Record.VDPA_STATUS -> device.addStatus((int) records[a + 1]);
            case Record.VDPA_RESET -> device.reset();
            case Record.VDPA_OFFERED -> device.offered(records[a + 1]);
            case Record.VDPA_ACCEPTED -> device.accepted(records[a + 1]);
            case Record.VDPA_TYPE -> device.type((int) records[a + 1]);
            case Record.VDPA_RING_SIZE -> device.ringSize((int) records[a + 1], (int) records[a + 2]);
            default -> throw new IllegalArgumentException("not of vhost-vdpa: record of kind " + kind);
        }
    }

    /** A vhost device was started for a virtio device. */
    void started(long vhost, DeviceState owner) {
        if (owners.size() < MAX_DEVICES) {
            owners.put(vhost, owner);
        }
    }

    /** Writes the steps, at the end of the log, when it is known whose they are. */
    void finish() throws IOException {
        Map.Entry<Long, VdpaDevice> first = null;
        List<Map.Entry<Long, VdpaDevice>> alone = new ArrayList<>();
        for (Map.Entry<Long, VdpaDevice> entry : devices.entrySet()) {
            DeviceState owner = owners.get(entry.getKey());
            if (owner != null) {
                entry.getValue().behind(owner, sink);
            } else if (first != null && first.getValue().goesOnWith(entry.getValue())) {
                first.getValue().take(entry.getValue());
            } else {
                first = entry;
                alone.add(entry);
            }
        }
        for (Map.Entry<Long, VdpaDevice> entry : alone) {
            entry.getValue().alone(queues.device(entry.getKey()), sink);
        }
    }
}
