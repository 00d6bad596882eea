package io.vqtrace.analyzer.check;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Why a rule cannot be judged. A reason begins with {@value #NEEDS} and tells what the capture lacks, or with {@value #APPLIES}
 * and tells where the rule holds, if that is somewhere else.
 */
final class Reasons {
    static final String NEEDS = "needs ";
    static final String APPLIES = "applies ";
    static final String NO_DEVICE = APPLIES + "to virtio devices, of which this capture shows none";

    private Reasons() {}

    /**
     * Chooses the reason that stands for those of several places: what the capture lacks where the rule would apply counts
     * more than that it does not apply elsewhere.
     *
     * @param reasons in any number
     * @return the first of the weightier kind, empty if there are none
     */
    static Optional<String> weightiest(Collection<String> reasons) {
        return reasons.stream().min(Comparator.comparing(reason -> !reason.startsWith(NEEDS)));
    }
}
