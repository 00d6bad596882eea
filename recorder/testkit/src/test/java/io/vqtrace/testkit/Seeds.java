package io.vqtrace.testkit;

import java.util.stream.LongStream;

/** Seeds of the random tests: {@code vqtrace.seed} repeats a single run, {@code vqtrace.rounds} multiplies their number. */
public final class Seeds {
    private Seeds() {}

    /** Returns the first seeds, or the one that is asked for. */
    public static long[] first(int count) {
        Long only = Long.getLong("vqtrace.seed");
        return only == null
                ? LongStream.rangeClosed(1, (long) count * Integer.getInteger("vqtrace.rounds", 1))
                        .toArray()
                : new long[] {only};
    }
}
