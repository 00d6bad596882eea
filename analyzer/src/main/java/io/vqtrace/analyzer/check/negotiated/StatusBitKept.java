package io.vqtrace.analyzer.check.negotiated;

import io.vqtrace.analyzer.check.DeviceScope;
import io.vqtrace.analyzer.negotiation.Attempt;
import io.vqtrace.analyzer.negotiation.StatusStep;
import io.vqtrace.virtio.DeviceStatus;

/** Rule 2: a status bit is never taken back. */
final class StatusBitKept extends NegotiatedRule {
    StatusBitKept() {
        super(2);
    }

    @Override
    String missing(DeviceScope device, Attempt attempt) {
        return statusMissing(attempt);
    }

    @Override
    void check(DeviceScope device, Attempt attempt, Reports reports) {
        int set = 0;
        for (StatusStep step : attempt.status()) {
            if (step.read()) {
                // The device may have cleared FEATURES_OK, or DRIVER_OK when it was suspended.
                set &= step.bits();
            } else {
                int cleared = set & ~step.bits() & ~DeviceStatus.SUSPEND.mask();
                if (step.bits() != 0 && cleared != 0) {
                    reports.broken(
                            step.ns(),
                            "status " + StatusText.of(step.bits()) + " written while " + StatusText.of(set)
                                    + " was set: lacks " + StatusText.of(cleared));
                }
                set = step.bits();
            }
        }
    }
}
