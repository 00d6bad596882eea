package io.vqtrace.analyzer.check.negotiated;

import io.vqtrace.analyzer.check.DeviceScope;
import io.vqtrace.analyzer.negotiation.Attempt;
import io.vqtrace.analyzer.negotiation.StatusStep;
import io.vqtrace.virtio.DeviceStatus;

/** Rule 11: a refused driver does not go on. */
final class RefusedStops extends NegotiatedRule {
    RefusedStops() {
        super(11);
    }

    @Override
    String missing(DeviceScope device, Attempt attempt) {
        return statusMissing(attempt);
    }

    @Override
    void check(DeviceScope device, Attempt attempt, Reports reports) {
        boolean refused = false;
        boolean written = false;
        for (StatusStep step : attempt.status()) {
            boolean ok = step.has(DeviceStatus.FEATURES_OK);
            if (step.read()) {
                refused = written && !ok;
            } else if (step.has(DeviceStatus.DRIVER_OK) && refused) {
                reports.broken(
                        step.ns(),
                        "status " + StatusText.of(step.bits()) + " written after the device cleared FEATURES_OK");
                return;
            } else {
                written |= ok;
            }
        }
    }
}
