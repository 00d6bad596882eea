package io.vqtrace.analyzer.check.negotiated;

import io.vqtrace.analyzer.check.DeviceScope;
import io.vqtrace.analyzer.negotiation.Attempt;
import io.vqtrace.analyzer.negotiation.KnownFeatures;
import io.vqtrace.virtio.MissingDependency;
import java.util.ArrayList;
import java.util.List;

/** Rule 8: offered features come with what they require. */
final class OfferedDependencies extends NegotiatedRule {
    OfferedDependencies() {
        super(8);
    }

    @Override
    String missing(DeviceScope device, Attempt attempt) {
        return device.offered(attempt) == null ? "needs the features that the device offers" : null;
    }

    @Override
    void check(DeviceScope device, Attempt attempt, Reports reports) {
        KnownFeatures offered = device.offered(attempt);
        List<MissingDependency> unmet = new ArrayList<>(offered.bits().missingDependencies(device.type()));
        unmet.addAll(offered.bits().missingFromOffer(device.type()));
        List<MissingDependency> certain = Dependencies.certain(unmet, offered.known());
        if (!certain.isEmpty()) {
            reports.broken(offered.ns(), Dependencies.text(certain, device.type()));
        }
    }
}
