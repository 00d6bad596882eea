package io.vqtrace.analyzer.simulate;

import io.vqtrace.analyzer.read.QueueKey;
import io.vqtrace.analyzer.session.DeviceInfo;
import io.vqtrace.analyzer.session.QueueInfo;
import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.analyzer.sweep.QueueFacts;
import io.vqtrace.analyzer.sweep.QueueSweep;
import java.util.Arrays;
import java.util.List;

/** Simulates rings of several sizes for one queue: one pass a size, and a single one for all that are never full. */
final class QueueRings {
    private final TraceSession session;
    private final QueueKey key;
    private final QueueInfo queue;
    private final QueueFacts facts;
    private final RingRequests requests;
    private final RingSizeOptions options;

    QueueRings(TraceSession session, QueueKey key, RingRequests requests, RingSizeOptions options) {
        this.session = session;
        this.key = key;
        this.requests = requests;
        this.options = options;
        queue = session.catalog().queue(key);
        facts = session.catalog().facts(key);
    }

    RingSizeModel.QueueSizes run() {
        EndTimes ends = requests.ends();
        RingDemand demand = RingDemand.of(requests, ends, queue.size(), options);
        RingBackend backend = RingBackend.of(requests, ends, demand.recordedOutstanding(), options.concurrency());
        RingJudge judge = new RingJudge(
                queue,
                facts,
                requests,
                session.gaps().of(key),
                session.options().saturation());
        Rings rings = new Rings(new RingReplay(requests, demand, backend), judge, demand);
        RingFigures recorded = judge.recorded(ends);
        List<RingFigures> sizes =
                options.sizes().parallelStream().map(rings::figures).toList();
        RingFigures again = queue.size() == null ? null : rings.figures(queue.size());
        DeviceInfo device = session.catalog().device(key.device());
        RingCaveats caveats = new RingCaveats(session, key, requests, demand, backend);
        Trust trust = caveats.trust(recorded, again);
        return new RingSizeModel.QueueSizes(
                device.displayName(),
                device.row().sourceId(),
                key.queue(),
                queue.role(),
                queue.size(),
                requests.count(),
                requests.mean(),
                facts.entries() == QueueFacts.Entries.ONE_AT_LEAST,
                requests.published() ? "published" : "taken",
                demand.closed() ? "closed" : "open",
                demand.outstanding(),
                demand.turnaround().usualNs(),
                demand.ringLimitedRatio(),
                backend.concurrency() == RingSizeOptions.UNLIMITED ? null : Integer.valueOf(backend.concurrency()),
                Arrays.stream(backend.serviceNs()).average().orElse(0),
                recorded,
                sizes,
                smallest(sizes),
                trust.confidence().label(),
                trust.limits(),
                caveats.assumptions());
    }

    private Integer smallest(List<RingFigures> sizes) {
        return sizes.stream()
                .filter(this::keepsToLimits)
                .map(RingFigures::size)
                .findFirst()
                .orElse(null);
    }

    private boolean keepsToLimits(RingFigures figures) {
        return figures.occupancy() != null
                && figures.fullRatio() <= options.maxFullRatio()
                && (options.maxAddedP99Ns() == null || figures.addedWaitNs().p99() <= options.maxAddedP99Ns());
    }

    /** The sizes of one queue. What no size above limits is computed once, on a ring of the largest size there is. */
    private final class Rings {
        private final RingReplay replay;
        private final RingJudge judge;
        private final RingDemand demand;
        private final RingReplay.Run free;
        private final QueueSweep freeSweep;
        private final long largest = requests.largest();

        private Rings(RingReplay replay, RingJudge judge, RingDemand demand) {
            this.replay = replay;
            this.judge = judge;
            this.demand = demand;
            free = replay.on(Long.MAX_VALUE);
            freeSweep = judge.sweep(null, free);
        }

        private RingFigures figures(int size) {
            if (size < largest) {
                return RingFigures.tooSmall(size);
            }
            boolean lowerBound = demand.ringLimited() && size > queue.size();
            boolean never = freeSweep.occupancyMax() < judge.fullFrom(size);
            RingReplay.Run run = never ? free : replay.on(size);
            QueueSweep sweep = never ? freeSweep : judge.sweep(size, run);
            return judge.simulated(size, lowerBound, demand.closed(), sweep, run);
        }
    }
}
