package io.vqtrace.analyzer.check.negotiated;

import io.vqtrace.analyzer.check.DeviceScope;
import io.vqtrace.analyzer.negotiation.Attempt;
import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.NegotiationRows;
import io.vqtrace.trace.NegotiationStep;
import io.vqtrace.virtio.DeviceStatus;

/** Rule 15: DEVICE_NEEDS_RESET is announced. */
final class NeedsResetAnnounced extends NegotiatedRule {
    NeedsResetAnnounced() {
        super(15);
    }

    @Override
    String missing(DeviceScope device, Attempt attempt) {
        return device.readsSeen() ? statusMissing(attempt) : "needs what the device answers to status reads";
    }

    @Override
    void check(DeviceScope device, Attempt attempt, Reports reports) {
        NegotiationRow broken = null;
        boolean announced = false;
        for (NegotiationRow row : attempt.steps()) {
            boolean answer = row.step() == NegotiationStep.STATUS && NegotiationRows.DEVICE.equals(row.actor());
            int bits = answer && row.value() != null ? row.value().intValue() : 0;
            if (broken == null && DeviceStatus.DEVICE_NEEDS_RESET.in(bits) && DeviceStatus.DRIVER_OK.in(bits)) {
                broken = row;
            }
            announced |= broken != null && row.step() == NegotiationStep.CONFIG_CHANGED;
        }
        if (broken != null && !announced) {
            reports.broken(
                    broken.ts(),
                    "status " + StatusText.of(broken.value().intValue()) + ", and no configuration change followed");
        }
    }
}
