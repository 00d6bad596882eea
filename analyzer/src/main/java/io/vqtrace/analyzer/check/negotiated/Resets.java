package io.vqtrace.analyzer.check.negotiated;

import io.vqtrace.analyzer.check.DeviceScope;
import io.vqtrace.analyzer.negotiation.Attempt;
import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.NegotiationStep;
import io.vqtrace.trace.QueueRow;

/** Resets of single queues. */
final class Resets {
    private Resets() {}

    /** Tells whether the queue was reset by itself before it was set up, in the same attempt. */
    static boolean before(DeviceScope device, QueueRow setup) {
        for (Attempt attempt : device.attempts()) {
            for (NegotiationRow row : attempt.rows(NegotiationStep.QUEUE_RESET)) {
                boolean same = row.queue() != null && row.queue() == setup.queue();
                boolean ordered = row.ts() != null && setup.ts() != null && row.ts() <= setup.ts();
                boolean within = attempt.endNs() == null || setup.ts() != null && setup.ts() <= attempt.endNs();
                if (same && ordered && within) {
                    return true;
                }
            }
        }
        return false;
    }
}
