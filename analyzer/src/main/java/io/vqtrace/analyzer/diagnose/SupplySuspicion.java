package io.vqtrace.analyzer.diagnose;

import io.vqtrace.analyzer.text.Durations;
import java.util.ArrayList;
import java.util.List;

/** Has the driver stopped to give the device buffers? */
final class SupplySuspicion implements Suspicion {
    private static final long NEVER = QueueMoment.NEVER;

    @Override
    public List<Suspect> suspects(QueueMoment queue) {
        if (!queue.supply()) {
            return List.of();
        }
        ReturningWatch returning = queue.returning();
        TakingWatch taking = queue.taking();
        long posted = Math.max(taking.announcedNs, taking.kicks.lastNs());
        boolean dropping = returning.dropsSinceUsed > 0 && posted <= returning.firstDropNs;
        if (dropping && queue.lasts(emptySinceNs(queue, posted), queue.patienceNs())) {
            List<String> evidence = new ArrayList<>();
            evidence.add(Durations.count(returning.dropsSinceUsed)
                    + " packets or messages lost for want of a buffer since " + queue.at(returning.firstDropNs));
            evidence.add(
                    posted == NEVER
                            ? "no buffer was posted in this trace"
                            : "the last buffers were seen at " + queue.at(posted));
            if (returning.usedNs != NEVER) {
                evidence.add("the last buffer was filled at " + queue.at(returning.usedNs));
            }
            return List.of(new Suspect(StallCause.RX_STARVED, Confidence.CERTAIN, returning.firstDropNs, evidence));
        }
        return List.of();
    }

    /** Drops of before the trace are not in it; but if no buffer is left, there was none since the last was filled. */
    private static long emptySinceNs(QueueMoment queue, long postedNs) {
        long firstDropNs = queue.returning().firstDropNs;
        boolean empty =
                queue.taking().looked() && queue.waiting() == 0 && queue.held().chains() == 0;
        long lastBufferNs = Math.max(queue.returning().usedNs, postedNs);
        return empty && lastBufferNs != NEVER ? Math.min(firstDropNs, lastBufferNs) : firstDropNs;
    }
}
