package io.vqtrace.virtio;

/**
 * A feature that is in a set without what it requires.
 *
 * @param feature the feature whose requirement is not met
 * @param anyOf the bits of which one would have met it
 */
public record MissingDependency(Feature feature, FeatureSet anyOf) {

    /**
     * Says what is missing, for a report.
     *
     * @param type the type of the device, or null if unknown
     * @return such as {@code VIRTIO_NET_F_GUEST_ECN requires VIRTIO_NET_F_GUEST_TSO4 or VIRTIO_NET_F_GUEST_TSO6}
     */
    public String describe(DeviceType type) {
        return feature.name() + " requires " + String.join(" or ", anyOf.names(type));
    }
}
