package io.vqtrace.analyzer.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.analyzer.text.Durations;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Slices cover what is drawn, are round and stay few. */
class TimeBucketsTest {
    private static final int ROUNDS = 2000;

    @Test
    void coversAnyRangeWithRoundSlices() {
        for (long seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            long start = 1_700_000_000_000_000_000L + random.nextInt(1_000_000_000);
            long from = start + (long) Math.pow(10, random.nextDouble() * 13) * random.nextInt(2);
            long to = from + 1 + (long) Math.pow(10, random.nextDouble() * 14);
            int most = 3 + random.nextInt(1000);
            TimeBuckets buckets = TimeBuckets.covering(start, from, to, most);
            String where = "seed " + seed + ": " + buckets;
            assertTrue(buckets.count() >= 1 && buckets.count() <= most, where);
            assertEquals(0, buckets.indexOf(from), where);
            assertEquals(buckets.count() - 1, buckets.indexOf(to - 1), where);
            assertEquals(0, (buckets.originNs() - start) % buckets.widthNs(), where);
            assertEquals(buckets.widthNs(), Durations.roundUp(buckets.widthNs()), where);
        }
    }

    @Test
    void roundsUpToOneTwoFive() {
        assertEquals(1, Durations.roundUp(1));
        assertEquals(5, Durations.roundUp(3));
        assertEquals(10, Durations.roundUp(6));
        assertEquals(10, Durations.roundUp(10));
        assertEquals(20, Durations.roundUp(11));
        assertEquals(50_000_000, Durations.roundUp(20_000_001));
    }
}
