package io.vqtrace.analyzer.check.path;

import io.vqtrace.analyzer.check.DeviceScope;
import io.vqtrace.analyzer.negotiation.Attempt;
import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.NegotiationStep;
import io.vqtrace.trace.QueueRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Cuts a queue's life into eras. */
final class QueueEras {
    /** What begins an era, at its time. */
    private record Beginning(long ns, Era.Begin begin, QueueRow setup) {}

    private QueueEras() {}

    /** Returns the eras of a queue, the unseen one before the first beginning included. */
    static List<Era> of(DeviceScope device, int queue, List<Losses.Stretch> losses) {
        return lossy(whole(device, queue), losses);
    }

    private static List<Era> whole(DeviceScope device, int queue) {
        List<Beginning> beginnings = new ArrayList<>();
        QueueRow fact = device.setups().stream()
                .filter(row -> row.queue() == queue && row.ts() == null)
                .reduce((first, second) -> second)
                .orElse(null);
        if (device.history() != null) {
            device.history().resets().forEach(ns -> beginnings.add(new Beginning(ns, Era.Begin.DEVICE_RESET, fact)));
            for (Attempt attempt : device.attempts()) {
                for (NegotiationRow row : attempt.rows(NegotiationStep.QUEUE_RESET)) {
                    if (row.ts() != null && row.queue() != null && row.queue() == queue) {
                        beginnings.add(new Beginning(row.ts(), Era.Begin.QUEUE_RESET, fact));
                    }
                }
            }
        }
        device.setups().stream()
                // A recorder describes queues that nobody set up by a row without a size.
                .filter(row -> row.queue() == queue && row.ts() != null && row.size() != null)
                .forEach(row -> beginnings.add(new Beginning(row.ts(), Era.Begin.SETUP, row)));
        // At the same moment a reset comes first.
        beginnings.sort(
                Comparator.comparingLong(Beginning::ns).thenComparing(beginning -> beginning.begin == Era.Begin.SETUP));
        List<Era> eras = new ArrayList<>();
        long last = Long.MIN_VALUE;
        eras.add(new Era(last, Era.Begin.UNSEEN, fact));
        for (Beginning beginning : beginnings) {
            last = Math.max(last, DeviceTimeline.key(beginning.ns, beginning.begin != Era.Begin.SETUP));
            eras.add(new Era(last, beginning.begin, beginning.setup));
        }
        return eras;
    }

    /** Puts an era in place of each loss and of all that began in it; what holds afterwards has no known beginning. */
    private static List<Era> lossy(List<Era> eras, List<Losses.Stretch> losses) {
        List<Era> result = new ArrayList<>();
        int next = 0;
        for (Losses.Stretch loss : losses) {
            long from = DeviceTimeline.key(loss.fromNs(), false);
            long to = DeviceTimeline.key(loss.toNs(), true);
            while (next < eras.size() && eras.get(next).key() < from) {
                result.add(eras.get(next++));
            }
            result.add(new Era(from, Era.Begin.LOST, null));
            while (next < eras.size() && eras.get(next).key() <= to) {
                next++;
            }
            result.add(new Era(
                    to,
                    Era.Begin.AFTER_LOSS,
                    next == 0 ? null : eras.get(next - 1).setup()));
        }
        result.addAll(eras.subList(next, eras.size()));
        return List.copyOf(result);
    }
}
