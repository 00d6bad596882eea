package io.vqtrace.analyzer.sweep;

/**
 * A stretch of time in which a condition held, short dips included.
 *
 * @param startNs when it first held
 * @param endNs when it last held
 * @param heldNs for how long of that it held
 * @param depth the largest depth meanwhile
 */
public record ConditionEpisode(long startNs, long endNs, long heldNs, int depth) {
    /**
     * Returns the length.
     *
     * @return nanoseconds
     */
    public long durationNs() {
        return endNs - startNs;
    }

    ConditionEpisode join(ConditionEpisode later) {
        return new ConditionEpisode(startNs, later.endNs, heldNs + later.heldNs, Math.max(depth, later.depth));
    }
}
