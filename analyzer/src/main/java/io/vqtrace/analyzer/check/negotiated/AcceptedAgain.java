package io.vqtrace.analyzer.check.negotiated;

import io.vqtrace.analyzer.check.DeviceScope;
import io.vqtrace.analyzer.negotiation.Attempt;
import io.vqtrace.analyzer.negotiation.StatusStep;

/** Rule 17: features accepted once are accepted again. */
final class AcceptedAgain extends NegotiatedRule {
    AcceptedAgain() {
        super(17);
    }

    @Override
    String missing(DeviceScope device, Attempt attempt) {
        if (!device.readsSeen()) {
            return "needs what the device answers to status reads";
        }
        return attempt.accepted() == null ? "needs the features that the driver accepted" : statusMissing(attempt);
    }

    @Override
    void check(DeviceScope device, Attempt attempt, Reports reports) {
        StatusStep refusal = attempt.refusal();
        if (refusal == null) {
            return;
        }
        device.attempts().stream()
                .filter(before -> before.number() < attempt.number())
                .filter(before -> before.featuresStood() && before.accepted() != null)
                .filter(before ->
                        before.accepted().bits().equals(attempt.accepted().bits()))
                .findFirst()
                .ifPresent(before -> reports.broken(
                        refusal.ns(),
                        "features " + attempt.accepted().bits() + " refused, which attempt " + before.number()
                                + " was granted"));
    }
}
