package io.vqtrace.testkit.internal.driver;

import io.vqtrace.testkit.RandomStream;
import io.vqtrace.testkit.Workload;
import io.vqtrace.testkit.internal.run.Actor;

/** When a queue's requests come: in a closed loop after the earlier ones, in an open one when they like. */
final class Arrivals {
    private final boolean open;
    private final long think;
    private final int burst;
    private final double gap;
    private final RandomStream random;
    private final long[] thinking;
    private long ready;
    private long remaining;
    private long firstThinking;
    private long endThinking;
    private long next = Actor.NEVER;

    /** An open loop, or a closed one of a depth. */
    Arrivals(Workload workload, int depth, RandomStream random) {
        open = depth == 0;
        think = workload.thinkNanos();
        burst = workload.burst();
        gap = open ? 1e9 * burst / workload.requestsPerSecond() : 0;
        this.random = random;
        thinking = new long[Math.max(1, depth)];
        ready = depth;
    }

    /** Lets a number of requests come in all. */
    void allow(long requests) {
        remaining += requests;
    }

    void begin(long now) {
        if (open && next == Actor.NEVER) {
            next = now + draw();
        }
    }

    private long draw() {
        return Math.max(1, (long) random.exponential(gap));
    }

    boolean due(long now) {
        while (next <= now) {
            ready += burst;
            next += draw();
        }
        while (firstThinking < endThinking && thinking[(int) (firstThinking % thinking.length)] <= now) {
            firstThinking++;
            ready++;
        }
        return ready > 0 && remaining > 0;
    }

    void take() {
        ready--;
        remaining--;
    }

    /** A request that was taken is lost and has to be made again. */
    void giveBack(long requests) {
        ready += requests;
        remaining += requests;
    }

    void completed(long now) {
        if (open) {
            return;
        }
        if (think == 0) {
            ready++;
        } else {
            thinking[(int) (endThinking++ % thinking.length)] = now + think;
        }
    }

    long next() {
        if (remaining == 0) {
            return Actor.NEVER;
        }
        long thought = firstThinking < endThinking ? thinking[(int) (firstThinking % thinking.length)] : Actor.NEVER;
        return Math.min(next, thought);
    }
}
