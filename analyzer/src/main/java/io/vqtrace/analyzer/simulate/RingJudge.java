package io.vqtrace.analyzer.simulate;

import io.vqtrace.analyzer.analysis.Depth;
import io.vqtrace.analyzer.analysis.Saturation;
import io.vqtrace.analyzer.analysis.SaturationJudge;
import io.vqtrace.analyzer.session.QueueInfo;
import io.vqtrace.analyzer.simulate.RingFigures.Holds;
import io.vqtrace.analyzer.sweep.ConditionEpisode;
import io.vqtrace.analyzer.sweep.LostSpans;
import io.vqtrace.analyzer.sweep.QueueFacts;
import io.vqtrace.analyzer.sweep.QueueSweep;
import io.vqtrace.analyzer.sweep.QueueSweeper;
import io.vqtrace.analyzer.sweep.RequestTimes;
import io.vqtrace.analyzer.sweep.SaturationOptions;
import java.util.Arrays;

/** Measures a recorded or simulated ring by the same sweep and thresholds as {@code vqtrace saturation}. Immutable. */
final class RingJudge {
    private static final double NS_PER_S = 1e9;

    /** How much longer than the recording a run may take before its ring counts as too slow for the demand. */
    private static final double BACKLOG_FROM = 0.01;

    private final QueueInfo queue;
    private final QueueFacts facts;
    private final RingRequests requests;
    private final LostSpans lost;
    private final SaturationOptions options;
    private final long medianEntries;
    private final long[] furtherEntries;

    RingJudge(QueueInfo queue, QueueFacts facts, RingRequests requests, LostSpans lost, SaturationOptions options) {
        this.queue = queue;
        this.facts = facts;
        this.requests = requests;
        this.lost = lost;
        this.options = options;
        medianEntries = requests.median();
        furtherEntries = further(requests.entries());
    }

    private static long[] further(long[] entries) {
        return entries == null ? null : Arrays.stream(entries).map(n -> n - 1).toArray();
    }

    /** What the recorded ring did. */
    RingFigures recorded(EndTimes ends) {
        QueueSweep sweep = sweep(queue.size(), requests.arrivedNs(), requests.takenNs(), ends);
        return figures(queue.size(), Holds.RECORDED, sweep, null, ends);
    }

    /** Returns the entries in use from which on a ring is full: the threshold, or no room for a median request. */
    double fullFrom(int size) {
        return thresholds(size).fullOccupancy() * size;
    }

    private SaturationOptions thresholds(Integer size) {
        double noRoom = size == null ? 1 : (size - medianEntries + 1.0) / size;
        return noRoom < options.fullOccupancy() ? options.withFullOccupancy(noRoom) : options;
    }

    QueueSweep sweep(Integer size, RingReplay.Run run) {
        return sweep(size, run.publishedNs(), run.takenNs(), run.ends());
    }

    private QueueSweep sweep(Integer size, long[] published, long[] taken, EndTimes ends) {
        QueueFacts ring = new QueueFacts(size, facts.entries(), facts.supply());
        RequestTimes times = new RequestTimes(
                requests.published() ? published : null,
                taken,
                ends.times(),
                ends.times(),
                furtherEntries == null
                        ? RequestTimes.Further.NONE
                        : new RequestTimes.Further(published, furtherEntries, ends.times(), further(ends.entries())));
        long end = ends.at(ends.count() - 1);
        return new QueueSweeper(ring, lost, thresholds(size), published[0], Math.max(published[0], end))
                .sweep(times, requests.mean());
    }

    /** What a ring of a size would have done, from a run on it or on any other that is never the limit. */
    RingFigures simulated(int size, boolean lowerBound, boolean closed, QueueSweep sweep, RingReplay.Run run) {
        long span = requests.arrivedNs()[requests.count() - 1] - requests.firstNs();
        boolean backlog = !closed && run.lastWaitNs() > BACKLOG_FROM * span;
        Holds holds = backlog ? Holds.BACKLOG : lowerBound ? Holds.LOWER_BOUND : Holds.PREDICTED;
        return figures(size, holds, sweep, run, run.ends());
    }

    private RingFigures figures(Integer size, Holds holds, QueueSweep sweep, RingReplay.Run run, EndTimes ends) {
        boolean sized = size != null;
        double busy = Math.max(1, sweep.busyNs());
        long spent = ends.at(ends.count() - 1) - requests.firstNs();
        return new RingFigures(
                size,
                holds.label(),
                new Depth(sweep.occupancy().mean(), sweep.occupancy().quantile(0.99), sweep.occupancyMax()),
                sized && sweep.fullNs() != null ? Double.valueOf(sweep.fullNs() / busy) : sized ? 0.0 : null,
                sized
                        ? Double.valueOf(sweep.occupancy().nsFrom((int) Math.max(0, size - medianEntries + 1)) / busy)
                        : null,
                sized ? Integer.valueOf(sweep.full().size()) : null,
                sized
                        ? Long.valueOf(sweep.full().stream()
                                .mapToLong(ConditionEpisode::durationNs)
                                .max()
                                .orElse(0))
                        : null,
                run == null ? null : Long.valueOf(run.delayed()),
                run == null ? null : Double.valueOf((double) run.delayed() / requests.count()),
                run == null ? null : run.waits(),
                spent <= 0 ? null : Double.valueOf(requests.count() * NS_PER_S / spent),
                sized ? judge(size, sweep) : null);
    }

    private Saturation judge(int size, QueueSweep sweep) {
        QueueInfo ring = new QueueInfo(
                queue.key(),
                queue.role(),
                queue.supply(),
                queue.ring(),
                size,
                queue.maxSize(),
                queue.vector(),
                queue.indirect());
        return new SaturationJudge(ring, sweep, requests.count(), thresholds(size)).judge();
    }
}
