package io.vqtrace.analyzer.simulate;

import java.util.ArrayList;
import java.util.List;

/**
 * How far the simulation of one queue can be trusted, and why no further.
 *
 * @param confidence the worst that any reason gives
 * @param limits one sentence each, without a full stop at the end; empty if {@link Confidence#PREDICTED}
 */
public record Trust(Confidence confidence, List<String> limits) {
    /** Nothing is known that speaks against the answer. */
    public static final Trust FULL = new Trust(Confidence.PREDICTED, List.of());

    /** Takes a copy of the list. */
    public Trust {
        limits = List.copyOf(limits);
    }

    /**
     * Adds a reason.
     *
     * @param worse what it gives at best
     * @param limit the reason
     * @return with the worse confidence of the two
     */
    public Trust but(Confidence worse, String limit) {
        List<String> all = new ArrayList<>(limits);
        all.add(limit);
        return new Trust(worse.compareTo(confidence) > 0 ? worse : confidence, all);
    }
}
