package io.vqtrace.analyzer.check.path;

import io.vqtrace.analyzer.check.DeviceScope;
import io.vqtrace.analyzer.check.Findings;
import io.vqtrace.analyzer.check.Occurrence;
import io.vqtrace.analyzer.check.Place;
import io.vqtrace.analyzer.check.Verdict;
import io.vqtrace.analyzer.negotiation.Attempt;
import io.vqtrace.analyzer.negotiation.KnownFeatures;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.QueueRow;
import java.util.List;

/** One era of a queue under check, as its rules see it. */
final class QueueScope {
    /** VIRTIO_F_EVENT_IDX, RING_PACKED, IN_ORDER, NOTIFICATION_DATA, RING_RESET (virtio 1.4 section 6). */
    static final int EVENT_IDX = 29;

    static final int RING_PACKED = 34;
    static final int IN_ORDER = 35;
    static final int NOTIFICATION_DATA = 38;
    static final int RING_RESET = 40;

    /** Two threads that look at the same word of memory this close to each other may see it in either order. */
    private static final long RACE_NS = 1_000;

    private final DeviceScope device;
    private final Place place;
    private final Era era;
    private final KnownFeatures accepted;
    private final boolean restored;
    private final Findings findings;
    private final DeviceTimeline.Cursor cursor;
    private boolean unordered;
    private boolean flagsHonoured;

    QueueScope(
            DeviceScope device,
            Place place,
            Era era,
            Attempt attempt,
            Findings findings,
            DeviceTimeline.Cursor cursor) {
        this.device = device;
        this.place = place;
        this.era = era;
        this.findings = findings;
        this.cursor = cursor;
        Attempt last = device.attempts().isEmpty()
                ? null
                : device.attempts().get(device.attempts().size() - 1);
        Attempt own = attempt != null ? attempt : device.attempts().size() == 1 ? last : null;
        restored = own != null && own.restored();
        KnownFeatures told = own == null ? null : device.accepted(own);
        accepted = told != null || device.history() == null || own != null
                ? told
                : device.history().accepted();
    }

    /** A device as a whole, no queue of which was seen at work, in its last attempt. */
    static QueueScope unseen(DeviceScope device, Findings findings) {
        List<Attempt> attempts = device.attempts();
        QueueRow setup = device.setups().isEmpty() ? null : device.setups().get(0);
        return new QueueScope(
                device,
                new Place(device.id(), null),
                new Era(Long.MIN_VALUE, Era.Begin.UNSEEN, setup),
                attempts.isEmpty() ? null : attempts.get(attempts.size() - 1),
                findings,
                DeviceTimeline.of(device.history()).cursor());
    }

    DeviceScope device() {
        return device;
    }

    Place place() {
        return place;
    }

    int queue() {
        return place.queue();
    }

    /** Tells whether the device came with requests in flight that were taken elsewhere. */
    boolean restored() {
        return restored;
    }

    Era era() {
        return era;
    }

    Phase phase() {
        return cursor.phase();
    }

    /** Tells whether the device was suspended at some time since: then its driver had to be silent. */
    boolean suspendedSince(long ns) {
        return cursor.passed(Phase.SUSPENDED, ns);
    }

    int status() {
        return cursor.status();
    }

    /** Tells whether the driver accepted a feature; null if that is not known. */
    Boolean accepted(int bit) {
        return accepted == null ? null : accepted.has(bit);
    }

    boolean has(int bit) {
        return Boolean.TRUE.equals(accepted(bit));
    }

    /** Tells whether the ring is packed; null if that is not known. */
    Boolean packed() {
        String ring = era.setup() == null ? null : era.setup().ring();
        if ("packed".equals(ring) || "split".equals(ring)) {
            return ring.equals("packed");
        }
        return accepted(RING_PACKED);
    }

    /** Returns the ring's entries, 0 if not known. */
    int size() {
        return era.setup() == null || era.setup().size() == null
                ? 0
                : era.setup().size();
    }

    boolean recorded() {
        return device.manifest().recorded();
    }

    boolean shows(EventKind kind) {
        return device.manifest().canShow(kind);
    }

    /** How close two sides' events have to be for their order to be in doubt. */
    long raceNs() {
        return Math.max(RACE_NS, device.manifest().clock().resolutionNs());
    }

    /** Events of one side of the queue came out of order: several threads serve it. */
    void unordered() {
        unordered = true;
    }

    /** The device goes by flags though event indices were agreed on: then nothing is an event index. */
    void flagsHonoured() {
        flagsHonoured = true;
    }

    boolean indicesMeanNothing() {
        return flagsHonoured;
    }

    void report(int rule, Verdict verdict, long ns, String seen) {
        findings.add(rule, place, new Occurrence(verdict, ns, seen));
    }

    /** Reports what depends on the order of a side's events. */
    void reportOrdered(int rule, Verdict verdict, long ns, String seen) {
        report(rule, unordered ? Verdict.RACY : verdict, ns, seen);
    }
}
