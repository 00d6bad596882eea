package io.vqtrace.recorder.internal.trigger;

import io.vqtrace.recorder.Trigger;
import io.vqtrace.recorder.Trigger.Kind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Evaluates the triggers. For each pass of the drain thread: {@link #beginPass} samples the queues, {@link #rows} sees
 * the rows that were published since the last pass, {@link #endPass} decides. So a lasting condition is called so only
 * after every row that could contradict it was seen.
 *
 * <p>All methods but {@link #fired} and {@link #suppressed} belong to the drain thread. A pass allocates only when a trigger
 * fires.
 */
public final class TriggerEngine {
    /** How often requests in flight are looked through. */
    private static final long SLOW_PERIOD_NS = 100_000_000;

    private final Thresholds thresholds;
    private final TriggerGate gate;
    private final FiringListener listener;
    private final List<QueueWatch> watches = new ArrayList<>();
    private final RowScan scan;
    private QueueWatch[][] byDevice = new QueueWatch[0][];
    private long nowNs;
    private long slowSoughtNs;

    /**
     * Makes the engine of one recorder.
     *
     * @param triggers at least one
     * @param minIntervalNs shortest time between two firings
     * @param maxFirings how many there may be in all
     * @param columns where columns lie in the buffers given to {@link #rows}
     * @param listener learns of each firing
     */
    public TriggerEngine(
            List<Trigger> triggers, long minIntervalNs, long maxFirings, RowColumns columns, FiringListener listener) {
        thresholds = Thresholds.of(triggers);
        gate = new TriggerGate(minIntervalNs, maxFirings);
        scan = new RowScan(this, columns, thresholds);
        this.listener = listener;
    }

    /** Watches a queue from {@code atNs} on. */
    public void watch(WatchedQueue queue, long atNs) {
        QueueWatch watch = new QueueWatch(queue, atNs);
        watches.add(watch);
        int device = queue.device();
        if (device >= byDevice.length) {
            byDevice = Arrays.copyOf(byDevice, device + 1);
        }
        QueueWatch[] queues = byDevice[device] == null ? new QueueWatch[0] : byDevice[device];
        if (queue.queue() >= queues.length) {
            queues = Arrays.copyOf(queues, queue.queue() + 1);
        }
        queues[queue.queue()] = watch;
        byDevice[device] = queues;
    }

    /** Forgets all lasting conditions: rows were not recorded until {@code atNs}. */
    public void restart(long atNs) {
        for (QueueWatch watch : watches) {
            watch.restart(atNs);
        }
    }

    /** Samples all queues. */
    public void beginPass(long atNs) {
        nowNs = atNs;
        for (int i = 0; i < watches.size(); i++) {
            watches.get(i).sample(atNs, thresholds.watchesRingFull());
        }
    }

    /**
     * Sees rows that were published since the last pass, or before it and not shown yet; those of one thread in order.
     *
     * @param body where the columns lie
     * @param from first row
     * @param to end of the rows
     */
    public void rows(ByteBuffer body, int from, int to) {
        scan.scan(body, from, to);
    }

    /** Decides about the lasting conditions. */
    public void endPass() {
        boolean seeksSlow =
                thresholds.slowRequestNs() != Thresholds.NOT_WANTED && nowNs - SLOW_PERIOD_NS >= slowSoughtNs;
        if (seeksSlow) {
            slowSoughtNs = nowNs;
        }
        for (int i = 0; i < watches.size(); i++) {
            QueueWatch watch = watches.get(i);
            if (!watch.supply()) {
                decideRingFull(watch);
                decideStall(watch);
                if (seeksSlow && watch.inFlight() > 0) {
                    decideSlow(watch);
                }
            }
        }
    }

    private void decideSlow(QueueWatch watch) {
        SlowWatch slow = watch.slow();
        long inFlightNs = slow.inFlightFor(nowNs);
        if (inFlightNs > thresholds.slowRequestNs() && gate.open(nowNs)) {
            slow.report();
            fire(
                    Kind.SLOW_REQUEST,
                    watch.queue(),
                    ReasonText.slowInFlight(watch.queue(), slow.oldestHead(), inFlightNs, thresholds.slowRequestNs()));
        }
    }

    private void decideRingFull(QueueWatch watch) {
        RingFullWatch ring = watch.ringFull();
        long fullNs = ring.fullFor(nowNs, thresholds.ringFullNs());
        if (fullNs > thresholds.ringFullNs() && mayFire(ring.episode())) {
            fire(Kind.RING_FULL, watch.queue(), ReasonText.ringFull(watch, fullNs, thresholds.ringFullNs()));
        }
    }

    private void decideStall(QueueWatch watch) {
        if (!thresholds.watchesStalls()) {
            return;
        }
        StallWatch stall = watch.stall();
        long stalledNs = stall.sample(nowNs, watch.returned(), watch.depth());
        if (stalledNs > thresholds.stalledNs() && mayFire(stall.episode())) {
            fire(Kind.STALLED, watch.queue(), ReasonText.stalled(watch, stalledNs, thresholds.stalledNs()));
        }
    }

    /** Lets an episode fire once; one that is held back fires later if it lasts. */
    private boolean mayFire(Episode episode) {
        if (!episode.armed()) {
            return false;
        }
        if (gate.open(nowNs)) {
            episode.announce();
            return true;
        }
        if (episode.holdBack()) {
            gate.suppress();
        }
        return false;
    }

    /** Tells whether a row fires; counts it if the rate limit holds it back. */
    boolean mayFire() {
        boolean open = gate.open(nowNs);
        if (!open) {
            gate.suppress();
        }
        return open;
    }

    void fire(Kind kind, WatchedQueue queue, String reason) {
        gate.passed(nowNs);
        listener.fired(new Firing(kind, nowNs, queue.deviceName(), queue.queue(), reason));
    }

    /** Returns the watch of a queue, or null. */
    QueueWatch find(int device, int queue) {
        QueueWatch[] queues = device < byDevice.length ? byDevice[device] : null;
        return queues != null && queue < queues.length ? queues[queue] : null;
    }

    /**
     * Returns how many firings were let through; from any thread.
     *
     * @return from 0
     */
    public long fired() {
        return gate.fired();
    }

    /**
     * Returns how many firings the rate limit held back; from any thread.
     *
     * @return from 0; a lasting condition counts once
     */
    public long suppressed() {
        return gate.suppressed();
    }
}
