package io.vqtrace.analyzer.check.negotiated;

import io.vqtrace.analyzer.check.DeviceScope;
import io.vqtrace.trace.QueueRow;

/** Rule 29: on PCI a queue is configured before it is enabled. */
final class SetUpFirst extends SetupRule {
    SetUpFirst() {
        super(29);
    }

    @Override
    String missing(DeviceScope device, QueueRow setup) {
        if (!device.manifest().recorded()) {
            return "needs accesses to the PCI common configuration as a recorder sees them";
        }
        return device.pci() ? null : "applies to devices on PCI";
    }

    @Override
    void check(DeviceScope device, QueueRow setup, Reports reports) {
        if (blank(setup) && !Resets.before(device, setup)) {
            reports.broken(setup.ts(), setup.queue(), "the queue was enabled without having been configured");
        }
    }
}
