package io.vqtrace.analyzer.check.negotiated;

import io.vqtrace.analyzer.check.DeviceScope;
import io.vqtrace.analyzer.negotiation.Attempt;
import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.NegotiationRows;
import io.vqtrace.trace.NegotiationStep;
import io.vqtrace.virtio.DeviceStatus;

/** Rule 5: no feature is accepted after FEATURES_OK. */
final class FeaturesFixed extends NegotiatedRule {
    FeaturesFixed() {
        super(5);
    }

    @Override
    String missing(DeviceScope device, Attempt attempt) {
        return attempt.acceptances().isEmpty()
                ? "needs the feature words that the driver writes"
                : statusMissing(attempt);
    }

    @Override
    void check(DeviceScope device, Attempt attempt, Reports reports) {
        boolean fixed = false;
        boolean told = false;
        for (NegotiationRow row : attempt.steps()) {
            if (row.step() == NegotiationStep.STATUS && row.value() != null) {
                fixed |= DeviceStatus.FEATURES_OK.in(row.value().intValue())
                        && !NegotiationRows.DEVICE.equals(row.actor());
            } else if (row.step() == NegotiationStep.FEATURES_ACCEPTED) {
                // A backend may learn the features only when they are fixed: the first telling is no late one.
                if (fixed && told) {
                    reports.broken(row.ts(), "features " + KnownFeaturesText.of(row) + " written after FEATURES_OK");
                    return;
                }
                told = true;
            }
        }
    }
}
