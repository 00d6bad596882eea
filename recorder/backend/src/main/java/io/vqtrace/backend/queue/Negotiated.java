package io.vqtrace.backend.queue;

import io.vqtrace.backend.ring.RingSetup;
import io.vqtrace.virtio.DeviceType;
import io.vqtrace.virtio.Features;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a driver and the device agreed on, kept until the next driver begins. For a log; the connection's thread. */
public final class Negotiated {
    private final DeviceType type;
    private final Map<Integer, RingSetup> rings = new TreeMap<>();
    private long features;

    Negotiated(DeviceType type) {
        this.type = type;
    }

    void accepted(long newFeatures) {
        features = newFeatures;
        rings.clear();
    }

    void started(int queue, RingSetup setup) {
        rings.put(queue, setup);
    }

    /** Forgets: another front end has come. */
    public void clear() {
        accepted(0);
    }

    /**
     * Tells it in words.
     *
     * @return such as {@code 2 split queues of 128; VIRTIO_BLK_F_FLUSH VIRTIO_F_VERSION_1}, or that no queue was started
     */
    @Override
    public String toString() {
        if (rings.isEmpty()) {
            return "no queue was started";
        }
        RingSetup first = rings.values().iterator().next();
        List<String> names = new ArrayList<>();
        for (int bit = 0; bit < Long.SIZE; bit++) {
            if ((features >>> bit & 1) != 0) {
                names.add(Features.name(type, bit));
            }
        }
        return rings.size() + (first.packed() ? " packed" : " split") + (rings.size() == 1 ? " queue" : " queues")
                + " of " + first.size() + "; " + String.join(" ", names);
    }
}
