package io.vqtrace.analyzer.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Reducing levels to slices keeps the largest level and the area under the curve. */
class DepthBucketsTest {
    private static final int ROUNDS = 500;

    @Test
    void keepsTheLargestLevelAndTheArea() {
        for (long seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            long start = 1_000_000_000_000L;
            long end = start + 1 + random.nextInt(1_000_000_000);
            TimeBuckets slices = TimeBuckets.covering(start, start, end, 3 + random.nextInt(300));
            DepthBuckets reduced = new DepthBuckets(slices);
            double largest = 0;
            double area = 0;
            double busy = 0;
            for (long at = start; at < end; ) {
                long until = Math.min(end, at + 1 + random.nextInt(10_000_000));
                int level = random.nextInt(9);
                reduced.add(at, until, level, level, Math.min(1, level));
                largest = Math.max(largest, level);
                area += (double) level * (until - at);
                busy += Math.min(1, level) * (until - at);
                at = until;
            }
            String where = "seed " + seed;
            assertEquals(largest, Arrays.stream(reduced.max()).max().orElseThrow(), where);
            assertEquals(area, integral(slices, reduced.mean(), start, end), area * 1e-9 + 1, where);
            assertEquals(busy, integral(slices, reduced.busyShare(), start, end), busy * 1e-9 + 1, where);
            for (int i = 0; i < slices.count(); i++) {
                assertTrue(reduced.mean()[i] <= reduced.max()[i] + 1e-9, where + ": mean above max in slice " + i);
            }
        }
    }

    @Test
    void leavesUnknownTimeUnknownAndIgnoresWhatIsOutside() {
        TimeBuckets slices = new TimeBuckets(1000, 100, 3);
        DepthBuckets reduced = new DepthBuckets(slices);
        reduced.add(0, 900, 99, 99, 1);
        reduced.add(1110, 1120, 4, 2, 1);
        reduced.add(1400, 1500, 99, 99, 1);
        assertTrue(Double.isNaN(reduced.max()[0]));
        assertEquals(4, reduced.max()[1]);
        assertEquals(2, reduced.mean()[1]);
        assertTrue(Double.isNaN(reduced.mean()[2]));
    }

    private static double integral(TimeBuckets slices, double[] values, long start, long end) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            long length = Math.min(end, slices.startNs(i + 1)) - Math.max(start, slices.startNs(i));
            sum += values[i] * length;
        }
        return sum;
    }
}
