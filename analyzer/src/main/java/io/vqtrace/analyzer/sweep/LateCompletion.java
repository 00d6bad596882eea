package io.vqtrace.analyzer.sweep;

/**
 * A completion and the interrupt that delivered it.
 *
 * @param usedNs when the device returned the chain, nanoseconds since the epoch
 * @param interruptNs when the interrupt followed
 * @param delivered completions that the interrupt delivered, this one included
 * @param delayed whether the device had decided to hold it back; if not, the interrupt was the first decision after it
 */
public record LateCompletion(long usedNs, long interruptNs, int delivered, boolean delayed) {
    /**
     * Returns how long the completion waited.
     *
     * @return nanoseconds, from 0
     */
    public long notifyNs() {
        return interruptNs - usedNs;
    }
}
