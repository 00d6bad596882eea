package io.vqtrace.analyzer.check.negotiated;

import io.vqtrace.analyzer.check.DeviceScope;
import io.vqtrace.analyzer.negotiation.Attempt;
import io.vqtrace.analyzer.negotiation.StatusStep;
import io.vqtrace.virtio.DeviceStatus;
import java.util.List;

/** Rule 1: initialisation goes through its steps in order. */
final class StatusOrder extends NegotiatedRule {
    private static final List<DeviceStatus> ORDER =
            List.of(DeviceStatus.ACKNOWLEDGE, DeviceStatus.DRIVER, DeviceStatus.FEATURES_OK, DeviceStatus.DRIVER_OK);
    private static final int STEPS = ORDER.stream().mapToInt(DeviceStatus::mask).reduce(0, (bits, mask) -> bits | mask);

    StatusOrder() {
        super(1);
    }

    @Override
    String missing(DeviceScope device, Attempt attempt) {
        if (!attempt.fromReset()) {
            return "needs the reset before the status writes";
        }
        return attempt.restored()
                ? "needs the driver's own status writes, not those of a restore"
                : statusMissing(attempt);
    }

    @Override
    void check(DeviceScope device, Attempt attempt, Reports reports) {
        boolean modern = Boolean.TRUE.equals(attempt.modern());
        int visited = 0;
        for (StatusStep step : attempt.status()) {
            if (!step.read() && step.bits() != 0) {
                int fresh = step.bits() & STEPS & ~visited;
                int before = visited;
                visited |= fresh;
                if (Integer.bitCount(fresh) > 1 && skipped(visited, modern) == null) {
                    reports.warning(
                            step.ns(), StatusText.of(fresh) + " set by one write, after " + StatusText.of(before));
                    return;
                }
                DeviceStatus skipped = fresh == 0 ? null : skipped(visited, modern);
                if (skipped != null) {
                    reports.broken(
                            step.ns(),
                            "status " + StatusText.of(step.bits()) + " written without " + skipped + " before it");
                    return;
                }
            }
        }
    }

    /** Returns a step that should have come before the last one of those that were made. */
    private static DeviceStatus skipped(int visited, boolean modern) {
        boolean later = false;
        for (int i = ORDER.size() - 1; i >= 0; i--) {
            DeviceStatus step = ORDER.get(i);
            boolean optional = step == DeviceStatus.FEATURES_OK && !modern;
            if (later && !optional && !step.in(visited)) {
                return step;
            }
            later |= step.in(visited);
        }
        return null;
    }
}
