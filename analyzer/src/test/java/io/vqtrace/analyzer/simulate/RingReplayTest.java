package io.vqtrace.analyzer.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RingReplayTest {
    private static final int SEEDS = 200 * Integer.getInteger("vqtrace.rounds", 1);
    private static final int SHARERS = 3;

    private static RingRequests requests(long[] arrived, long[] taken, long[] ended, long... entries) {
        return new RingRequests(arrived, true, taken, ended, entries.length == 0 ? null : entries);
    }

    private static RingReplay.Run replay(
            RingRequests requests, RingSizeOptions.Driver driver, int concurrency, int size) {
        RingSizeOptions given = new RingSizeOptions(List.of(), 0, null, driver, null, concurrency, null);
        EndTimes ends = requests.ends();
        return new RingReplay(
                        requests,
                        RingDemand.of(requests, ends, 1000, given),
                        RingBackend.of(requests, ends, requests.count(), concurrency))
                .on(size);
    }

    @Test
    void anOpenLoopWaitsForRoom() {
        RingRequests three = requests(new long[] {0, 10, 20}, new long[] {1, 11, 21}, new long[] {101, 51, 71});
        RingReplay.Run one = replay(three, RingSizeOptions.Driver.OPEN, 0, 1);
        assertArrayEquals(new long[] {0, 101, 142}, one.publishedNs());
        assertArrayEquals(new long[] {1, 102, 143}, one.takenNs());
        assertArrayEquals(new long[] {101, 142, 193}, one.ends().times());
        assertEquals(2, one.delayed());
        assertEquals(122, one.waits().max());
        RingReplay.Run two = replay(three, RingSizeOptions.Driver.OPEN, 0, 2);
        assertArrayEquals(new long[] {0, 10, 51}, two.publishedNs());
        assertArrayEquals(new long[] {51, 101, 102}, two.ends().times());
    }

    @Test
    void aRequestOfSeveralEntriesWaitsForAllOfThem() {
        RingRequests mixed =
                requests(new long[] {0, 1, 2, 3}, new long[] {0, 1, 2, 3}, new long[] {100, 50, 80, 90}, 1, 2, 3, 1);
        RingReplay.Run run = replay(mixed, RingSizeOptions.Driver.OPEN, 0, 4);
        // The third fits beside the first once the second has ended; the fourth has to wait for the first.
        assertArrayEquals(new long[] {0, 1, 50, 100}, run.publishedNs());
    }

    @Test
    void aBackendTakesNoMoreThanItsLimit() {
        RingRequests three = requests(new long[] {0, 0, 0}, new long[] {0, 10, 20}, new long[] {10, 20, 30});
        RingReplay.Run run = replay(three, RingSizeOptions.Driver.OPEN, 1, 8);
        assertArrayEquals(new long[] {0, 10, 20}, run.takenNs());
        assertArrayEquals(new long[] {10, 20, 30}, run.ends().times());
    }

    @Test
    void aClosedLoopGoesAtTheSpeedOfItsEnds() {
        int count = 40;
        long[] arrived = new long[count];
        long[] ended = new long[count];
        for (int i = 0; i < count; i++) {
            // Two at a time for 100 ns each, the next two 10 ns later.
            arrived[i] = i / 2 * 110L;
            ended[i] = arrived[i] + 100;
        }
        RingRequests pairs = requests(arrived, arrived, ended);
        RingReplay.Run run = replay(pairs, RingSizeOptions.Driver.CLOSED, 0, 1);
        // One entry: 110 ns a request, twice as long in all.
        assertEquals(39 * 110 + 100, run.ends().times()[count - 1]);
        assertArrayEquals(
                arrived, replay(pairs, RingSizeOptions.Driver.CLOSED, 0, 2).publishedNs());
    }

    @Test
    void replaysTheRecordedTimesOnARingThatIsNeverFull() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            RingRequests any = random(new SplittableRandom(seed));
            for (RingSizeOptions.Driver driver : RingSizeOptions.Driver.values()) {
                RingReplay.Run run = replay(any, driver, 0, 1 << 20);
                assertArrayEquals(any.arrivedNs(), run.publishedNs(), "seed " + seed);
                assertArrayEquals(any.takenNs(), run.takenNs(), "seed " + seed);
                assertArrayEquals(any.ends().times(), run.ends().times(), "seed " + seed);
                RingReplay.Run shared = replay(any, driver, SHARERS, 1 << 20);
                assertArrayEquals(any.ends().times(), shared.ends().times(), "seed " + seed);
            }
        }
    }

    /** The replay of an open loop against one that looks at every earlier request anew. */
    @Test
    void agreesWithANaiveSimulation() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            RingRequests any = random(random);
            int size = (int) any.largest() + random.nextInt(8);
            RingReplay.Run run = replay(any, RingSizeOptions.Driver.OPEN, 0, size);
            naive(any, size, run, "seed " + seed);
        }
    }

    private static void naive(RingRequests any, int size, RingReplay.Run run, String where) {
        List<long[]> ring = new ArrayList<>();
        long published = 0;
        long taken = 0;
        for (int i = 0; i < any.count(); i++) {
            long earlier = i == 0 ? Long.MIN_VALUE : any.takenNs()[i - 1];
            long dispatch = any.takenNs()[i] - Math.max(any.arrivedNs()[i], earlier);
            long service = any.endedNs()[i] - any.takenNs()[i];
            published = i == 0 ? any.arrivedNs()[0] : Math.max(any.arrivedNs()[i], published);
            while (used(ring, published) + any.entries(i) > size) {
                long now = published;
                published = ring.stream()
                        .mapToLong(r -> r[0])
                        .filter(end -> end > now)
                        .min()
                        .orElseThrow();
            }
            taken = (i == 0 ? published : Math.max(published, taken)) + dispatch;
            ring.add(new long[] {taken + service, any.entries(i)});
            assertEquals(published, run.publishedNs()[i], where + ", request " + i);
            assertEquals(taken, run.takenNs()[i], where + ", request " + i);
        }
        assertArrayEquals(
                ring.stream().mapToLong(r -> r[0]).sorted().toArray(),
                run.ends().times(),
                where);
    }

    private static long used(List<long[]> ring, long ns) {
        return ring.stream().filter(r -> r[0] > ns).mapToLong(r -> r[1]).sum();
    }

    private static RingRequests random(SplittableRandom random) {
        int count = 1 + random.nextInt(200);
        long[] arrived = new long[count];
        long[] taken = new long[count];
        long[] ended = new long[count];
        long[] entries = new long[count];
        long pause = 1 + random.nextInt(30);
        int most = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            arrived[i] = (i == 0 ? 1000 : arrived[i - 1]) + random.nextLong(pause);
            taken[i] = Math.max(arrived[i], i == 0 ? 0 : taken[i - 1]) + random.nextInt(5);
            ended[i] = taken[i] + 1 + random.nextInt(200);
            entries[i] = 1 + random.nextInt(most);
        }
        return requests(arrived, taken, ended, Arrays.stream(entries).max().orElse(1) == 1 ? new long[0] : entries);
    }
}
