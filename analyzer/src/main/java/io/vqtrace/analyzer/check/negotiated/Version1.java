package io.vqtrace.analyzer.check.negotiated;

import io.vqtrace.analyzer.check.DeviceScope;
import io.vqtrace.analyzer.negotiation.Attempt;
import io.vqtrace.analyzer.negotiation.KnownFeatures;

/** Rule 10: VERSION_1 is offered and accepted. */
final class Version1 extends NegotiatedRule {
    Version1() {
        super(10);
    }

    @Override
    String missing(DeviceScope device, Attempt attempt) {
        if (attempt.usesLegacyInterface()) {
            return "applies to drivers that use no legacy interface";
        }
        KnownFeatures offered = device.offered(attempt);
        if (offered == null) {
            return "needs the features that the device offers";
        }
        return offered.has(Attempt.VERSION_1) != null
                ? null
                : "needs feature bit 32 of the offer, which a legacy interface does not have";
    }

    @Override
    void check(DeviceScope device, Attempt attempt, Reports reports) {
        KnownFeatures offered = device.offered(attempt);
        if (!offered.has(Attempt.VERSION_1)) {
            reports.broken(offered.ns(), "the device offers " + offered.bits() + ", without VERSION_1");
        } else if (Boolean.FALSE.equals(attempt.modern())) {
            reports.broken(
                    attempt.accepted().ns(),
                    "the driver accepted " + attempt.accepted().bits() + ", without VERSION_1 which was offered");
        }
    }
}
