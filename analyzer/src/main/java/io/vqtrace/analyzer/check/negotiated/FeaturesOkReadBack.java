package io.vqtrace.analyzer.check.negotiated;

import io.vqtrace.analyzer.check.DeviceScope;
import io.vqtrace.analyzer.negotiation.Attempt;
import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.NegotiationRows;
import io.vqtrace.trace.NegotiationStep;
import io.vqtrace.virtio.DeviceStatus;

/** Rule 4: FEATURES_OK is read back. */
final class FeaturesOkReadBack extends NegotiatedRule {
    FeaturesOkReadBack() {
        super(4);
    }

    @Override
    String missing(DeviceScope device, Attempt attempt) {
        return device.readsSeen() ? statusMissing(attempt) : "needs what the device answers to status reads";
    }

    @Override
    void check(DeviceScope device, Attempt attempt, Reports reports) {
        Long unread = null;
        int known = 0;
        for (NegotiationRow row : attempt.steps()) {
            boolean status = row.step() == NegotiationStep.STATUS && row.value() != null;
            if (status && NegotiationRows.DEVICE.equals(row.actor())) {
                unread = null;
            } else if (status && NegotiationRows.DRIVER.equals(row.actor())) {
                int bits = row.value().intValue();
                if (unread != null && DeviceStatus.DRIVER_OK.in(bits & ~known)) {
                    reports.broken(row.ts(), "DRIVER_OK written, and the status not read since FEATURES_OK");
                    return;
                }
                if (DeviceStatus.FEATURES_OK.in(bits & ~known)) {
                    unread = row.ts() == null ? Long.valueOf(0) : row.ts();
                }
                known |= bits;
            } else if (row.step() == NegotiationStep.QUEUE_SETUP && unread != null) {
                reports.broken(row.ts(), row.queue(), "queue enabled, and the status not read since FEATURES_OK");
                return;
            }
        }
    }
}
