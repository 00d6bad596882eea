package io.vqtrace.analyzer.check.path;

import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;
import java.util.Set;

/** Rule 35: the used length does not exceed the chain's device-writable bytes (virtio 1.4 section 2.7.8.2). */
final class UsedLength extends QueueCheck {
    private static final int KNOWN = Observed.IN_BYTES | Observed.USED_BYTES;

    private UsedLength(QueueScope queue) {
        super(queue, 35);
    }

    static PathRule rule() {
        return new PathRule(35, Set.of(EventKind.USED), UsedLength::missing, UsedLength::new);
    }

    private static String missing(QueueScope queue) {
        return queue.recorded() ? null : "needs used lengths and the chains' writable bytes, which a recorder sees";
    }

    @Override
    void on(Row row) {
        if (row.knows(KNOWN) && !row.unserved()) {
            long used = row.value(EventColumn.USED_BYTES);
            long writable = row.value(EventColumn.IN_BYTES);
            if (used > writable) {
                broken(
                        row.ns(),
                        "used length " + used + " for a chain of " + writable + " writable bytes" + Heads.text(row));
            }
        }
    }
}
