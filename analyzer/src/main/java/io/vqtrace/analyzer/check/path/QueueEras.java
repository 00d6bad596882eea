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
    private QueueEras() {}

    /** Returns the eras of a queue, the unseen one before the first beginning included. */
    static List<Era> of(DeviceScope device, int queue) {
        List<Era> eras = new ArrayList<>();
        QueueRow fact = device.setups().stream()
                .filter(row -> row.queue() == queue && row.ts() == null)
                .reduce((first, second) -> second)
                .orElse(null);
        if (device.history() != null) {
            device.history()
                    .resets()
                    .forEach(ns -> eras.add(new Era(DeviceTimeline.key(ns, true), Era.Begin.DEVICE_RESET, fact)));
            for (Attempt attempt : device.attempts()) {
                for (NegotiationRow row : attempt.rows(NegotiationStep.QUEUE_RESET)) {
                    if (row.ts() != null && row.queue() != null && row.queue() == queue) {
                        eras.add(new Era(DeviceTimeline.key(row.ts(), true), Era.Begin.QUEUE_RESET, fact));
                    }
                }
            }
        }
        device.setups().stream()
                .filter(row -> row.queue() == queue && row.ts() != null)
                .forEach(row -> eras.add(new Era(DeviceTimeline.key(row.ts(), true), Era.Begin.SETUP, row)));
        // At the same moment a reset comes first.
        eras.sort(Comparator.comparingLong(Era::key).thenComparing(era -> era.begin() == Era.Begin.SETUP));
        eras.add(0, new Era(Long.MIN_VALUE, Era.Begin.UNSEEN, fact));
        return List.copyOf(eras);
    }
}
