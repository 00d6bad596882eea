package io.vqtrace.analyzer.negotiation;

import io.vqtrace.analyzer.negotiation.NegotiationModel.DriverAttempt;
import io.vqtrace.analyzer.negotiation.NegotiationModel.NegotiatedDevice;
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
public record QueueRange(int attempt, QueueSetup first, QueueSetup last) {

    /**
     * Lists the queues of all attempts of a device.
     *
     * @param device the device
     * @return ranges in order, of a single queue each while an attempt has few
     */
    public static List<QueueRange> of(NegotiatedDevice device) {
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

    /**
     * Names the queues.
     *
     * @return such as {@code 0 to 3}
     */
    public String queues() {
        return first == last ? Integer.toString(first.queue()) : first.queue() + " to " + last.queue();
    }

    /**
     * Names what they are for.
     *
     * @return the first one's role, marked if there are more; null if unknown
     */
    public String roles() {
        return first == last || first.role() == null ? first.role() : first.role() + " …";
    }

    /**
     * Names their MSI-X vectors.
     *
     * @return such as {@code 1 to 4}, {@code none}, or null if unknown
     */
    public String vectors() {
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
