package io.vqtrace.analyzer.sweep;

import java.util.List;

/** Sweeps the requests of one queue. */
final class QueueSweeper {
    private final QueueFacts facts;
    private final SaturationOptions options;
    private final long startNs;
    private final long endNs;

    QueueSweeper(QueueFacts facts, SaturationOptions options, long startNs, long endNs) {
        this.facts = facts;
        this.options = options;
        this.startNs = startNs;
        this.endNs = endNs;
    }

    QueueSweep sweep(QueueSamples samples) {
        QueueSamples.Sorted sorted = samples.drain();
        boolean published = sorted.avails() != null;
        DepthDistribution inFlight = new DepthDistribution();
        DepthDistribution outstanding = new DepthDistribution();
        DepthSeries series = new DepthSeries(startNs, endNs);
        StallFinder stalls = new StallFinder(sorted.completions(), startNs, options);
        DepthWalk.walk(sorted, startNs, endNs, (from, to, depth, waiting) -> {
            inFlight.add(depth, to - from);
            outstanding.add(depth + waiting, to - from);
            series.add(from, to, depth, depth + waiting);
            stalls.stretch(from, to, depth, waiting);
        });

        EpisodeBuilder full = new EpisodeBuilder(options);
        double fullFrom = facts.size() == null ? Double.POSITIVE_INFINITY : options.fullOccupancy() * facts.size();
        boolean weighted = samples.weighted();
        int occupancyMax = weighted ? occupancy(samples.drainWeighted(), fullFrom, full) : inFlight.max();
        // At the ring's end the maximum is the ring's doing, and no cap or plateau of its own.
        int top = occupancyMax < fullFrom ? Math.max(options.plateauDepth(), inFlight.max()) : Integer.MAX_VALUE;
        EpisodeBuilder plateau = new EpisodeBuilder(options);
        EpisodeBuilder capped = new EpisodeBuilder(options);
        EpisodeBuilder backendBound = new EpisodeBuilder(options);
        DepthWalk.walk(sorted, startNs, endNs, (from, to, depth, waiting) -> {
            if (depth == top) {
                plateau.add(from, to, depth);
                if (waiting > 0) {
                    capped.add(from, to, depth);
                }
            }
            if (waiting > 0) {
                backendBound.add(from, to, depth);
            }
            if (!weighted && depth >= fullFrom) {
                full.add(from, to, depth);
            }
        });

        return new QueueSweep(
                inFlight,
                published ? outstanding : null,
                series,
                inFlight.nsFrom(1),
                span(sorted),
                occupancyMax,
                facts.indirect() == null,
                facts.size() == null ? null : Long.valueOf(full.heldNs()),
                full.finish(),
                plateau.heldNs(),
                plateau.finish(),
                published ? Long.valueOf(capped.heldNs()) : null,
                capped.finish(),
                published ? Long.valueOf(backendBound.heldNs()) : null,
                backendBound.finish(),
                facts.supply() ? List.of() : stalls.finish());
    }

    private int occupancy(QueueSamples.Weighted samples, double fullFrom, EpisodeBuilder full) {
        DepthDistribution occupancy = new DepthDistribution();
        DepthWalk.walk(samples, startNs, endNs, (from, to, descriptors, waiting) -> {
            occupancy.add(descriptors, to - from);
            if (descriptors >= fullFrom) {
                full.add(from, to, descriptors);
            }
        });
        return occupancy.max();
    }

    private long span(QueueSamples.Sorted sorted) {
        if (sorted.pops().length == 0) {
            return 0;
        }
        long first = Math.max(startNs, sorted.pops()[0]);
        long last = Math.min(endNs, sorted.ends()[sorted.ends().length - 1]);
        return Math.max(0, last - first);
    }
}
