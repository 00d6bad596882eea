package io.vqtrace.analyzer.check.negotiated;

import io.vqtrace.analyzer.check.DeviceScope;
import io.vqtrace.analyzer.negotiation.Attempt;

/** A rule about the negotiation. Stateless. */
abstract class NegotiatedRule {
    private final int number;

    NegotiatedRule(int number) {
        this.number = number;
    }

    final int number() {
        return number;
    }

    /** Tells what the capture lacks to judge an attempt, such as {@code needs status reads}; null if it can be judged. */
    abstract String missing(DeviceScope device, Attempt attempt);

    /** Judges an attempt that can be judged. */
    abstract void check(DeviceScope device, Attempt attempt, Reports reports);

    /** What rules need that go by status writes. */
    static String statusMissing(Attempt attempt) {
        boolean written = attempt.status().stream().anyMatch(step -> !step.read() && step.bits() != 0);
        return written ? null : "needs status writes";
    }
}
