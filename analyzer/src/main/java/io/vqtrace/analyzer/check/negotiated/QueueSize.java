package io.vqtrace.analyzer.check.negotiated;

import io.vqtrace.analyzer.check.DeviceScope;
import io.vqtrace.trace.QueueRow;

/** Rule 20: a queue has a lawful size. */
final class QueueSize extends SetupRule {
    private static final int MOST = 1 << 15;
    private static final String PACKED = "packed";
    private static final String SPLIT = "split";

    QueueSize() {
        super(20);
    }

    @Override
    String missing(DeviceScope device, QueueRow setup) {
        return setup.size() == null ? "needs the sizes that queues were set up with" : null;
    }

    @Override
    void check(DeviceScope device, QueueRow setup, Reports reports) {
        if (blank(setup)) {
            return;
        }
        int size = setup.size();
        String ring = setup.ring() == null ? "" : setup.ring();
        boolean uneven = ring.equals(SPLIT) && Integer.bitCount(size) != 1;
        if (size < 1 || size > MOST || uneven) {
            reports.broken(
                    setup.ts(),
                    setup.queue(),
                    "size " + size + " for a " + (ring.equals(PACKED) ? PACKED : SPLIT) + " ring");
        } else if (setup.maxSize() != null && setup.maxSize() > 0 && size > setup.maxSize()) {
            reports.broken(setup.ts(), setup.queue(), "size " + size + ", and the device offers " + setup.maxSize());
        }
    }
}
