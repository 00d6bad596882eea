package io.vqtrace.analyzer.check.path;

import io.vqtrace.analyzer.negotiation.Attempt;
import io.vqtrace.analyzer.negotiation.DeviceHistory;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.NegotiationStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Rule 48: VQ_GET reports what was set last (virtio 1.4 section 5.1.9.5.10.6). A backend tells of the answer by the same
 * negotiation step as of a setting, so that the step that falls into a VQ_GET is the answer.
 */
final class CoalescingKept extends QueueCheck {
    private final List<NegotiationRow> settings = new ArrayList<>();

    private CoalescingKept(QueueScope queue) {
        super(queue, 48);
        for (Attempt attempt : queue.device().attempts()) {
            settings.addAll(attempt.rows(NegotiationStep.COALESCING_SET));
        }
        settings.removeIf(row -> row.ts() == null || row.value() == null);
    }

    static PathRule rule() {
        return new PathRule(48, Set.of(EventKind.USED), CoalescingCommands::missing, CoalescingKept::new);
    }

    @Override
    void on(Row row) {
        boolean get = CoalescingCommands.isCommand(row) && (row.value() & 0xff) == CoalescingCommands.VQ_GET;
        if (!get) {
            return;
        }
        settings.stream()
                .filter(answer -> answer.queue() != null)
                .filter(answer -> answer.ts() >= row.begin() && answer.ts() <= row.ns())
                .forEach(this::compare);
    }

    /** Returns when the device was reset last before an answer: nothing that was set before holds any more. */
    private long begin(NegotiationRow answer) {
        DeviceHistory history = queue.device().history();
        return history == null
                ? Long.MIN_VALUE
                : history.resets().stream()
                        .filter(reset -> reset <= answer.ts())
                        .reduce(Long.MIN_VALUE, Math::max);
    }

    private void compare(NegotiationRow answer) {
        long begin = begin(answer);
        long set = settings.stream()
                .filter(before -> before != answer && before.ts() < answer.ts())
                .filter(before -> before.ts() >= begin)
                .filter(before -> concerns(before, answer))
                .reduce((first, second) -> second)
                .map(NegotiationRow::value)
                .orElse(0L);
        if (set != answer.value()) {
            broken(
                    answer.ts(),
                    "VQ_GET of queue " + answer.queue() + " answered " + text(answer.value()) + ", and set was "
                            + text(set));
        }
    }

    /** Tells whether a setting is about a queue: its own, or that of all queues of its direction. */
    private static boolean concerns(NegotiationRow setting, NegotiationRow answer) {
        return setting.queue() == null
                ? setting.detail() == null || setting.detail().equals(answer.detail())
                : setting.queue().equals(answer.queue());
    }

    private static String text(long value) {
        return "max_packets " + (value >>> 32) + " max_usecs " + (value & 0xffff_ffffL);
    }
}
