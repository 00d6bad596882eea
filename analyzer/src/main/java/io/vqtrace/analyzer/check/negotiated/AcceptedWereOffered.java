package io.vqtrace.analyzer.check.negotiated;

import io.vqtrace.analyzer.check.DeviceScope;
import io.vqtrace.analyzer.negotiation.Attempt;
import io.vqtrace.analyzer.negotiation.KnownFeatures;
import io.vqtrace.virtio.FeatureSet;

/** Rule 6: only offered features are accepted. */
final class AcceptedWereOffered extends NegotiatedRule {
    AcceptedWereOffered() {
        super(6);
    }

    @Override
    String missing(DeviceScope device, Attempt attempt) {
        boolean known = device.accepted(attempt) != null && device.offered(attempt) != null;
        return known ? null : "needs the features that were offered and accepted";
    }

    @Override
    void check(DeviceScope device, Attempt attempt, Reports reports) {
        KnownFeatures offered = device.offered(attempt);
        KnownFeatures accepted = device.accepted(attempt);
        FeatureSet more = accepted.bits().and(offered.known()).minus(offered.bits());
        if (!more.isEmpty()) {
            reports.broken(
                    accepted.ns(), "accepted though not offered: " + KnownFeaturesText.names(more, device.type()));
        }
    }
}
