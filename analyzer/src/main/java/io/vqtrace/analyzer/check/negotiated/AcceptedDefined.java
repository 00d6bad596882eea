package io.vqtrace.analyzer.check.negotiated;

import io.vqtrace.analyzer.check.DeviceScope;
import io.vqtrace.analyzer.negotiation.Attempt;
import io.vqtrace.analyzer.negotiation.KnownFeatures;
import io.vqtrace.virtio.FeatureSet;

/** Rule 9: only defined features are accepted. */
final class AcceptedDefined extends NegotiatedRule {
    /** Bit 30, which QEMU offers to catch drivers that accept everything (section 6.3). */
    private static final FeatureSet RESERVED = FeatureSet.of(30);

    AcceptedDefined() {
        super(9);
    }

    @Override
    String missing(DeviceScope device, Attempt attempt) {
        if (device.accepted(attempt) == null) {
            return "needs the features that the driver accepted";
        }
        return device.type() == null ? "needs the device's type" : null;
    }

    @Override
    void check(DeviceScope device, Attempt attempt, Reports reports) {
        KnownFeatures accepted = device.accepted(attempt);
        FeatureSet strange =
                accepted.bits().unknown(device.type()).or(accepted.bits().and(RESERVED));
        if (!strange.isEmpty()) {
            reports.broken(
                    accepted.ns(),
                    "accepted though reserved or undefined: " + KnownFeaturesText.names(strange, device.type()));
        }
    }
}
