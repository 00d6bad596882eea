package io.vqtrace.analyzer.negotiation;

import io.vqtrace.analyzer.negotiation.NegotiationModel.Cost;
import io.vqtrace.analyzer.negotiation.NegotiationModel.Driver;
import io.vqtrace.analyzer.negotiation.NegotiationModel.DriverAttempt;
import io.vqtrace.analyzer.negotiation.NegotiationModel.NegotiatedDevice;
import io.vqtrace.analyzer.negotiation.NegotiationModel.Sources;
import io.vqtrace.analyzer.negotiation.NegotiationModel.Status;
import io.vqtrace.virtio.DeviceStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a negotiation came to in words and figures, for all that show it to people. */
public final class NegotiationText {
    private NegotiationText() {}

    /**
     * Names a device and says what it is.
     *
     * @param device the device
     * @return such as {@code disk0 (virtio-blk, pci, modern, served by qemu)}
     */
    public static String title(NegotiatedDevice device) {
        List<String> words = Stream.of(
                        device.type(),
                        device.transport(),
                        device.interfaceKind(),
                        device.backend() == null ? null : "served by " + device.backend())
                .filter(Objects::nonNull)
                .toList();
        return device.device() + (words.isEmpty() ? "" : " (" + String.join(", ", words) + ")");
    }

    /**
     * Says whose driver made an attempt.
     *
     * @param attempt the attempt
     * @return the guess, marked as one, or {@code unknown}
     */
    public static String driver(DriverAttempt attempt) {
        return attempt.driver().name() == null ? "unknown" : attempt.driver().name() + "?";
    }

    /**
     * Says whose driver made an attempt, and why that is believed.
     *
     * @param driver the guess
     * @return one line
     */
    public static String evidence(Driver driver) {
        String who = driver.name() == null ? "unknown" : "probably the " + driver.name() + "'s";
        return who + (driver.evidence().isEmpty() ? "" : ": " + String.join(", ", driver.evidence()));
    }

    /**
     * Says who tells what of an attempt.
     *
     * @param sources of the attempt
     * @return such as {@code register accesses (status, offer)}, empty if nobody tells anything
     */
    public static String sources(Sources sources) {
        Map<String, List<String>> said = new LinkedHashMap<>();
        add(said, sources.status(), "status");
        add(said, sources.offered(), "offer");
        add(said, sources.accepted(), "acceptance");
        add(said, sources.queues(), "queues");
        return said.entrySet().stream()
                .map(entry -> entry.getKey() + " (" + String.join(", ", entry.getValue()) + ")")
                .collect(Collectors.joining(", "));
    }

    private static void add(Map<String, List<String>> said, String who, String what) {
        if (who != null) {
            said.computeIfAbsent(who, any -> new ArrayList<>()).add(what);
        }
    }

    /**
     * Measures how long the driver took to bring the device up.
     *
     * @param attempt the attempt
     * @return nanoseconds from its begin to DRIVER_OK, null if that is not known
     */
    public static Long readyAfterNs(DriverAttempt attempt) {
        Long ready = attempt.status().stream()
                .filter(step -> DeviceStatus.DRIVER_OK.in(step.status()) && step.ts() != null)
                .map(Status::ts)
                .findFirst()
                .orElse(null);
        return ready == null || attempt.startNs() == null ? null : ready - attempt.startNs();
    }

    /**
     * Measures how long an attempt lasted.
     *
     * @param attempt the attempt
     * @return nanoseconds from its begin to the reset that ended it, null if there was none or times are not known
     */
    public static Long lastedNs(DriverAttempt attempt) {
        return attempt.startNs() == null || attempt.endNs() == null ? null : attempt.endNs() - attempt.startNs();
    }

    /**
     * Lists the features that any attempt was offered or accepted.
     *
     * @param device the device
     * @return names, accepted ones of the first attempt first
     */
    public static Set<String> features(NegotiatedDevice device) {
        Set<String> names = new LinkedHashSet<>();
        for (DriverAttempt attempt : device.attempts()) {
            names.addAll(orNone(attempt.accepted()));
            names.addAll(orNone(attempt.refused()));
            names.addAll(orNone(attempt.offered()));
        }
        return names;
    }

    private static List<String> orNone(List<String> names) {
        return names == null ? List.of() : names;
    }

    /**
     * Says what became of a feature in an attempt.
     *
     * @param attempt the attempt
     * @param feature the feature's name
     * @return {@code accepted}, {@code refused}, {@code not offered}, {@code offered} or {@code not accepted}; null if nothing
     *     is known
     */
    public static String fate(DriverAttempt attempt, String feature) {
        if (orNone(attempt.accepted()).contains(feature)) {
            return "accepted";
        }
        if (orNone(attempt.refused()).contains(feature)) {
            return "refused";
        }
        if (orNone(attempt.neverOffered()).contains(feature)) {
            return "not offered";
        }
        if (orNone(attempt.offered()).contains(feature)) {
            return "offered";
        }
        return attempt.accepted() == null ? null : "not accepted";
    }

    /**
     * Says what the devices go without in their last attempts, and what that costs.
     *
     * @param devices the devices
     * @return a sentence for each feature, with all devices that go without it for the same reason
     */
    public static List<String> costs(List<NegotiatedDevice> devices) {
        Map<Cost, List<String>> without = new LinkedHashMap<>();
        devices.stream()
                .filter(device -> !device.attempts().isEmpty())
                .forEach(device -> device.attempts()
                        .get(device.attempts().size() - 1)
                        .costs()
                        .forEach(cost -> without.computeIfAbsent(cost, any -> new ArrayList<>())
                                .add(device.device())));
        List<String> sentences = new ArrayList<>();
        without.forEach((cost, names) -> sentences.add(cost.feature() + " (section " + cost.section() + "), "
                + cost.reason()
                + (cost.offer() == null ? " by the driver of " : " by ") + String.join(", ", names) + ": " + cost.cost()
                + (cost.offer() == null ? "" : " → " + cost.offer())));
        return sentences;
    }
}
