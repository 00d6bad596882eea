package io.vqtrace.analyzer.negotiation;

import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.NegotiationRows;
import io.vqtrace.trace.NegotiationStep;
import io.vqtrace.virtio.DeviceStatus;
import java.util.List;

/**
 * One attempt of a driver to bring a device up and use it: from a reset to the next (virtio 1.4 section 3.1.1). A firmware,
 * its successor in the kernel, and the kernel after each reset make one each.
 *
 * @param number 1 for the device's first in the trace
 * @param fromReset whether the reset that began it was seen; false for a trace that begins in the middle
 * @param startNs time of that reset, or of the first step; null without a clock
 * @param endNs time of the reset that ended it; null if none was seen, or without a clock
 * @param status accesses to the device status, in order, the reset that began it excluded
 * @param offers what the device offered, in the order in which it was read
 * @param acceptances what the driver accepted, in the order in which it was written
 * @param steps all rows, in order
 */
public record Attempt(
        int number,
        boolean fromReset,
        Long startNs,
        Long endNs,
        List<StatusStep> status,
        List<KnownFeatures> offers,
        List<KnownFeatures> acceptances,
        List<NegotiationRow> steps) {
    /** VIRTIO_F_VERSION_1 (section 6). */
    public static final int VERSION_1 = 32;

    /** Copies the lists. */
    public Attempt {
        status = List.copyOf(status);
        offers = List.copyOf(offers);
        acceptances = List.copyOf(acceptances);
        steps = List.copyOf(steps);
    }

    /**
     * Returns what the device offered, as read last.
     *
     * @return the features, null if none were seen in this attempt
     */
    public KnownFeatures offered() {
        return offers.isEmpty() ? null : offers.get(offers.size() - 1);
    }

    /**
     * Returns what the driver accepted, as written last.
     *
     * @return the features, null if none were seen in this attempt
     */
    public KnownFeatures accepted() {
        return acceptances.isEmpty() ? null : acceptances.get(acceptances.size() - 1);
    }

    /**
     * Tells whether the driver accepted VERSION_1, and so whether the rules of today's interface hold.
     *
     * @return whether it did, null if that was not seen
     */
    public Boolean modern() {
        return accepted() == null ? null : accepted().has(VERSION_1);
    }

    /**
     * Tells whether the driver was seen to use the legacy interface, which has neither VERSION_1 nor FEATURES_OK.
     *
     * @return true if it read the offer there, or was ready without FEATURES_OK; false also if nothing tells
     */
    public boolean usesLegacyInterface() {
        return rows(NegotiationStep.FEATURES_OFFERED).stream()
                        .anyMatch(row ->
                                row.detail() != null && row.detail().startsWith(NegotiationRows.LEGACY_INTERFACE))
                || firstWrite(DeviceStatus.FEATURES_OK) == null && firstWrite(DeviceStatus.DRIVER_OK) != null;
    }

    /**
     * Finds the first write of a status bit.
     *
     * @param bit the bit
     * @return the step, null if it was never written
     */
    public StatusStep firstWrite(DeviceStatus bit) {
        return status.stream()
                .filter(step -> !step.read() && step.has(bit))
                .findFirst()
                .orElse(null);
    }

    /**
     * Tells whether the attempt goes on with a device that was restored from a snapshot or a migration: QEMU then sets the
     * whole status by one write, and what the driver did to get there is in another log.
     *
     * @return true if ACKNOWLEDGE, DRIVER and DRIVER_OK were set at once
     */
    public boolean restored() {
        StatusStep ready = firstWrite(DeviceStatus.DRIVER_OK);
        return ready != null && ready.has(DeviceStatus.DRIVER) && ready.equals(firstWrite(DeviceStatus.ACKNOWLEDGE));
    }

    /**
     * Tells whether the driver read back FEATURES_OK as set, or went on to a DRIVER_OK that holds it.
     *
     * @return false too if it never got that far
     */
    public boolean featuresStood() {
        boolean written = false;
        for (StatusStep step : status) {
            boolean ok = step.has(DeviceStatus.FEATURES_OK);
            if (written && ok && (step.read() || step.has(DeviceStatus.DRIVER_OK))) {
                return true;
            }
            written |= ok && !step.read();
        }
        return false;
    }

    /**
     * Finds the answer by which the device refused the features: FEATURES_OK written and read back as 0 (section 2.2.2).
     *
     * @return the step, null if the device did not, or if its answers are not known
     */
    public StatusStep refusal() {
        boolean written = false;
        for (StatusStep step : status) {
            if (written && step.read()) {
                return step.has(DeviceStatus.FEATURES_OK) ? null : step;
            }
            written |= !step.read() && step.has(DeviceStatus.FEATURES_OK);
        }
        return null;
    }

    /**
     * Returns the rows of a step.
     *
     * @param wanted the step
     * @return the rows in order
     */
    public List<NegotiationRow> rows(NegotiationStep wanted) {
        return steps.stream().filter(row -> row.step() == wanted).toList();
    }
}
