package io.vqtrace.analyzer.diagnose;

import java.util.List;

/**
 * A cause that a judge holds for possible.
 *
 * @param cause what it is
 * @param confidence how far the evidence carries it
 * @param sinceNs since when the queue stands still by it; null if it does not explain a stall
 * @param evidence numbers, times and ring indices, one clause each
 */
record Suspect(StallCause cause, Confidence confidence, Long sinceNs, List<String> evidence) {
    Suspect {
        evidence = List.copyOf(evidence);
    }

    boolean stalls() {
        return sinceNs != null;
    }
}
