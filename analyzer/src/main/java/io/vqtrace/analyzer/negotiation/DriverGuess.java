package io.vqtrace.analyzer.negotiation;

import io.vqtrace.virtio.DeviceStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Whose driver made an attempt. No capture says so: it is guessed from what firmware does and a kernel does not, and never
 * more than a guess.
 *
 * @param driver {@link #FIRMWARE} or {@link #KERNEL}; null if nothing speaks for either, or as much for both
 * @param evidence what speaks for it, one clause each; without a guess all that was looked at
 */
public record DriverGuess(String driver, List<String> evidence) {
    /** A boot loader's or firmware's driver, which polls one queue and wants no features. */
    public static final String FIRMWARE = "firmware";
    /** The driver of an operating system. */
    public static final String KERNEL = "kernel";

    private static final int INDIRECT_DESC = 28;
    private static final int EVENT_IDX = 29;

    /** Copies the list. */
    public DriverGuess {
        evidence = List.copyOf(evidence);
    }

    /**
     * Weighs the evidence of an attempt.
     *
     * @param attempt the attempt
     * @param offered what the device offered in it, or null
     * @param accepted what the driver accepted in it, or null
     * @param vectors MSI-X vectors of its queues, null for those not known
     * @return the guess
     */
    static DriverGuess of(Attempt attempt, KnownFeatures offered, KnownFeatures accepted, List<Integer> vectors) {
        List<String> firmware = new ArrayList<>();
        List<String> kernel = new ArrayList<>();
        steps(attempt, firmware, kernel);
        features(offered, accepted, firmware, kernel);
        List<Integer> known = vectors.stream().filter(Objects::nonNull).toList();
        if (!known.isEmpty()) {
            boolean polled = known.stream().allMatch(vector -> vector == QueueSetup.NO_VECTOR);
            (polled ? firmware : kernel).add(polled ? "no queue has an interrupt vector" : "queues have vectors");
        }
        if (firmware.size() == kernel.size()) {
            List<String> both = new ArrayList<>(firmware);
            both.addAll(kernel);
            return new DriverGuess(null, both);
        }
        return firmware.size() > kernel.size() ? new DriverGuess(FIRMWARE, firmware) : new DriverGuess(KERNEL, kernel);
    }

    private static void steps(Attempt attempt, List<String> firmware, List<String> kernel) {
        StatusStep acknowledge = attempt.firstWrite(DeviceStatus.ACKNOWLEDGE);
        if (!attempt.fromReset() || acknowledge == null || attempt.restored()) {
            return;
        }
        if (acknowledge.has(DeviceStatus.DRIVER)) {
            firmware.add("ACKNOWLEDGE and DRIVER set by one write");
        } else if (attempt.firstWrite(DeviceStatus.DRIVER) != null) {
            kernel.add("ACKNOWLEDGE and DRIVER set one after the other");
        }
    }

    private static void features(
            KnownFeatures offered, KnownFeatures accepted, List<String> firmware, List<String> kernel) {
        if (accepted == null) {
            return;
        }
        if (accepted.bits().has(EVENT_IDX) || accepted.bits().has(INDIRECT_DESC)) {
            kernel.add("EVENT_IDX or INDIRECT_DESC accepted");
        } else if (offered != null
                && offered.bits().has(EVENT_IDX)
                && offered.bits().has(INDIRECT_DESC)) {
            firmware.add("EVENT_IDX and INDIRECT_DESC refused");
        }
    }
}
