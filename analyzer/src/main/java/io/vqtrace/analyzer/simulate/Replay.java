package io.vqtrace.analyzer.simulate;

/**
 * Lets the recorded completions of one or more queues pass a moderation as they came, which is right if the driver does
 * not wait for them before it asks for more. Costs some nanoseconds a completion.
 */
final class Replay {
    private final long[] completionsNs;
    private final boolean atOnce;

    /**
     * @param completionsNs those that the driver wanted to be told of, ascending
     * @param atOnce whether completions of one time were decided upon together, which a clock of nanoseconds tells
     */
    Replay(long[] completionsNs, boolean atOnce) {
        this.completionsNs = completionsNs;
        this.atOnce = atOnce;
    }

    Moderator run(CoalescingSetting setting) {
        Moderator moderator = new Moderator(setting);
        int next = 0;
        while (next < completionsNs.length) {
            long ns = completionsNs[next];
            int count = 1;
            while (atOnce && next + count < completionsNs.length && completionsNs[next + count] == ns) {
                count++;
            }
            next += count;
            if (moderator.dueNs() < ns) {
                moderator.interrupt(moderator.dueNs());
            }
            if (moderator.complete(ns, count)) {
                moderator.interrupt(ns);
            }
        }
        if (moderator.pending() > 0) {
            moderator.interrupt(moderator.dueNs());
        }
        return moderator;
    }
}
