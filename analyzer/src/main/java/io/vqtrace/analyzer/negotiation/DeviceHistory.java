package io.vqtrace.analyzer.negotiation;

import io.vqtrace.trace.NegotiationRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The life of a device: its attempts, and what a side channel (QMP) says of its features.
 *
 * @param device id of the device
 * @param attempts in order; resets after which nothing happened leave none
 * @param resets times of all resets, ascending; without a clock none
 * @param offered the offer that a side channel tells, or null
 * @param accepted the acceptance that a side channel tells, or null
 * @param readsSeen whether the capture shows what the device answers to reads of its status
 */
public record DeviceHistory(
        int device,
        List<Attempt> attempts,
        List<Long> resets,
        KnownFeatures offered,
        KnownFeatures accepted,
        boolean readsSeen) {
    /** Copies the lists. */
    public DeviceHistory {
        attempts = List.copyOf(attempts);
        resets = List.copyOf(resets);
    }

    /**
     * Tells the life of every device.
     *
     * @param rows the negotiation table of a trace, in its order
     * @return the histories by device id; devices without a row have none
     */
    public static Map<Integer, DeviceHistory> of(List<NegotiationRow> rows) {
        Map<Integer, List<NegotiationRow>> byDevice = new TreeMap<>();
        rows.forEach(row ->
                byDevice.computeIfAbsent(row.device(), id -> new ArrayList<>()).add(row));
        Map<Integer, DeviceHistory> histories = new TreeMap<>();
        byDevice.forEach((device, own) -> histories.put(device, new HistoryBuilder(device, own).build()));
        return Collections.unmodifiableMap(histories);
    }

    /**
     * Returns what the device offers in an attempt.
     *
     * @param attempt one of {@link #attempts()}
     * @return its own offer, or that of the side channel, or the last one before; null if none is known
     */
    public KnownFeatures offered(Attempt attempt) {
        if (attempt.offered() != null) {
            return attempt.offered();
        }
        KnownFeatures before = attempts.stream()
                .filter(other -> other.number() < attempt.number() && other.offered() != null)
                .reduce((first, second) -> second)
                .map(Attempt::offered)
                .orElse(null);
        return offered != null ? offered : before;
    }

    /**
     * Returns what the driver accepted in an attempt.
     *
     * @param attempt one of {@link #attempts()}
     * @return its own acceptance, or for the last one with a driver that of the side channel; null if none is known
     */
    public KnownFeatures accepted(Attempt attempt) {
        if (attempt.accepted() != null) {
            return attempt.accepted();
        }
        return attempt.number() == attempts.size() ? accepted : null;
    }
}
