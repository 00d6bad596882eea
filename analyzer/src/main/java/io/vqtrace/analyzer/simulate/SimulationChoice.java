package io.vqtrace.analyzer.simulate;

import io.vqtrace.analyzer.read.QueueKey;
import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.virtio.FeatureSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Chooses how queues are simulated and says how far that holds. */
final class SimulationChoice {
    private static final long NANOS_PER_MICRO = 1_000;

    /** VIRTIO_F_EVENT_IDX, virtio 1.4 section 6. */
    private static final int EVENT_IDX = 29;

    private final List<CoalescingSetting> settings;
    private final TraceSession session;
    private final Map<QueueKey, QueueTraffic> group;

    SimulationChoice(TraceSession session, Map<QueueKey, QueueTraffic> group, List<CoalescingSetting> settings) {
        this.settings = settings;
        this.session = session;
        this.group = group;
    }

    long completions() {
        return group.values().stream().mapToLong(QueueTraffic::completions).sum();
    }

    long unwanted() {
        return group.values().stream().mapToLong(QueueTraffic::unwanted).sum();
    }

    QueueSimulation simulation() {
        return SimulationCheck.checked(group.size() == 1 ? single() : shared(), group, settings);
    }

    private QueueSimulation single() {
        Map.Entry<QueueKey, QueueTraffic> queue = group.entrySet().iterator().next();
        QueueKey key = queue.getKey();
        QueueTraffic traffic = queue.getValue();
        Trust trust = gaps(key, Trust.FULL);
        if (traffic.noticeNs() == null) {
            return replay(trust.but(
                    Confidence.LIMITED,
                    "which completions the driver wanted to be told of is not observable in this capture: needs the"
                            + " device's decisions, which the recorder sees; nor is whether it waits for them before it"
                            + " asks for more"));
        }
        if (traffic.publishedNs() == null) {
            return replay(trust.but(
                    Confidence.LIMITED,
                    "when requests were published is not observable in this capture, so that a driver that waits for"
                            + " one before it asks for the next is not told from one that does not"));
        }
        boolean eventIdx = eventIdx(key);
        DriverFit fit = new DriverFit(traffic, eventIdx);
        if (!fit.enough()) {
            return replay(trust.but(Confidence.LIMITED, "fewer than " + DriverFit.FEWEST + " requests tell little"));
        }
        if (fit.unclear()) {
            trust = trust.but(
                    Confidence.LIMITED,
                    "it is not clear whether the driver waits for completions before it asks for more; it is taken not to");
        }
        boolean supply = session.catalog().queue(key).supply();
        if (traffic.unwanted() == 0 && !eventIdx && (supply || !fit.closedLoop())) {
            return replay(trust);
        }
        if (!fit.explains()) {
            trust = trust.but(
                    Confidence.LIMITED, "when the driver wants interrupts follows no rule that the simulation knows");
        }
        if (eventIdx && traffic.unwanted() == 0) {
            trust = trust.but(
                    Confidence.LIMITED,
                    "EVENT_IDX lets the driver go without interrupts while it works, and nothing completed then: how"
                            + " long it works is not told by this trace");
        }
        return new DriverSimulation(
                traffic, fit.model(), BackendModel.of(traffic), DriverSimulation.MOST_REQUESTS, trust);
    }

    private QueueSimulation shared() {
        Trust trust = Trust.FULL;
        boolean reacts = false;
        for (Map.Entry<QueueKey, QueueTraffic> queue : group.entrySet()) {
            trust = gaps(queue.getKey(), trust);
            boolean known =
                    queue.getValue().noticeNs() != null && queue.getValue().publishedNs() != null;
            reacts |= !known || queue.getValue().unwanted() > 0 || new DriverFit(queue.getValue(), false).closedLoop();
        }
        return replay(
                reacts
                        ? trust.but(
                                Confidence.LIMITED,
                                "the queues of a device are replayed as they were recorded, while a driver that waits"
                                        + " for completions or does not always want interrupts reacts to the setting")
                        : trust);
    }

    private QueueSimulation replay(Trust trust) {
        boolean fineClock = session.files().manifest().clock().resolutionNs() < NANOS_PER_MICRO;
        return new ReplaySimulation(new Replay(wanted(group.values()), fineClock), trust);
    }

    private Trust gaps(QueueKey key, Trust trust) {
        return session.gaps().of(key).spans().isEmpty()
                ? trust
                : trust.but(Confidence.LIMITED, "events of it were lost, and what is lost is not simulated");
    }

    private boolean eventIdx(QueueKey key) {
        FeatureSet accepted = session.catalog().device(key.device()).accepted();
        return accepted != null && accepted.has(EVENT_IDX);
    }

    private static long[] wanted(Collection<QueueTraffic> traffic) {
        long[] all = new long[0];
        for (QueueTraffic times : traffic) {
            long[] wanted = times.wantedNs();
            int before = all.length;
            all = before == 0 ? wanted : Arrays.copyOf(all, before + wanted.length);
            if (before > 0) {
                System.arraycopy(wanted, 0, all, before, wanted.length);
            }
        }
        if (traffic.size() > 1) {
            Arrays.sort(all);
        }
        return all;
    }
}
