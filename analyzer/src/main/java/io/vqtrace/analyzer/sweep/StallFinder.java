package io.vqtrace.analyzer.sweep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds stalls: the queue holds requests, and no completion comes for a multiple of the p99.9 gap between completions
 * before it. A gap begins at the completion before, or when the queue stopped being empty; where events were lost,
 * nobody knows whether one came.
 */
final class StallFinder implements DepthWalk.Visitor {
    /** Of 1000 gaps one may be longer than the p99.9 gap. */
    private static final int PER_MILLE = 1000;

    private final long[] completions;
    private final LostSpans lost;
    private final SaturationOptions options;
    private final List<ConditionEpisode> stalls = new ArrayList<>();
    /** The gaps that can decide a threshold, ascending; shorter ones only count. */
    private long[] longGaps = new long[16];

    private int longGapCount;
    private long gapCount;
    private int next;
    private boolean active;
    private long quietSinceNs;
    private int quietDepth;
    private long lastNs;

    StallFinder(long[] completions, LostSpans lost, long startNs, SaturationOptions options) {
        this.completions = completions;
        this.lost = lost;
        this.options = options;
        while (next < completions.length && completions[next] < startNs) {
            next++;
        }
    }

    @Override
    public void stretch(long fromNs, long toNs, int inFlight, int waiting, int occupied) {
        completeUpTo(fromNs);
        boolean holds = inFlight + waiting > 0;
        if (holds && !active) {
            quietSinceNs = fromNs;
            quietDepth = 0;
        }
        active = holds;
        quietDepth = Math.max(quietDepth, inFlight + waiting);
        lastNs = toNs;
    }

    private void completeUpTo(long timeNs) {
        while (next < completions.length && completions[next] <= timeNs) {
            if (active) {
                gap(quietSinceNs, completions[next]);
            }
            quietSinceNs = completions[next];
            quietDepth = 0;
            next++;
        }
    }

    private void gap(long fromNs, long toNs) {
        long length = toNs - fromNs;
        if (lost.meet(fromNs, toNs)) {
            return;
        }
        if (length >= threshold()) {
            stalls.add(new ConditionEpisode(fromNs, toNs, length, quietDepth));
        }
        gapCount++;
        if (length * options.stallFactor() > options.stallNs()) {
            insert(length);
        }
    }

    private void insert(long length) {
        if (longGapCount == longGaps.length) {
            longGaps = Arrays.copyOf(longGaps, 2 * longGaps.length);
        }
        int at = Arrays.binarySearch(longGaps, 0, longGapCount, length);
        at = at < 0 ? -at - 1 : at;
        System.arraycopy(longGaps, at, longGaps, at + 1, longGapCount - at);
        longGaps[at] = length;
        longGapCount++;
    }

    /** The length from which a gap is a stall, judged by the gaps before it. */
    private long threshold() {
        // Nearest rank ceil(0.999 n) from below is this many gaps from above.
        long fromAbove = gapCount - (gapCount * (PER_MILLE - 1) + PER_MILLE - 1) / PER_MILLE;
        long p999 = gapCount > 0 && fromAbove < longGapCount ? longGaps[longGapCount - 1 - (int) fromAbove] : 0;
        return Math.max(options.stallNs(), options.stallFactor() * p999);
    }

    /** Returns the stalls in order, once the walk is over; one that lasts to the end of the window included. */
    List<ConditionEpisode> finish() {
        completeUpTo(lastNs);
        boolean quiet = active && lastNs > quietSinceNs && !lost.meet(quietSinceNs, lastNs);
        if (quiet && lastNs - quietSinceNs >= threshold()) {
            stalls.add(new ConditionEpisode(quietSinceNs, lastNs, lastNs - quietSinceNs, quietDepth));
        }
        return List.copyOf(stalls);
    }
}
