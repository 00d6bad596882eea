package io.vqtrace.analyzer.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class StallFinderTest {
    private static final long MS = 1_000_000;

    private static List<ConditionEpisode> stalls(QueueSamples samples, long endMs) {
        return new QueueSweeper(QueueFacts.UNKNOWN, LostSpans.NONE, SaturationOptions.DEFAULT, 0, endMs * MS)
                .sweep(samples)
                .stalls();
    }

    private static void add(QueueSamples samples, long popMs, long usedMs) {
        samples.add(QueueSamples.NEVER, popMs * MS, usedMs * MS, true, 1);
    }

    @Test
    void findsAHeldRequestAfterQuickOnes() {
        QueueSamples samples = new QueueSamples();
        for (int i = 0; i < 50; i++) {
            add(samples, 10 * i, 10 * i + 1);
        }
        add(samples, 500, 650);
        add(samples, 510, 660);
        assertEquals(List.of(new ConditionEpisode(500 * MS, 650 * MS, 150 * MS, 2)), stalls(samples, 700));
    }

    @Test
    void whereEventsWereLostNobodyKnows() {
        for (long lostFromMs : new long[] {400, 660}) {
            QueueSamples samples = new QueueSamples();
            add(samples, 0, 1);
            add(samples, 500, 650);
            LostSpans lost = LostSpans.of(List.of(new LostSpans.Span(lostFromMs * MS, (lostFromMs + 110) * MS)));
            QueueSweeper sweeper = new QueueSweeper(QueueFacts.UNKNOWN, lost, SaturationOptions.DEFAULT, 0, 700 * MS);
            assertEquals(
                    lostFromMs == 400 ? 0 : 1, sweeper.sweep(samples).stalls().size(), "lost at " + lostFromMs);
        }
    }

    @Test
    void idleTimeIsNoStall() {
        QueueSamples samples = new QueueSamples();
        add(samples, 0, 1);
        add(samples, 5000, 5001);
        assertTrue(stalls(samples, 9000).isEmpty());
    }

    @Test
    void aSlowBackendIsNotStalled() {
        QueueSamples samples = new QueueSamples();
        for (int i = 0; i < 50; i++) {
            add(samples, 100 * i, 100 * i + 60);
        }
        add(samples, 6000, 6500);
        assertTrue(stalls(samples, 7000).isEmpty(), "500 ms is below ten times 60 ms");
    }

    @Test
    void anOpenRequestStallsOnlyIfTheTraceGoesOnLongEnough() {
        for (long endMs : new long[] {150, 250}) {
            QueueSamples samples = new QueueSamples();
            add(samples, 0, 1);
            samples.add(QueueSamples.NEVER, 100 * MS, QueueSamples.NEVER, false, 1);
            assertEquals(endMs == 250 ? 1 : 0, stalls(samples, endMs).size(), endMs + " ms");
        }
    }

    @Test
    void theThresholdIsTheNearestRankOfTheGapsBefore() {
        QueueSamples samples = new QueueSamples();
        // 999 gaps of 1 ms and one of 30 ms: p99.9 is at rank 999 of 1000, which is 1 ms.
        for (int i = 0; i < 999; i++) {
            add(samples, 10 * i, 10 * i + 1);
        }
        add(samples, 20_000, 20_030);
        add(samples, 30_000, 30_120);
        assertEquals(1, stalls(samples, 40_000).size());

        QueueSamples fewer = new QueueSamples();
        // 998 and one: p99.9 is at rank 999 of 999, which is 30 ms, so that a stall must reach 300 ms.
        for (int i = 0; i < 998; i++) {
            add(fewer, 10 * i, 10 * i + 1);
        }
        add(fewer, 20_000, 20_030);
        add(fewer, 30_000, 30_120);
        assertEquals(0, stalls(fewer, 40_000).size());
    }
}
