package io.vqtrace.imports;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.function.Executable;

/** Runs property tests with many seeds, {@code vqtrace.rounds} times as many if set; a failure names its seed. */
public final class Seeds {
    private Seeds() {}

    /** A property that must hold for what a generator makes. */
    @FunctionalInterface
    public interface Property {
        void check(Random random) throws Throwable;
    }

    public static void each(int count, Property property) {
        IntStream.range(0, count * Integer.getInteger("vqtrace.rounds", 1))
                .forEach(seed -> run(seed, () -> property.check(new Random(seed))));
    }

    private static void run(int seed, Executable check) {
        try {
            check.execute();
        } catch (Throwable e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        }
    }
}
