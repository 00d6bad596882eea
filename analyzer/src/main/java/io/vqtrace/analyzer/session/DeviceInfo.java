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
        DeviceRow row, String displayName, String ring, FeatureSet offered, FeatureSet accepted, Integer status) {}
