package io.vqtrace.recorder.internal.trigger;

import static io.vqtrace.recorder.internal.trigger.TriggerRun.MS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.recorder.Seeds;
import io.vqtrace.recorder.Trigger;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random traffic against a model that knows the occupancy at every moment. */
class RingFullPropertyTest {
    private static final int SIZE = 20;
    private static final int LIMIT = 18;
    private static final long THRESHOLD_MS = 25;

    static long[] seeds() {
        return Seeds.first(300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void firesForEveryLongEpisodeAndForNothingElse(long seed) {
        Random random = new Random(seed);
        boolean tellsPublications = seed % 2 == 0;
        SimulatedQueue queue = new SimulatedQueue(0, SIZE, tellsPublications, false);
        TriggerRun run = new TriggerRun(queue, Trigger.ringFull(Duration.ofMillis(THRESHOLD_MS)));
        run.pass();
        Deque<Integer> inFlight = new ArrayDeque<>();
        int waiting = 0;
        int nextHead = 0;
        long fullSince = Long.MAX_VALUE;
        int expected = 0;
        boolean counted = false;
        double appetite = 0.3 + random.nextDouble();
        for (int step = 0; step < 3000; step++) {
            queue.now += random.nextInt((int) (2 * MS));
            if (random.nextInt(60) == 0) {
                appetite = random.nextInt(3) == 0 ? 5 : 0.3 + random.nextDouble();
            }
            if (random.nextDouble() < appetite) {
                int chains = Math.min(1 + random.nextInt(3), SIZE - waiting - inFlight.size());
                if (chains > 0) {
                    queue.avail(chains);
                    waiting += chains;
                }
            }
            // A driver whose publications are not told of shows only what the device takes at once.
            while (waiting > 0 && (!tellsPublications || random.nextInt(3) > 0)) {
                waiting--;
                inFlight.add(nextHead);
                queue.pop(nextHead, 1);
                nextHead = (nextHead + 1) % 1000;
            }
            fullSince = inFlight.size() + waiting >= LIMIT ? Math.min(fullSince, queue.now) : Long.MAX_VALUE;
            counted &= fullSince != Long.MAX_VALUE;
            if (random.nextInt(3) == 0) {
                run.pass();
                if (fullSince != Long.MAX_VALUE && queue.now - fullSince > THRESHOLD_MS * MS && !counted) {
                    counted = true;
                    expected++;
                }
                assertTrue(
                        run.firings.size() <= expected, () -> "fired for nothing, seed " + seed + ": " + run.reasons());
            }
            int completions = inFlight.isEmpty() ? 0 : random.nextInt(3);
            for (int i = 0; i < completions && !inFlight.isEmpty(); i++) {
                queue.used(inFlight.remove());
            }
            if (inFlight.size() + waiting < LIMIT) {
                fullSince = Long.MAX_VALUE;
                counted = false;
            }
        }
        assertEquals(expected, run.firings.size(), () -> "seed " + seed + ": " + run.reasons());
    }
}
