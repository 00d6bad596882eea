package io.vqtrace.testkit.internal.driver;

import io.vqtrace.testkit.Violation;
import io.vqtrace.testkit.internal.run.Misconduct;
import io.vqtrace.testkit.internal.run.Settings;
import io.vqtrace.testkit.ring.RingLayout;
import io.vqtrace.virtio.DeviceStatus;
import io.vqtrace.virtio.FeatureSet;
import java.util.List;

/** Brings a device up: the sequence of virtio 1.4 section 3.1.1. */
final class Initialisation {
    private static final int ATTEMPTS = 3;
    private static final int BLK_RO = 5;
    private static final int NET_MTU = 3;
    private static final int RESERVED_BIT = 30;
    private static final int BLK_WRITEBACK_OFFSET = 32;

    private final DeviceAccess access;
    private final Settings settings;
    private final Misconduct misconduct;
    private int status;

    Initialisation(DeviceAccess access, Settings settings, Misconduct misconduct) {
        this.access = access;
        this.settings = settings;
        this.misconduct = misconduct;
    }

    /** Runs all steps; returns the status that the device is left with. */
    int run(List<QueueDriver> queues) {
        access.reset();
        int attempt = 1;
        while (!negotiate()) {
            if (attempt++ == ATTEMPTS) {
                throw new IllegalStateException("the device refuses every set of features");
            }
            access.reset();
        }
        for (int i = 0; i < queues.size(); i++) {
            queues.get(i).allocateRing();
            setUp(i, queues.get(i).layout());
        }
        if (misconduct.once(Violation.KICK_BEFORE_DRIVER_OK)) {
            queues.get(0).kick();
        }
        int missing = misconduct.once(Violation.STATUS_BIT_CLEARED) ? DeviceStatus.ACKNOWLEDGE.mask() : 0;
        status |= DeviceStatus.DRIVER_OK.mask();
        access.writeStatus(status & ~missing);
        return status;
    }

    /** Up to FEATURES_OK; false if the device refused. */
    private boolean negotiate() {
        begin();
        FeatureSet offered = access.readFeatures();
        if (misconduct.once(Violation.CONFIG_WRITTEN_IN_NEGOTIATION)) {
            access.writeConfig(BLK_WRITEBACK_OFFSET, 1, 1);
        }
        FeatureSet accepted = wanted(offered);
        access.writeFeatures(accepted);
        set(DeviceStatus.FEATURES_OK);
        if (misconduct.once(Violation.FEATURES_OK_NOT_READ_BACK)) {
            return true;
        }
        if (!DeviceStatus.FEATURES_OK.in(access.readStatus())) {
            status &= ~DeviceStatus.FEATURES_OK.mask();
            if (misconduct.once(Violation.DRIVER_OK_AFTER_REFUSAL)) {
                set(DeviceStatus.DRIVER_OK);
            }
            set(DeviceStatus.FAILED);
            return false;
        }
        if (misconduct.once(Violation.FEATURES_WRITTEN_LATE)) {
            access.writeFeatureWord(0, accepted);
        }
        return true;
    }

    private void begin() {
        status = 0;
        boolean skipped = misconduct.once(Violation.INIT_WITHOUT_ACKNOWLEDGE);
        if (!skipped) {
            set(DeviceStatus.ACKNOWLEDGE);
        }
        set(DeviceStatus.DRIVER);
        if (misconduct.once(Violation.FAILED_WITHOUT_RESET)) {
            set(DeviceStatus.FAILED);
            set(DeviceStatus.ACKNOWLEDGE);
            set(DeviceStatus.DRIVER);
        }
    }

    private void set(DeviceStatus bit) {
        status |= bit.mask();
        access.writeStatus(status);
    }

    private FeatureSet wanted(FeatureSet offered) {
        FeatureSet wanted = settings.features().and(offered);
        if (misconduct.once(Violation.ACCEPTED_NOT_OFFERED)) {
            wanted = wanted.set(settings.net() ? NET_MTU : BLK_RO);
        }
        if (misconduct.once(Violation.ACCEPTED_WITHOUT_DEPENDENCY)) {
            wanted = wanted.set(Settings.NET_NOTF_COAL)
                    .minus(FeatureSet.of(Settings.NET_CTRL_VQ, Settings.NET_VQ_NOTF_COAL));
        }
        if (misconduct.once(Violation.ACCEPTED_RESERVED)) {
            wanted = wanted.set(RESERVED_BIT);
        }
        if (misconduct.once(Violation.VERSION_1_NOT_ACCEPTED)) {
            wanted = wanted.minus(FeatureSet.of(Settings.VERSION_1));
        }
        return wanted;
    }

    /** Sets one queue up and enables it (sections 4.1.5.1.3 and 4.2.3.2). */
    void setUp(int queue, RingLayout layout) {
        if (misconduct.once(Violation.QUEUE_SIZE)) {
            access.configureQueue(queue, with(layout, layout.size() - 1, 0));
            access.enableQueue(queue);
        }
        if (misconduct.once(Violation.QUEUE_ALIGNMENT)) {
            access.configureQueue(queue, with(layout, layout.size(), 8));
            access.enableQueue(queue);
        }
        access.configureQueue(queue, layout);
        if (!access.enableQueue(queue)) {
            throw new IllegalStateException("the device refuses queue " + queue);
        }
    }

    private static RingLayout with(RingLayout layout, int size, int shift) {
        return new RingLayout(
                layout.packed(),
                size,
                layout.descriptorArea() + shift,
                layout.driverArea(),
                layout.deviceArea(),
                layout.eventIdx(),
                layout.indirect(),
                layout.inOrder());
    }
}
