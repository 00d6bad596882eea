package io.vqtrace.analyzer.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bins hold every latency of their range once, and none is cut finer than the clock. */
class LatencyBinsTest {
    private static final int ROUNDS = 2000;

    @Test
    void holdsEveryLatencyInTheBinThatSpansIt() {
        for (long seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            long resolution = random.nextBoolean() ? 1000 : 1;
            long min = (long) Math.pow(10, random.nextDouble() * 9) / resolution * resolution * random.nextInt(2);
            long max = min + (long) Math.pow(10, random.nextDouble() * 10) / resolution * resolution;
            LatencyBins bins = LatencyBins.covering(min, max, resolution, 1 + random.nextInt(20));
            String where = "seed " + seed + ", " + min + " to " + max + " ns, step " + resolution;
            assertTrue(bins.count() >= 1, where);
            for (int i = 0; i < bins.count(); i++) {
                assertTrue(bins.edgesNs()[i] < bins.edgesNs()[i + 1], where + ": ascending edges");
            }
            for (long latency :
                    new long[] {Math.max(min, resolution), (min + max) / 2 / resolution * resolution, max}) {
                if (latency >= resolution) {
                    int bin = bins.indexOf(latency);
                    assertTrue(bins.edgesNs()[bin] < latency, where + ": " + latency + " in bin " + bin);
                    assertTrue(latency <= bins.edgesNs()[bin + 1], where + ": " + latency + " in bin " + bin);
                }
            }
            assertTrue(max < resolution || bins.indexOf(max) == bins.count() - 1, where + ": last bin");
        }
    }

    @Test
    void cutsNoFinerThanTheClock() {
        LatencyBins bins = LatencyBins.covering(1000, 20_000, 1000, 20);
        for (int i = 0; i < bins.count(); i++) {
            assertTrue(bins.edgesNs()[i + 1] - bins.edgesNs()[i] >= 1000, "bin " + i);
            assertEquals(500, bins.edgesNs()[i] % 1000, "edges lie between two possible latencies");
        }
    }

    @Test
    void putsZeroIntoTheFirstBin() {
        LatencyBins bins = LatencyBins.covering(0, 5000, 1000, 10);
        assertEquals(0, bins.indexOf(0));
        assertEquals(0, bins.indexOf(1000));
        assertTrue(bins.lowerNs(0) > 0, "a logarithmic axis has no zero");
    }
}
