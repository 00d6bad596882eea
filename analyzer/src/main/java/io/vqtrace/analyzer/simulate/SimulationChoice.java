package io.vqtrace.analyzer.simulate;

import io.vqtrace.analyzer.read.QueueKey;
import io.vqtrace.analyzer.session.TraceSession;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;

/** Chooses how queues are simulated and says how far that holds. */
final class SimulationChoice {
    private static final long NANOS_PER_MICRO = 1_000;

    private final TraceSession session;
    private final Map<QueueKey, QueueTraffic> group;

    SimulationChoice(TraceSession session, Map<QueueKey, QueueTraffic> group) {
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
        boolean fineClock = session.files().manifest().clock().resolutionNs() < NANOS_PER_MICRO;
        return new ReplaySimulation(new Replay(wanted(group.values()), fineClock), Trust.FULL);
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
