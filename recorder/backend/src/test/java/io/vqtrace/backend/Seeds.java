package io.vqtrace.backend;

import java.util.stream.LongStream;

/** Seeds of the random tests: {@code vqtrace.seed} repeats a single run, {@code vqtrace.rounds} multiplies their number. */
public final class Seeds {
    private Seeds() {}

    public static long[] first(int count) {
        Long only = Long.getLong("vqtrace.seed");
        return only == null
                ? LongStream.rangeClosed(1, (long) count * Integer.getInteger("vqtrace.rounds", 1))
                        .toArray()
                : new long[] {only};
    }
}
