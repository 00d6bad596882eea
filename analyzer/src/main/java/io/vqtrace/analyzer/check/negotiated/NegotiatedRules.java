package io.vqtrace.analyzer.check.negotiated;

import io.vqtrace.analyzer.check.DeviceScope;
import io.vqtrace.analyzer.check.Findings;
import io.vqtrace.analyzer.check.Place;
import io.vqtrace.analyzer.negotiation.Attempt;
import io.vqtrace.trace.QueueRow;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs the rules about the negotiation. */
public final class NegotiatedRules {
    private static final List<NegotiatedRule> RULES = List.of(
            new StatusOrder(),
            new StatusBitKept(),
            new FailedThenReset(),
            new FeaturesOkReadBack(),
            new FeaturesFixed(),
            new AcceptedWereOffered(),
            new AcceptedDependencies(),
            new OfferedDependencies(),
            new AcceptedDefined(),
            new Version1(),
            new RefusedStops(),
            new ConfigNotWritten(),
            new NeedsResetAnnounced(),
            new AcceptedAgain(),
            new SuspendedConfig());

    private static final List<SetupRule> SETUP_RULES =
            List.of(new QueueSize(), new QueueAlignment(), new SetUpAgain(), new SetUpFirst());

    private static final String FACTS = "facts";

    private NegotiatedRules() {}

    /**
     * Judges a device.
     *
     * @param device the device
     * @param findings takes what is found
     */
    public static void check(DeviceScope device, Findings findings) {
        Place place = new Place(device.id(), null);
        for (Attempt attempt : device.attempts()) {
            for (NegotiatedRule rule : RULES) {
                String missing = rule.missing(device, attempt);
                if (missing == null) {
                    findings.checked(rule.number(), place);
                    rule.check(device, attempt, new Reports(findings, rule.number(), device.id()));
                } else {
                    findings.notCheckable(rule.number(), place, missing);
                }
            }
        }
        setups(device, findings);
    }

    private static void setups(DeviceScope device, Findings findings) {
        Set<Integer> seen = device.setups().stream()
                .filter(setup -> !FACTS.equals(setup.source()))
                .map(QueueRow::queue)
                .collect(Collectors.toSet());
        for (QueueRow setup : device.setups()) {
            if (FACTS.equals(setup.source()) && seen.contains(setup.queue())) {
                continue;
            }
            for (SetupRule rule : SETUP_RULES) {
                Place place = new Place(device.id(), setup.queue());
                String missing = rule.missing(device, setup);
                if (missing == null) {
                    findings.checked(rule.number(), place);
                    rule.check(device, setup, new Reports(findings, rule.number(), device.id()));
                } else {
                    findings.notCheckable(rule.number(), place, missing);
                }
            }
        }
    }
}
