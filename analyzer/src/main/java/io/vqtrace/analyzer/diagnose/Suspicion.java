package io.vqtrace.analyzer.diagnose;

import java.util.List;

/** Looks at one place where a request can get stuck. */
@FunctionalInterface
interface Suspicion {
    /**
     * Names the causes at this place that the evidence leaves open.
     *
     * @param queue the queue at the moment
     * @return the suspects, the likeliest first; empty if nothing is wrong here
     */
    List<Suspect> suspects(QueueMoment queue);
}
