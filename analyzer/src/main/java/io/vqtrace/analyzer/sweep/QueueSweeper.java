package io.vqtrace.analyzer.sweep;

import java.util.List;

/**
 * Sweeps the requests of one queue: once for depths, and once more for episodes if a condition is worth them. Used once,
 * by one thread.
 */
public final class QueueSweeper {
    /** What a distribution tells apart: more than any ring has, less than a broken trace can claim. */
    private static final int MOST_ENTRIES = 1 << 16;

    private final QueueFacts facts;
    private final LostSpans lost;
    private final SaturationOptions options;
    private final long startNs;
    private final long endNs;
    private final double fullFrom;
    private final DepthDistribution inFlight = new DepthDistribution();
    private final DepthDistribution outstanding = new DepthDistribution();
    /** Time at each number of occupied ring entries. */
    private final DepthDistribution occupancy = new DepthDistribution();
    /** Time at each in-flight depth while requests were waiting. */
    private final DepthDistribution whileWaiting = new DepthDistribution();

    private final EpisodeBuilder full;
    private final EpisodeBuilder plateau;
    private final EpisodeBuilder capped;
    private final EpisodeBuilder backendBound;
    /** Depth of a cap or plateau; no depth if the maximum is too small or the ring's own end. */
    private int top;

    private int occupancyMax;
    private long topNs;
    private long cappedNs;
    private long waitingNs;
    private long fullNs;

    /**
     * Makes a sweeper.
     *
     * @param facts what is known of the queue
     * @param lost when events of it were lost
     * @param options thresholds
     * @param startNs begin of the window, nanoseconds since the epoch
     * @param endNs end of the window, not before its begin
     */
    public QueueSweeper(QueueFacts facts, LostSpans lost, SaturationOptions options, long startNs, long endNs) {
        this.facts = facts;
        this.lost = lost;
        this.options = options;
        this.startNs = startNs;
        this.endNs = endNs;
        fullFrom = facts.size() == null ? Double.POSITIVE_INFINITY : options.fullOccupancy() * facts.size();
        full = new EpisodeBuilder(options);
        plateau = new EpisodeBuilder(options);
        capped = new EpisodeBuilder(options);
        backendBound = new EpisodeBuilder(options);
    }

    QueueSweep sweep(QueueSamples samples) {
        double entriesPerRequest = samples.entriesPerRequest();
        return sweep(samples.drain(), entriesPerRequest, new DepthSeries(startNs, endNs));
    }

    /**
     * Sweeps without keeping depth over time.
     *
     * @param sorted the requests; only read
     * @param entriesPerRequest the ring entries that a request occupies on average
     * @return depths, times and episodes within the window
     */
    public QueueSweep sweep(RequestTimes sorted, double entriesPerRequest) {
        return sweep(sorted, entriesPerRequest, null);
    }

    private QueueSweep sweep(RequestTimes sorted, double entriesPerRequest, DepthSeries series) {
        boolean published = sorted.avails() != null;
        StallFinder stalls = new StallFinder(sorted.completions(), lost, startNs, options);
        DepthWalk.walk(sorted, startNs, endNs, (from, to, depth, waiting, occupied) -> {
            inFlight.add(depth, to - from);
            if (published) {
                outstanding.add(depth + waiting, to - from);
                if (waiting > 0) {
                    whileWaiting.add(depth, to - from);
                }
            }
            occupancy.add(Math.min(occupied, MOST_ENTRIES), to - from);
            occupancyMax = Math.max(occupancyMax, occupied);
            fullNs += occupied >= fullFrom ? to - from : 0;
            if (series != null) {
                series.add(from, to, depth, waiting, occupied, occupied >= fullFrom);
            }
            stalls.stretch(from, to, depth, waiting, occupied);
        });
        measure(published ? inFlight.max() * entriesPerRequest : occupancyMax);
        findEpisodes(sorted, published);
        return new QueueSweep(
                inFlight,
                published ? outstanding : null,
                series,
                inFlight.nsFrom(1),
                span(sorted),
                occupancy,
                occupancyMax,
                facts.entries() == QueueFacts.Entries.ONE_AT_LEAST,
                facts.size() == null ? null : Long.valueOf(fullNs),
                full.finish(),
                topNs,
                plateau.finish(),
                published ? Long.valueOf(cappedNs) : null,
                capped.finish(),
                published ? Long.valueOf(waitingNs) : null,
                backendBound.finish(),
                facts.supply() ? List.of() : stalls.finish());
    }

    /** Takes the ring entries at the largest in-flight depth: a depth that fills the ring is no cap. */
    private void measure(double entriesAtTop) {
        boolean belowRing = entriesAtTop < fullFrom;
        top = belowRing && inFlight.max() >= options.plateauDepth() ? inFlight.max() : Integer.MAX_VALUE;
        topNs = inFlight.nsAt(top);
        cappedNs = whileWaiting.nsAt(top);
        waitingNs = whileWaiting.nsFrom(1);
    }

    /** Collects episodes of the conditions whose share makes them one; fullness always, since one episode decides. */
    private void findEpisodes(RequestTimes sorted, boolean published) {
        double busy = Math.max(1, inFlight.nsFrom(1));
        boolean plateaus = !published && topNs / busy >= options.plateauShare();
        boolean caps = published && cappedNs / busy >= options.plateauShare();
        boolean waits = published && waitingNs / busy >= options.waitingShare();
        if (!plateaus && !caps && !waits && fullNs == 0) {
            return;
        }
        DepthWalk.walk(sorted, startNs, endNs, (from, to, depth, waiting, occupied) -> {
            if (plateaus && depth == top) {
                plateau.add(from, to, depth);
            }
            if (caps && depth == top && waiting > 0) {
                capped.add(from, to, depth);
            }
            if (waits && waiting > 0) {
                backendBound.add(from, to, depth + waiting);
            }
            if (occupied >= fullFrom) {
                full.add(from, to, occupied);
            }
        });
    }

    private long span(RequestTimes sorted) {
        if (sorted.pops().length == 0) {
            return 0;
        }
        long first = Math.max(startNs, sorted.pops()[0]);
        long last = Math.min(endNs, sorted.ends()[sorted.ends().length - 1]);
        return Math.max(0, last - first);
    }
}
