package io.vqtrace.testkit.internal.device;

import io.vqtrace.recorder.DeviceProbe;
import io.vqtrace.testkit.Violation;
import io.vqtrace.testkit.internal.run.Misconduct;
import io.vqtrace.testkit.internal.run.Settings;
import io.vqtrace.testkit.ring.RingLayout;
import io.vqtrace.virtio.FeatureSet;

/** The device's features: what it offers, what the driver accepts, and whether that will do (virtio 1.4 section 2.2). */
public final class Negotiation {
    /** Offered by QEMU to catch drivers that accept every bit; reserved. */
    public static final int RESERVED_BIT = 30;

    /** VIRTIO_BLK_F_CONFIG_WCE, which needs FLUSH when offered (section 5.2.5.2). */
    private static final int BLK_CONFIG_WCE = 11;

    /** VIRTIO_NET_F_CTRL_RX, which needs CTRL_VQ. */
    private static final int NET_CTRL_RX = 18;

    private final Settings settings;
    private final Misconduct misconduct;
    private final DeviceProbe probe;
    private final boolean tapped;
    private FeatureSet offered;
    private FeatureSet accepted = FeatureSet.NONE;
    private boolean offerReported;
    private boolean closed;
    private boolean acceptedBefore;

    Negotiation(VirtioDevice device, DeviceProbe probe, boolean tapped) {
        settings = device.settings();
        misconduct = device.misconduct();
        this.probe = probe;
        this.tapped = tapped;
        offered = offer();
    }

    private FeatureSet offer() {
        FeatureSet offer = settings.features();
        if (misconduct.planned(Violation.ACCEPTED_RESERVED)) {
            offer = offer.set(RESERVED_BIT);
        }
        if (misconduct.once(Violation.VERSION_1_NOT_OFFERED)) {
            offer = offer.minus(FeatureSet.of(Settings.VERSION_1));
        }
        if (misconduct.once(Violation.OFFERED_WITHOUT_DEPENDENCY)) {
            int missing = settings.net() ? Settings.NET_CTRL_VQ : Settings.BLK_FLUSH;
            offer = offer.set(settings.net() ? NET_CTRL_RX : BLK_CONFIG_WCE).minus(FeatureSet.of(missing));
        }
        return offer;
    }

    void reset() {
        accepted = FeatureSet.NONE;
        closed = false;
        offerReported = false;
    }

    /** Returns what the device offers. */
    public FeatureSet offered() {
        return offered;
    }

    /** Returns what the driver has accepted so far. */
    public FeatureSet accepted() {
        return accepted;
    }

    /** The driver reads 32 offered bits. */
    public int offeredWord(int select) {
        if (!offerReported && !tapped) {
            probe.featuresOffered(offered.low(), offered.high());
        }
        offerReported = true;
        return word(offered, select);
    }

    /** The driver writes 32 accepted bits. */
    public void acceptWord(int select, int value) {
        if (select >= 0 && select < FeatureSet.BITS / Integer.SIZE) {
            accepted = accepted.withWord(select, value);
        }
        if (closed) {
            report();
        }
    }

    /** Returns 32 accepted bits. */
    public int acceptedWord(int select) {
        return word(accepted, select);
    }

    private static int word(FeatureSet set, int select) {
        return switch (select) {
            case 0 -> (int) set.low();
            case 1 -> (int) (set.low() >>> 32);
            case 2 -> (int) set.high();
            case 3 -> (int) (set.high() >>> 32);
            default -> 0;
        };
    }

    /** The driver sets FEATURES_OK: tells whether the device leaves the bit set (section 2.2.2). */
    boolean acceptable() {
        report();
        closed = true;
        if (misconduct.planned(Violation.DRIVER_OK_AFTER_REFUSAL)) {
            return false;
        }
        if (acceptedBefore && misconduct.once(Violation.FEATURES_REFUSED_AFTER_RESET)) {
            return false;
        }
        boolean known = accepted.minus(offered).isEmpty() && !accepted.has(RESERVED_BIT);
        boolean complete = accepted.missingDependencies(settings.type()).isEmpty();
        acceptedBefore |= known && complete;
        return known && complete;
    }

    private void report() {
        if (!tapped) {
            probe.featuresAccepted(accepted.low(), accepted.high());
        }
    }

    RingLayout layout(QueueState queue) {
        boolean byFlags = misconduct.planned(Violation.FLAGS_HONOURED_WITH_EVENT_IDX)
                && misconduct.once(Violation.FLAGS_HONOURED_WITH_EVENT_IDX);
        return new RingLayout(
                accepted.has(Settings.RING_PACKED),
                queue.size(),
                queue.descriptorArea(),
                queue.driverArea(),
                queue.deviceArea(),
                accepted.has(Settings.EVENT_IDX) && !byFlags,
                accepted.has(Settings.INDIRECT_DESC),
                accepted.has(Settings.IN_ORDER));
    }
}
