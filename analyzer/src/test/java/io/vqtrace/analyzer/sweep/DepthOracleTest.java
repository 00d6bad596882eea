package io.vqtrace.analyzer.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the sweep with counting at every nanosecond. */
class DepthOracleTest {
    private static final int WINDOW_NS = 400;

    private record Request(long avail, long pop, long end, boolean served, int descriptors) {}

    private static List<Request> requests(Random random, boolean published) {
        List<Request> requests = new ArrayList<>();
        int count = random.nextInt(60);
        for (int i = 0; i < count; i++) {
            long pop = random.nextInt(WINDOW_NS + 100) - 50;
            long avail = published ? pop - random.nextInt(20) : QueueSamples.NEVER;
            boolean open = random.nextInt(10) == 0;
            long end = open ? QueueSamples.NEVER : pop + random.nextInt(60);
            requests.add(new Request(avail, pop, end, !open, 1 + random.nextInt(4)));
        }
        return requests;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void depthsEqualCountingEveryNanosecond(long seed) {
        Random random = new Random(seed);
        for (int run = 0; run < 20; run++) {
            String where = "seed " + seed + " run " + run;
            boolean published = random.nextBoolean();
            List<Request> requests = requests(random, published);
            QueueSamples samples = new QueueSamples();
            requests.forEach(r -> samples.add(r.avail(), r.pop(), r.end(), r.served(), r.descriptors()));
            QueueFacts facts = new QueueFacts(16, QueueFacts.Entries.COUNTED, false);
            QueueSweep sweep =
                    new QueueSweeper(facts, LostSpans.NONE, SaturationOptions.DEFAULT, 0, WINDOW_NS).sweep(samples);
            compare(requests, sweep, published && !requests.isEmpty(), where);
        }
    }

    private static void compare(List<Request> requests, QueueSweep sweep, boolean published, String where) {
        DepthDistribution inFlight = new DepthDistribution();
        DepthDistribution outstanding = new DepthDistribution();
        int occupancyMax = 0;
        long full = 0;
        for (int t = 0; t < WINDOW_NS; t++) {
            int taken = 0;
            int publishedNow = 0;
            int descriptors = 0;
            for (Request r : requests) {
                if (r.pop() <= t && t < r.end()) {
                    taken++;
                }
                if (published && r.avail() <= t && t < r.end()) {
                    publishedNow++;
                }
                if ((published ? r.avail() : r.pop()) <= t && t < r.end()) {
                    descriptors += r.descriptors();
                }
            }
            inFlight.add(taken, 1);
            outstanding.add(publishedNow, 1);
            occupancyMax = Math.max(occupancyMax, descriptors);
            full += descriptors >= 0.9 * 16 ? 1 : 0;
        }
        assertEquals(inFlight.max(), sweep.inFlight().max(), where);
        for (int depth = 0; depth <= inFlight.max(); depth++) {
            assertEquals(inFlight.nsAt(depth), sweep.inFlight().nsAt(depth), where + " depth " + depth);
        }
        assertEquals(inFlight.mean(), sweep.inFlight().mean(), 1e-9, where);
        assertEquals(inFlight.nsFrom(1), sweep.busyNs(), where);
        assertEquals(occupancyMax, sweep.occupancyMax(), where);
        assertEquals(full, sweep.fullNs(), where);
        assertEquals(published, sweep.outstanding() != null, where);
        if (published) {
            assertEquals(outstanding.mean(), sweep.outstanding().mean(), 1e-9, where);
            assertEquals(outstanding.max(), sweep.outstanding().max(), where);
        }
        double area = 0;
        for (int i = 0; i < sweep.series().buckets(); i++) {
            area += sweep.series().inFlightMean(i)
                    * (sweep.series().endNs(i) - sweep.series().startNs(i));
        }
        assertEquals(inFlight.mean() * WINDOW_NS, area, 1e-6, where + ": the series covers the window");
    }
}
