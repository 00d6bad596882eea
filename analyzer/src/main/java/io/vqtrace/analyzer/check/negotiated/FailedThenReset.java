package io.vqtrace.analyzer.check.negotiated;

import io.vqtrace.analyzer.check.DeviceScope;
import io.vqtrace.analyzer.negotiation.Attempt;
import io.vqtrace.analyzer.negotiation.StatusStep;
import io.vqtrace.virtio.DeviceStatus;

/** Rule 3: FAILED is followed by a reset. */
final class FailedThenReset extends NegotiatedRule {
    private static final int GOING_ON = DeviceStatus.ACKNOWLEDGE.mask()
            | DeviceStatus.DRIVER.mask()
            | DeviceStatus.FEATURES_OK.mask()
            | DeviceStatus.DRIVER_OK.mask();

    FailedThenReset() {
        super(3);
    }

    @Override
    String missing(DeviceScope device, Attempt attempt) {
        return statusMissing(attempt);
    }

    @Override
    void check(DeviceScope device, Attempt attempt, Reports reports) {
        int failed = 0;
        for (StatusStep step : attempt.status()) {
            boolean goesOn = !step.read() && failed != 0 && (step.bits() & ~failed & GOING_ON) != 0;
            if (goesOn) {
                reports.broken(
                        step.ns(), "status " + StatusText.of(step.bits()) + " written after FAILED, without a reset");
                return;
            }
            if (!step.read() && step.has(DeviceStatus.FAILED)) {
                failed |= step.bits();
            }
        }
    }
}
