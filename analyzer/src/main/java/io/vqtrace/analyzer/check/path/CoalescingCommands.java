package io.vqtrace.analyzer.check.path;

import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.FaultReason;
import io.vqtrace.trace.Observed;
import io.vqtrace.trace.Operation;
import io.vqtrace.virtio.DeviceType;
import java.util.Set;

/**
 * Rule 47: coalescing commands need their feature and a queue that carries data; the device answers others by an error
 * (virtio 1.4 sections 5.1.9.5.10.5 and 5.1.9.5.10.6).
 */
final class CoalescingCommands extends QueueCheck {
    static final int NOTF_COAL_CLASS = 6;
    static final int VQ_GET = 3;
    private static final int RX_SET = 1;
    private static final int VQ_NOTF_COAL = 52;
    private static final int NOTF_COAL = 53;
    private static final int KNOWN = Observed.OP | Observed.VALUE | Observed.STATUS;

    private CoalescingCommands(QueueScope queue) {
        super(queue, 47);
    }

    static PathRule rule() {
        return new PathRule(
                47, Set.of(EventKind.USED, EventKind.FAULT), CoalescingCommands::missing, CoalescingCommands::new);
    }

    static String missing(QueueScope queue) {
        if (queue.device().type() != DeviceType.NET) {
            return "applies to network devices";
        }
        if (!queue.recorded()) {
            return "needs control commands, which a recorder sees";
        }
        return queue.accepted(NOTF_COAL) == null ? "needs the features that the driver accepted" : null;
    }

    /** Tells whether a row is a coalescing command, whatever became of it. */
    static boolean isCommand(Row row) {
        return row.knows(KNOWN)
                && row.value(EventColumn.OP) == Operation.COMMAND.code()
                && row.value() >> 8 == NOTF_COAL_CLASS;
    }

    @Override
    void on(Row row) {
        if (row.kind() == EventKind.FAULT) {
            if (row.value() == FaultReason.COMMAND_REFUSED.code()) {
                broken(row.ns(), "refused by the backend: a command without its feature or its queue");
            }
        } else if (isCommand(row) && row.value(EventColumn.STATUS) == 0) {
            int feature = (row.value() & 0xff) <= RX_SET ? NOTF_COAL : VQ_NOTF_COAL;
            if (!queue.has(feature)) {
                broken(row.ns(), "command " + (row.value() & 0xff) + " of class 6 granted without feature " + feature);
            }
        }
    }
}
