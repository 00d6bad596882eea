package io.vqtrace.analyzer.check.path;

import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.SuppressionReason;
import java.util.Set;

/**
 * Follows what the driver asks for and what the device decides, from a queue's set-up on: completions since the last
 * decision, and the last suppression value. A delay by moderation is no decision. A verdict is held back for as long as a new
 * value may turn out to be the one that the device had seen already.
 */
abstract class InterruptWatch extends QueueCheck {
    static final Set<EventKind> KINDS =
            Set.of(EventKind.USED, EventKind.INTERRUPT, EventKind.INTERRUPT_SUPPRESSED, EventKind.INTERRUPT_ARM);

    /** After this long without a decision the device has forgotten to make one. */
    private static final long FORGOTTEN_NS = 1_000_000;

    private boolean armed;
    private long value;
    private long lastUsedNs;
    private boolean undecided;
    private long heldNs;
    private String held;
    private boolean heldSent;

    InterruptWatch(QueueScope queue, int rule) {
        super(queue, rule);
    }

    /** A chain was used. */
    abstract void used(Row row);

    /** Tells whether the driver wants to be told of what was used since the last decision, by a suppression value. */
    abstract boolean wanted(long suppression);

    /** The completions so far are decided upon. */
    abstract void decided();

    /** Tells whether a decision breaks the rule. */
    abstract boolean breaks(boolean sent, boolean wanted);

    /** Describes the position and what the driver asked for. */
    abstract String describe(long suppression);

    @Override
    final void on(Row row) {
        settle(row);
        switch (row.kind()) {
            case USED -> {
                if (!row.unserved()) {
                    used(row);
                    lastUsedNs = row.ns();
                    undecided = true;
                }
            }
            case INTERRUPT_ARM -> {
                armed = true;
                value = row.value();
            }
            case INTERRUPT -> decide(row.ns(), true);
            default -> {
                SuppressionReason reason = SuppressionReason.ofCode(row.value());
                if (reason != null && !reason.deliveredLater()) {
                    decide(row.ns(), false);
                }
            }
        }
    }

    /** What happens before DRIVER_OK or while suspended is the matter of other rules. */
    private boolean live() {
        return queue.phase() == Phase.LIVE || queue.phase() == Phase.UNKNOWN;
    }

    private void settle(Row row) {
        if (held == null) {
            return;
        }
        if (row.ns() > heldNs + queue.raceNs()) {
            confirm();
        } else if (row.kind() == EventKind.INTERRUPT_ARM && !breaks(heldSent, wanted(row.value()))) {
            racy(heldNs, held + "; the driver changed it within " + queue.raceNs() + " ns");
            held = null;
        }
    }

    private void confirm() {
        if (held != null) {
            brokenInOrder(heldNs, held);
            held = null;
        }
    }

    private void decide(long ns, boolean sent) {
        if (armed && !queue.indicesMeanNothing() && live() && breaks(sent, wanted(value))) {
            confirm();
            held = (sent ? "an interrupt" : "no interrupt") + ": " + describe(value);
            heldNs = ns;
            heldSent = sent;
        }
        undecided = false;
        decided();
    }

    @Override
    final void end(long ns) {
        if (held != null && ns <= heldNs + queue.raceNs()) {
            racy(heldNs, held + "; and nothing was seen afterwards");
            held = null;
        }
        confirm();
        boolean forgotten = undecided && armed && !queue.indicesMeanNothing() && ns - lastUsedNs >= FORGOTTEN_NS;
        if (forgotten && breaks(false, wanted(value))) {
            brokenInOrder(lastUsedNs, "no interrupt, and no decision on one: " + describe(value));
        }
    }
}
