package io.vqtrace.analyzer.check.path;

import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.FaultReason;
import io.vqtrace.trace.Observed;
import java.util.Set;

/** Rule 46: a kick with data names its queue and the driver's position (virtio 1.4 section 2.9). */
final class NotificationPosition extends QueueCheck {
    private NotificationPosition(QueueScope queue) {
        super(queue, 46);
    }

    static PathRule rule() {
        return new PathRule(
                46,
                Set.of(EventKind.KICK, EventKind.FAULT),
                queue -> Needs.feature(queue, QueueScope.NOTIFICATION_DATA, "NOTIFICATION_DATA"),
                NotificationPosition::new);
    }

    @Override
    void on(Row row) {
        if (row.kind() == EventKind.FAULT) {
            if (row.value() == FaultReason.NOTIFICATION_DATA.code()) {
                broken(row.ns(), "refused by the backend: not the driver's position");
            }
        } else if (row.knows(Observed.VALUE) && (row.value() & 0xffff) != queue.queue()) {
            broken(row.ns(), "a kick of queue " + queue.queue() + " that names queue " + (row.value() & 0xffff));
        }
    }
}
