package io.vqtrace.analyzer.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final int ROUNDS = 200 * Integer.getInteger("vqtrace.rounds", 1);

    private static Moderator run(CoalescingSetting setting, boolean atOnce, long... completionsNs) {
        return new Replay(completionsNs, atOnce).run(setting);
    }

    @Test
    void offInterruptsForEachCompletionAndAddsNothing() {
        Moderator off = run(CoalescingSetting.OFF, false, 10, 20, 20, 30);
        assertEquals(4, off.interrupts());
        assertEquals(new AddedLatency(4, 0, 0, 0, 0), off.delays().summary());
        assertEquals(3, run(CoalescingSetting.OFF, true, 10, 20, 20, 30).interrupts(), "decided upon together");
        assertNull(run(CoalescingSetting.OFF, true).delays().summary());
    }

    @Test
    void framesOrTimeWhicheverIsFirst() {
        // 3 frames or 10 µs: the third of 0, 1, 2 µs makes it due; 20 waits until 30, 31 begins anew.
        Moderator run = run(new CoalescingSetting(3, 10, false), true, 0, 1_000, 2_000, 20_000, 30_001);
        assertEquals(3, run.interrupts());
        assertEquals(
                new AddedLatency(5, 23_000 / 5.0, 2_000, 10_000, 10_000),
                run.delays().summary());
    }

    @Test
    void aCompletionAtTheVeryEndOfTheTimeIsDeliveredWithTheFirst() {
        Moderator run = run(new CoalescingSetting(8, 10, false), true, 0, 10_000);
        assertEquals(1, run.interrupts());
        assertEquals(5_000, run.delays().summary().mean());
    }

    @Test
    void adaptiveHoldsNothingBackWhileCompletionsAreRare() {
        long[] rare = new long[100];
        Arrays.setAll(rare, i -> i * 1_000_000L);
        assertEquals(100, run(new CoalescingSetting(8, 50, true), true, rare).interrupts());
        long[] often = new long[800];
        Arrays.setAll(often, i -> i * 1_000L);
        long interrupts = run(new CoalescingSetting(8, 50, true), true, often).interrupts();
        assertEquals(100, interrupts, 40, "collects once it has seen the rate");
    }

    @Test
    void equalsTheNaiveSimulation() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            long[] ns = new long[random.nextInt(60)];
            long now = 0;
            for (int i = 0; i < ns.length; i++) {
                now += random.nextInt(4) == 0 ? random.nextInt(40_000) : random.nextInt(2_000) / 500 * 500;
                ns[i] = now;
            }
            CoalescingSetting setting = new CoalescingSetting(random.nextInt(9), random.nextInt(30), false);
            List<Long> delays = new ArrayList<>();
            long interrupts = naive(ns, setting, delays);
            Moderator run = run(setting, true, ns);
            String where = "seed " + seed + " " + setting.label() + " " + Arrays.toString(ns);
            assertEquals(interrupts, run.interrupts(), where);
            Collections.sort(delays);
            AddedLatency added = run.delays().summary();
            assertEquals(delays.size(), added == null ? 0 : added.count(), where);
            if (added != null) {
                assertEquals(rank(delays, 50), added.p50(), where);
                assertEquals(rank(delays, 99), added.p99(), where);
                assertEquals(delays.get(delays.size() - 1), added.max(), where);
            }
        }
    }

    private static long rank(List<Long> sorted, int percent) {
        return sorted.get((sorted.size() * percent + 99) / 100 - 1);
    }

    /** Steps through every nanosecond at which anything can happen. */
    private static long naive(long[] ns, CoalescingSetting setting, List<Long> delays) {
        List<Long> instants = new ArrayList<>();
        for (long completion : ns) {
            instants.add(completion);
            instants.add(completion + setting.waitNs());
        }
        Collections.sort(instants);
        List<Long> pending = new ArrayList<>();
        long interrupts = 0;
        int next = 0;
        for (long now : instants) {
            while (next < ns.length && ns[next] == now) {
                pending.add(ns[next++]);
            }
            boolean enough = pending.size() >= setting.frames();
            if (!pending.isEmpty() && (enough || now - pending.get(0) >= setting.waitNs())) {
                pending.forEach(completion -> delays.add(now - completion));
                pending.clear();
                interrupts++;
            }
        }
        return interrupts;
    }
}
