package io.vqtrace.analyzer.simulate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What to simulate of interrupt moderation, and what to look for.
 *
 * @param settings the settings, each once
 * @param perDevice whether all queues of a device share one moderation and one interrupt
 * @param maxAddedP99Ns the most that a setting may add to the latency at the 99th percentile, null if it does not matter
 * @param maxInterruptsPerS the most interrupts per second, null if it does not matter
 */
public record CoalescingOptions(
        List<CoalescingSetting> settings, boolean perDevice, Long maxAddedP99Ns, Double maxInterruptsPerS) {
    /** Completions that are tried if nobody says more. */
    public static final List<Integer> DEFAULT_FRAMES = List.of(1, 4, 8, 16, 32, 64);

    /** Microseconds that are tried if nobody says more. */
    public static final List<Integer> DEFAULT_USECS = List.of(0, 10, 25, 50, 100);

    /** The default grid per queue, without a goal. */
    public static final CoalescingOptions DEFAULT =
            new CoalescingOptions(grid(DEFAULT_FRAMES, DEFAULT_USECS, false), false, null, null);

    /** Takes a copy of the settings, each once. */
    public CoalescingOptions {
        settings = List.copyOf(new LinkedHashSet<>(settings));
    }

    /**
     * Combines numbers of completions and times. All that hold nothing back are one setting, {@link CoalescingSetting#OFF}.
     *
     * @param frames numbers of completions
     * @param usecs microseconds
     * @param adaptive whether the times follow the rate
     * @return the settings, each once
     * @throws IllegalArgumentException if a value is out of range
     */
    public static List<CoalescingSetting> grid(List<Integer> frames, List<Integer> usecs, boolean adaptive) {
        Set<CoalescingSetting> settings = new LinkedHashSet<>();
        for (int count : frames) {
            for (int time : usecs) {
                settings.add(new CoalescingSetting(count, time, adaptive));
            }
        }
        return new ArrayList<>(settings);
    }

    /**
     * Tells whether there is a goal to meet.
     *
     * @return true with a limit of either kind
     */
    public boolean hasGoal() {
        return maxAddedP99Ns != null || maxInterruptsPerS != null;
    }
}
