package io.vqtrace.analyzer.check.negotiated;

import io.vqtrace.analyzer.check.DeviceScope;
import io.vqtrace.analyzer.negotiation.Attempt;
import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.NegotiationStep;
import io.vqtrace.virtio.DeviceStatus;

/** Rule 18, so far as it is about the configuration: it is not written while the device is suspended. */
final class SuspendedConfig extends NegotiatedRule {
    SuspendedConfig() {
        super(18);
    }

    @Override
    String missing(DeviceScope device, Attempt attempt) {
        boolean suspended = attempt.firstWrite(DeviceStatus.SUSPEND) != null;
        return suspended ? null : "applies where the driver suspends the device";
    }

    @Override
    void check(DeviceScope device, Attempt attempt, Reports reports) {
        int status = 0;
        for (NegotiationRow row : attempt.steps()) {
            if (row.step() == NegotiationStep.STATUS && row.value() != null) {
                status = row.value().intValue();
            } else if (row.step() == NegotiationStep.CONFIG_WRITE && DeviceStatus.SUSPEND.in(status)) {
                reports.broken(row.ts(), row.value() + " written at " + row.detail() + " while suspended");
            }
        }
    }
}
