package io.vqtrace.analyzer.check.negotiated;

import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.virtio.DeviceType;
import io.vqtrace.virtio.FeatureSet;

/** Feature bits in words. */
final class KnownFeaturesText {
    private KnownFeaturesText() {}

    static String of(NegotiationRow row) {
        return new FeatureSet(row.featuresLow(), row.featuresHigh() == null ? 0 : row.featuresHigh()).toString();
    }

    static String names(FeatureSet features, DeviceType type) {
        return String.join(", ", features.names(type));
    }
}
