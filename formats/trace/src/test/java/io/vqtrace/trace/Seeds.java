package io.vqtrace.trace;

import java.util.stream.LongStream;

/** Seeds of the random tests: {@code vqtrace.seed} repeats a single run. */
final class Seeds {
    private Seeds() {}

    static long[] first(int count) {
        Long only = Long.getLong("vqtrace.seed");
        return only == null
                ? LongStream.rangeClosed(1, count).toArray()
                : new long[] {only};
    }
}
