package io.vqtrace.analyzer.check.negotiated;

import io.vqtrace.analyzer.check.DeviceScope;
import io.vqtrace.trace.QueueRow;

/** Rule 28: a queue is set up anew after its reset. */
final class SetUpAgain extends SetupRule {
    SetUpAgain() {
        super(28);
    }

    @Override
    String missing(DeviceScope device, QueueRow setup) {
        return Resets.before(device, setup) ? null : "applies to queues that were reset";
    }

    @Override
    void check(DeviceScope device, QueueRow setup, Reports reports) {
        if (blank(setup) && Resets.before(device, setup)) {
            reports.broken(
                    setup.ts(), setup.queue(), "the queue was reset, and enabled without having been set up again");
        }
    }
}
