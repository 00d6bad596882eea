package io.vqtrace.analyzer.simulate;

import java.util.Arrays;

/** Tells from the recorded interrupts which moderation was at work. */
final class RecordedSetting {
    /** A device needs this long for an interrupt that nothing holds back. */
    private static final long AT_ONCE_NS = 2_000;

    private static final long NANOS_PER_MICRO = 1_000;
    private static final int PER_MILLE = 1_000;
    /** An interrupt that comes earlier than this part of the time was not due by it. */
    private static final double BEFORE_TIME = 0.95;

    private RecordedSetting() {}

    /** The setting that fits best, or null if the delays are beyond any. */
    static CoalescingSetting of(QueueTraffic traffic) {
        long[] delays = new long[traffic.completions()];
        int count = 0;
        for (int i = 0; i < delays.length; i++) {
            if (traffic.notified(i)) {
                delays[count++] = traffic.noticeNs()[i] - traffic.usedNs()[i];
            }
        }
        delays = Arrays.copyOf(delays, count);
        Arrays.sort(delays);
        long longest = count == 0 ? 0 : delays[count - 1 - count / PER_MILLE];
        if (longest <= AT_ONCE_NS) {
            return CoalescingSetting.OFF;
        }
        long usecs = Math.round((double) longest / NANOS_PER_MICRO);
        return usecs > CoalescingSetting.MAX_USECS
                ? null
                : new CoalescingSetting(frames(traffic, (long) (longest * BEFORE_TIME)), (int) usecs, false);
    }

    /** What most interrupts delivered that were not due by time; more than any did if all were. */
    private static int frames(QueueTraffic traffic, long beforeNs) {
        int[] times = new int[CoalescingSetting.MAX_FRAMES + 1];
        int largest = 1;
        int i = 0;
        while (i < traffic.completions()) {
            long notice = traffic.noticeNs()[i];
            int first = i;
            while (i < traffic.completions() && traffic.noticeNs()[i] == notice) {
                i++;
            }
            largest = Math.max(largest, traffic.notified(first) ? i - first : 0);
            if (traffic.notified(first) && notice - traffic.usedNs()[first] < beforeNs) {
                times[Math.min(i - first, CoalescingSetting.MAX_FRAMES)]++;
            }
        }
        int most = 0;
        for (int frames = 1; frames < times.length; frames++) {
            most = times[frames] > times[most] ? frames : most;
        }
        return most > 0 ? most : Math.min(largest + 1, CoalescingSetting.MAX_FRAMES);
    }
}
