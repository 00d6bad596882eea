package io.vqtrace.analyzer.check.negotiated;

import io.vqtrace.analyzer.check.DeviceScope;
import io.vqtrace.analyzer.negotiation.Attempt;
import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.NegotiationStep;
import io.vqtrace.virtio.DeviceStatus;

/** Rule 12: the configuration is not written during negotiation. */
final class ConfigNotWritten extends NegotiatedRule {
    ConfigNotWritten() {
        super(12);
    }

    @Override
    String missing(DeviceScope device, Attempt attempt) {
        boolean legacy = Boolean.FALSE.equals(attempt.modern());
        boolean shown = device.manifest().recorded()
                || device.attempts().stream()
                        .anyMatch(other -> other.steps().stream().anyMatch(ConfigNotWritten::config));
        if (legacy) {
            return "applies where VERSION_1 is negotiated";
        }
        return shown ? statusMissing(attempt) : "needs accesses to the configuration";
    }

    private static boolean config(NegotiationRow row) {
        return row.step() == NegotiationStep.CONFIG_READ || row.step() == NegotiationStep.CONFIG_WRITE;
    }

    @Override
    void check(DeviceScope device, Attempt attempt, Reports reports) {
        int status = 0;
        for (NegotiationRow row : attempt.steps()) {
            boolean negotiating = DeviceStatus.DRIVER.in(status)
                    && !DeviceStatus.FEATURES_OK.in(status)
                    && !DeviceStatus.DRIVER_OK.in(status);
            if (row.step() == NegotiationStep.STATUS && row.value() != null) {
                status = row.value().intValue();
            } else if (row.step() == NegotiationStep.CONFIG_WRITE && negotiating) {
                reports.broken(
                        row.ts(), row.value() + " written at " + row.detail() + " at status " + StatusText.of(status));
            }
        }
    }
}
