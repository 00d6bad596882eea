package io.vqtrace.analyzer.session;

import io.vqtrace.trace.DeviceRow;
import io.vqtrace.virtio.FeatureSet;

/**
 * A device of the trace with what its negotiation and queues tell.
 *
 * @param row the recorded row; only the id is known of a device that has events and no row
 * @param displayName unique name: the given one, else one made from type and source id
 * @param ring {@code split}, {@code packed} or {@code unknown}
 * @param offered features that the device offers, null if not seen
 * @param accepted features that the driver accepted, null if not seen
 * @param status last non-zero device status, null if not seen
 */
public record DeviceInfo(
        DeviceRow row, String displayName, String ring, FeatureSet offered, FeatureSet accepted, Integer status) {

    /**
     * Tells whether a name given by a user stands for this device.
     *
     * @param name display name, given name, source id or id number
     * @return true if it does
     */
    public boolean isNamed(String name) {
        return name.equals(displayName)
                || name.equals(row.name())
                || name.equals(row.sourceId())
                || name.equals(Integer.toString(row.device()));
    }
}
