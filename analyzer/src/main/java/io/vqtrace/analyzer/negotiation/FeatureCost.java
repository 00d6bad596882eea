package io.vqtrace.analyzer.negotiation;

import io.vqtrace.virtio.Feature;
import java.util.Set;

/**
 * What it costs in practice to do without a feature.
 *
 * @param feature name in the specification
 * @param families the device families to which it matters; empty for all
 * @param attention when its absence is worth a finding
 * @param cost one sentence
 * @param offer how the device can be made to offer it, a few words
 */
public record FeatureCost(String feature, Set<String> families, Attention attention, String cost, String offer) {

    /** When the absence of a feature is worth a finding. */
    public enum Attention {
        /** Whoever left it out. */
        ALWAYS,
        /** Only if the driver refused what the device offers. */
        REFUSED,
        /** Never: it depends on what one needs. */
        LISTED
    }

    /** Copies the set. */
    public FeatureCost {
        families = Set.copyOf(families);
    }

    boolean concerns(String family) {
        return families.isEmpty() || families.contains(family);
    }

    boolean isOf(Feature definition) {
        return definition.name().equals(feature);
    }
}
