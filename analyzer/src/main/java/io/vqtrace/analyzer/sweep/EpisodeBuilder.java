package io.vqtrace.analyzer.sweep;

import java.util.ArrayList;
import java.util.List;

/**
 * Joins the stretches in which a condition holds into episodes.
 *
 * <p>Every completion of a full ring ends its fullness for the moment until the driver refills it, so that dips have to
 * be bridged: those up to {@code shortDipNs} always, those up to {@code longDipNs} if the episode before or after the
 * dip is at least as long as the dip. A condition that blinks once in a while thus stays a row of short episodes.
 */
final class EpisodeBuilder {
    private final long shortDipNs;
    private final long longDipNs;
    private final List<ConditionEpisode> episodes = new ArrayList<>();
    private long heldNs;
    private long startNs;
    private long endNs;
    private long episodeHeldNs;
    private int depth;
    private boolean open;

    EpisodeBuilder(SaturationOptions options) {
        shortDipNs = options.shortDipNs();
        longDipNs = options.longDipNs();
    }

    /** Adds a stretch in which the condition held; stretches come in order. */
    void add(long fromNs, long toNs, int stretchDepth) {
        heldNs += toNs - fromNs;
        if (open && fromNs - endNs > shortDipNs) {
            close();
        }
        if (!open) {
            open = true;
            startNs = fromNs;
            episodeHeldNs = 0;
            depth = 0;
        }
        endNs = toNs;
        episodeHeldNs += toNs - fromNs;
        depth = Math.max(depth, stretchDepth);
    }

    private void close() {
        ConditionEpisode episode = new ConditionEpisode(startNs, endNs, episodeHeldNs, depth);
        while (!episodes.isEmpty() && bridged(episodes.get(episodes.size() - 1), episode)) {
            episode = episodes.remove(episodes.size() - 1).join(episode);
        }
        episodes.add(episode);
        open = false;
    }

    private boolean bridged(ConditionEpisode earlier, ConditionEpisode later) {
        long dip = later.startNs() - earlier.endNs();
        return dip <= longDipNs && dip <= Math.max(earlier.durationNs(), later.durationNs());
    }

    /** Returns for how long the condition held in all. */
    long heldNs() {
        return heldNs;
    }

    /** Returns the episodes in order, once everything was added. */
    List<ConditionEpisode> finish() {
        if (open) {
            close();
        }
        return List.copyOf(episodes);
    }
}
