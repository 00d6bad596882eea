package io.vqtrace.analyzer.check.path;

import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;
import io.vqtrace.virtio.DeviceStatus;
import java.util.Set;
import java.util.function.Function;

/**
 * What must not happen while the device is in some phase: rules 13 (kick before DRIVER_OK), 14 (completion before it), 16
 * (completion after a reset), 18 and 19 (anything while suspended).
 */
final class InPhase extends QueueCheck {
    private final Set<Phase> forbidden;
    private final String when;

    private InPhase(QueueScope queue, int rule, Set<Phase> forbidden, String when) {
        super(queue, rule);
        this.forbidden = forbidden;
        this.when = when;
    }

    static PathRule kickBeforeDriverOk() {
        return rule(13, Set.of(Phase.RESET, Phase.SETUP), "before DRIVER_OK", EventKind.KICK);
    }

    static PathRule completionBeforeDriverOk() {
        return rule(14, Set.of(Phase.SETUP), "before DRIVER_OK", EventKind.USED, EventKind.INTERRUPT);
    }

    static PathRule completionAfterReset() {
        return rule(16, Set.of(Phase.RESET), "after a reset", EventKind.USED, EventKind.INTERRUPT);
    }

    static PathRule driverWhileSuspended() {
        return rule(18, Set.of(Phase.SUSPENDED), "while the device is suspended", EventKind.KICK, EventKind.AVAIL);
    }

    static PathRule deviceWhileSuspended() {
        return rule(
                19,
                Set.of(Phase.SUSPENDED),
                "while the device is suspended",
                EventKind.USED,
                EventKind.INTERRUPT,
                EventKind.POP);
    }

    private static PathRule rule(int number, Set<Phase> forbidden, String when, EventKind... kinds) {
        Function<QueueScope, String> status = Needs.status(kinds);
        return new PathRule(
                number,
                Set.of(kinds),
                queue -> forbidden.contains(Phase.SUSPENDED) && !suspended(queue)
                        ? "applies where the driver suspends the device"
                        : status.apply(queue),
                queue -> new InPhase(queue, number, forbidden, when));
    }

    private static boolean suspended(QueueScope queue) {
        return queue.device().attempts().stream().anyMatch(attempt -> attempt.firstWrite(DeviceStatus.SUSPEND) != null);
    }

    @Override
    void on(Row row) {
        if (forbidden.contains(queue.phase()) && !(row.kind() == EventKind.USED && row.unserved())) {
            broken(row.ns(), what(row) + " " + when + ", at status " + queue.status());
        }
    }

    private static String what(Row row) {
        return switch (row.kind()) {
            case USED -> "a buffer used" + (row.knows(Observed.HEAD) ? Heads.text(row) : "");
            case INTERRUPT -> "an interrupt";
            case KICK -> "a kick";
            case AVAIL -> "buffers published";
            default -> "a buffer taken";
        };
    }
}
