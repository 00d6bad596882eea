package io.vqtrace.analyzer.check.negotiated;

import io.vqtrace.analyzer.check.DeviceScope;
import io.vqtrace.trace.QueueRow;

/** Rule 21: the parts of a ring are aligned. */
final class QueueAlignment extends SetupRule {
    private static final int DESC = 16;
    private static final int SPLIT_DRIVER = 2;
    private static final int PACKED_DRIVER = 4;
    private static final int DEVICE = 4;

    QueueAlignment() {
        super(21);
    }

    @Override
    String missing(DeviceScope device, QueueRow setup) {
        boolean known = setup.descAddr() != null && setup.driverAddr() != null && setup.deviceAddr() != null;
        return known ? null : "needs the addresses that queues were set up with";
    }

    @Override
    void check(DeviceScope device, QueueRow setup, Reports reports) {
        int driver = "packed".equals(setup.ring()) ? PACKED_DRIVER : SPLIT_DRIVER;
        check(setup, "descriptor area", setup.descAddr(), DESC, reports);
        check(setup, "driver area", setup.driverAddr(), driver, reports);
        check(setup, "device area", setup.deviceAddr(), DEVICE, reports);
    }

    private static void check(QueueRow setup, String part, long address, int alignment, Reports reports) {
        if (Long.remainderUnsigned(address, alignment) != 0) {
            reports.broken(
                    setup.ts(),
                    setup.queue(),
                    part + " at 0x" + Long.toHexString(address) + ", not a multiple of " + alignment);
        }
    }
}
