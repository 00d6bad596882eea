package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.negotiation.NegotiationModel.DriverAttempt;
import io.vqtrace.analyzer.negotiation.NegotiationModel.NegotiatedDevice;
import io.vqtrace.analyzer.negotiation.QueueSetup;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Neighbouring queues of an attempt that were set up alike.
 *
 * @param attempt the attempt's number
 * @param first the first of them
 * @param last the last of them
 */
record QueueRange(int attempt, QueueSetup first, QueueSetup last) {

    /** The queues of all attempts, those with a role of their own on a line each while they are few. */
    static List<QueueRange> of(NegotiatedDevice device) {
        List<QueueRange> ranges = new ArrayList<>();
        for (DriverAttempt attempt : device.attempts()) {
            boolean few = attempt.queues().size() <= 4;
            QueueRange open = null;
            for (QueueSetup queue : attempt.queues()) {
                if (open != null && !few && open.last.queue() + 1 == queue.queue() && alike(open.last, queue)) {
                    open = new QueueRange(attempt.attempt(), open.first, queue);
                    ranges.set(ranges.size() - 1, open);
                } else {
                    open = new QueueRange(attempt.attempt(), queue, queue);
                    ranges.add(open);
                }
            }
        }
        return ranges;
    }

    private static boolean alike(QueueSetup one, QueueSetup other) {
        return Objects.equals(one.size(), other.size())
                && Objects.equals(one.maxSize(), other.maxSize())
                && Objects.equals(one.ring(), other.ring())
                && Objects.equals(vectored(one), vectored(other));
    }

    private static Boolean vectored(QueueSetup queue) {
        return queue.vector() == null ? null : queue.vector() != QueueSetup.NO_VECTOR;
    }

    String queues() {
        return first == last ? Integer.toString(first.queue()) : first.queue() + " to " + last.queue();
    }

    String roles() {
        return first == last || first.role() == null ? first.role() : first.role() + " …";
    }

    String vectors() {
        if (first.vector() == null) {
            return null;
        }
        if (first.vector() == QueueSetup.NO_VECTOR) {
            return "none";
        }
        return first.vector().equals(last.vector())
                ? first.vector().toString()
                : first.vector() + " to " + last.vector();
    }
}
