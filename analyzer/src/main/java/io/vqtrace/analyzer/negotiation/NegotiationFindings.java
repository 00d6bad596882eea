package io.vqtrace.analyzer.negotiation;

import io.vqtrace.analyzer.negotiation.NegotiationModel.Cost;
import io.vqtrace.analyzer.negotiation.NegotiationModel.DriverAttempt;
import io.vqtrace.analyzer.negotiation.NegotiationModel.Finding;
import io.vqtrace.analyzer.negotiation.NegotiationModel.Gravity;
import io.vqtrace.analyzer.negotiation.NegotiationModel.NegotiatedDevice;
import io.vqtrace.analyzer.negotiation.NegotiationModel.Status;
import io.vqtrace.trace.NegotiationRows;
import io.vqtrace.trace.NegotiationStep;
import io.vqtrace.virtio.DeviceStatus;
import io.vqtrace.virtio.DeviceType;
import io.vqtrace.virtio.FeatureSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What stands out in the life of a device. */
final class NegotiationFindings {
    /** By gravity; equals stay in the order of devices and attempts. */
    static final Comparator<Finding> WORST_FIRST = Comparator.comparing(Finding::gravity);

    private final NegotiatedDevice device;
    private final Map<Integer, FeatureSet> acceptedUnoffered;
    private final List<Finding> findings = new ArrayList<>();

    /** @param acceptedUnoffered by attempt, features that were accepted though not offered */
    NegotiationFindings(NegotiatedDevice device, Map<Integer, FeatureSet> acceptedUnoffered) {
        this.device = device;
        this.acceptedUnoffered = acceptedUnoffered;
    }

    List<Finding> all() {
        device.attempts().forEach(this::attempt);
        broughtUpAgain();
        costs();
        return findings;
    }

    private void attempt(DriverAttempt attempt) {
        if (featuresRefused(attempt)) {
            List<String> details = new ArrayList<>();
            if (attempt.accepted() != null) {
                details.add("accepted: " + String.join(", ", attempt.accepted()));
            }
            if (attempt.refused() != null && !attempt.refused().isEmpty()) {
                details.add("offered and not accepted: " + String.join(", ", attempt.refused()));
            }
            add(
                    Gravity.CRITICAL,
                    "features-not-kept",
                    attempt,
                    null,
                    "the device did not keep FEATURES_OK: it refuses the features that the driver accepted",
                    details);
        }
        status(
                attempt,
                DeviceStatus.DEVICE_NEEDS_RESET,
                "device-needs-reset",
                "the device went into an error that only a reset ends");
        status(attempt, DeviceStatus.FAILED, "driver-failed", "the driver gave up on the device");
        FeatureSet unoffered = acceptedUnoffered.get(attempt.attempt());
        if (unoffered != null) {
            add(
                    Gravity.WARNING,
                    "accepted-not-offered",
                    attempt,
                    null,
                    "the driver accepted what the device did not offer",
                    unoffered.names(device.type() == null ? null : DeviceType.ofName(device.type())));
        }
        if (!attempt.unmetDependencies().isEmpty()) {
            add(
                    Gravity.WARNING,
                    "dependency-unmet",
                    attempt,
                    null,
                    "features without what they require (sections 2.2.1 and 2.2.2)",
                    attempt.unmetDependencies());
        }
        if ("not finished".equals(attempt.outcome())) {
            Status last = attempt.status().get(attempt.status().size() - 1);
            add(
                    Gravity.NOTICE,
                    "not-finished",
                    attempt,
                    last.ts(),
                    attempt.endNs() == null
                            ? "the driver had not set DRIVER_OK when the capture ended"
                            : "the driver was reset before it set DRIVER_OK",
                    List.of("it got to " + String.join(", ", last.names())));
        }
        long queueResets = attempt.steps().stream()
                .filter(step -> step.step().equals(NegotiationStep.QUEUE_RESET.label()))
                .count();
        if (queueResets > 0) {
            add(
                    Gravity.NOTICE,
                    "queue-reset",
                    attempt,
                    null,
                    "single queues were reset " + queueResets + (queueResets == 1 ? " time" : " times"),
                    List.of());
        }
    }

    /** Tells whether the device answered without FEATURES_OK after the driver had set it, whatever came of that. */
    private static boolean featuresRefused(DriverAttempt attempt) {
        boolean set = false;
        for (Status step : attempt.status()) {
            boolean ok = DeviceStatus.FEATURES_OK.in(step.status());
            if (set && !ok && NegotiationRows.DEVICE.equals(step.by())) {
                return true;
            }
            set |= ok && NegotiationRows.DRIVER.equals(step.by());
        }
        return false;
    }

    private void status(DriverAttempt attempt, DeviceStatus bit, String kind, String text) {
        attempt.status().stream()
                .filter(step -> bit.in(step.status()))
                .findFirst()
                .ifPresent(step -> add(
                        Gravity.CRITICAL,
                        kind,
                        attempt,
                        step.ts(),
                        text,
                        List.of("status: " + String.join(", ", step.names()))));
    }

    /** A driver that comes a second time was reloaded, or had to recover; a firmware before a kernel is no news. */
    private void broughtUpAgain() {
        List<DriverAttempt> ready = device.attempts().stream()
                .filter(attempt -> !DriverGuess.FIRMWARE.equals(attempt.driver().name()))
                .toList();
        if (ready.size() > 1) {
            DriverAttempt second = ready.get(1);
            add(
                    Gravity.NOTICE,
                    "brought-up-again",
                    second,
                    second.startNs(),
                    "the device was reset and brought up again: " + ready.size()
                            + " attempts that are not the firmware's",
                    List.of());
        }
    }

    /** Of the attempt that is in use at the end, unless it is the firmware's. */
    private void costs() {
        if (device.attempts().isEmpty()) {
            return;
        }
        DriverAttempt last = device.attempts().get(device.attempts().size() - 1);
        List<String> details = new ArrayList<>();
        for (Cost cost : last.costs()) {
            if (cost.matters()) {
                details.add(cost.feature() + " " + cost.reason() + ": " + cost.cost());
            }
        }
        if (!details.isEmpty() && !DriverGuess.FIRMWARE.equals(last.driver().name())) {
            add(
                    Gravity.NOTICE,
                    "feature-cost",
                    last,
                    null,
                    details.size() == 1
                            ? "it goes without a feature that matters"
                            : "it goes without " + details.size() + " features that matter",
                    details);
        }
    }

    private void add(Gravity gravity, String kind, DriverAttempt attempt, Long ts, String text, List<String> details) {
        findings.add(new Finding(gravity, kind, device.device(), attempt.attempt(), ts, text, details));
    }
}
