package io.vqtrace.analyzer.simulate;

import io.vqtrace.analyzer.analysis.TraceSummary;
import java.util.List;

/**
 * The content of {@code vqtrace simulate coalescing}.
 *
 * @param trace the trace as a whole
 * @param per {@code queue} or {@code device}
 * @param maxAddedP99Ns the goal for the added latency, null without
 * @param maxInterruptsPerS the goal for the rate of interrupts, null without
 * @param queues one entry per queue, or per device
 * @param assumptions what the simulation takes for granted
 * @param notes what this capture could not show
 */
public record CoalescingModel(
        TraceSummary trace,
        String per,
        Long maxAddedP99Ns,
        Double maxInterruptsPerS,
        List<QueueCoalescing> queues,
        List<String> assumptions,
        List<String> notes) {

    /**
     * One queue, or all queues of a device.
     *
     * @param device display name of the device
     * @param sourceId the identity that the capture gives the device
     * @param queue queue index, null for all of the device
     * @param role role of the queue, null if unknown or several
     * @param completions used requests
     * @param unwantedCompletions those that the driver had asked not to be told of
     * @param method how it was simulated
     * @param confidence {@link Confidence#label()}
     * @param limits why no further
     * @param recorded what was captured, in the same figures
     * @param settings what each setting would have done
     * @param knee label of the setting at the knee of the trade-off, null if there is none
     * @param choice the setting for the goal, null without a goal
     */
    public record QueueCoalescing(
            String device,
            String sourceId,
            Integer queue,
            String role,
            long completions,
            long unwantedCompletions,
            String method,
            String confidence,
            List<String> limits,
            SettingResult recorded,
            List<SettingResult> settings,
            String knee,
            Choice choice) {

        /**
         * Finds a setting by its label.
         *
         * @param label as in {@code knee} or {@code choice}
         * @return the result, null if there is none of this label
         */
        public SettingResult result(String label) {
            return settings.stream()
                    .filter(result -> result.setting().equals(label))
                    .findFirst()
                    .orElse(null);
        }
    }

    /**
     * What one setting does.
     *
     * @param setting {@link CoalescingSetting#label()}, or {@code recorded}
     * @param frames completions that one interrupt may collect; null of what was recorded
     * @param usecs microseconds that one may wait; null of what was recorded
     * @param adaptive whether the time follows the rate
     * @param interrupts interrupts sent, null where not observable
     * @param interruptsPerS per second of the window, as simulated; null where not observable
     * @param completionsPerInterrupt completions that were to be told of, by interrupts; null without interrupts
     * @param addedLatencyNs from completion to interrupt, null where not observable
     * @param onCurve whether no other setting has both fewer interrupts and a lower added p99
     */
    public record SettingResult(
            String setting,
            Integer frames,
            Integer usecs,
            boolean adaptive,
            Long interrupts,
            Double interruptsPerS,
            Double completionsPerInterrupt,
            AddedLatency addedLatencyNs,
            boolean onCurve) {}

    /**
     * The answer to a goal.
     *
     * @param setting label of the setting
     * @param met whether it meets the goal; otherwise it comes nearest
     * @param excessRatio by which factor it misses the goal where it does most, at most 1 if it is met
     */
    public record Choice(String setting, boolean met, double excessRatio) {}
}
