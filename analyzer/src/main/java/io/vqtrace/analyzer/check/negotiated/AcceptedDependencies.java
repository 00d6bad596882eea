package io.vqtrace.analyzer.check.negotiated;

import io.vqtrace.analyzer.check.DeviceScope;
import io.vqtrace.analyzer.negotiation.Attempt;
import io.vqtrace.analyzer.negotiation.KnownFeatures;
import io.vqtrace.virtio.MissingDependency;
import java.util.List;

/** Rule 7: accepted features come with what they require. */
final class AcceptedDependencies extends NegotiatedRule {
    AcceptedDependencies() {
        super(7);
    }

    @Override
    String missing(DeviceScope device, Attempt attempt) {
        return device.accepted(attempt) == null ? "needs the features that the driver accepted" : null;
    }

    @Override
    void check(DeviceScope device, Attempt attempt, Reports reports) {
        KnownFeatures accepted = device.accepted(attempt);
        List<MissingDependency> unmet = accepted.bits().missingDependencies(device.type());
        if (!unmet.isEmpty()) {
            reports.broken(accepted.ns(), Dependencies.text(unmet, device.type()));
        }
    }
}
