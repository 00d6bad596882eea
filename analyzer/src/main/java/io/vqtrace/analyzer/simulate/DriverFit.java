package io.vqtrace.analyzer.simulate;

import io.vqtrace.analyzer.simulate.DriverModel.Silence;
import java.util.Arrays;

/**
 * Finds the costs of a driver, and whether it works in a closed loop, from when requests were published after others were
 * delivered. Costs are searched over a grid: those are taken with which the publications follow most regularly.
 */
final class DriverFit {
    /** In a closed loop a publication follows a delivery more regularly, by this factor, than another publication. */
    private static final double REGULAR = 0.5;

    /** Share of completions that the driver did not want to be told of from which that tells its latency. */
    private static final double SILENT = 0.005;

    private static final int ROUNDS = 8;
    /** Requests from which on a driver shows its habits. */
    static final int FEWEST = 200;

    private static final int SAMPLE = 20_000;
    private static final long[] INTERRUPT_NS = {500, 1_000, 2_000, 3_000, 4_000, 6_000, 9_000, 14_000, 20_000};
    private static final long[] REAP_NS = {50, 100, 200, 400, 800};
    private static final long[] SUBMIT_NS = {0, 150, 300, 600, 1_200};
    /** Share of publications that may seem to come too early, for what the device saw late. */
    private static final double EARLY = 0.001;

    private final QueueTraffic traffic;
    private final boolean eventIdx;
    private final int sample;
    private final boolean silent;
    private int fewestSurprises = Integer.MAX_VALUE;
    private double bestSpread = Double.MAX_VALUE;
    private long interruptNs;
    private long reapNs;
    private long submitNs;
    private int depth;

    /**
     * @param eventIdx whether EVENT_IDX was negotiated, so that interrupts are unwanted until the driver has reaped all
     */
    DriverFit(QueueTraffic traffic, boolean eventIdx) {
        this.traffic = traffic;
        this.eventIdx = eventIdx;
        silent = traffic.unwanted() > SILENT * traffic.completions();
        sample = Math.min(SAMPLE, traffic.completions());
        if (enough()) {
            search();
        }
    }

    private void search() {
        DriverEcho echo = new DriverEcho(traffic, sample);
        for (long latency : INTERRUPT_NS) {
            for (long reap : REAP_NS) {
                for (long submit : SUBMIT_NS) {
                    attempt(echo, latency, reap, submit);
                }
            }
        }
        for (int step = 4; step <= 16; step *= 2) {
            refine(echo, step);
        }
    }

    /** Tries the neighbours of the best costs, a part of each away, until none is better. */
    private void refine(DriverEcho echo, int part) {
        boolean better = true;
        for (int round = 0; better && round < ROUNDS; round++) {
            better = attempt(echo, interruptNs + interruptNs / part, reapNs, submitNs)
                    | attempt(echo, interruptNs - interruptNs / part, reapNs, submitNs)
                    | attempt(echo, interruptNs, reapNs + reapNs / part, submitNs)
                    | attempt(echo, interruptNs, reapNs - reapNs / part, submitNs)
                    | attempt(echo, interruptNs, reapNs, submitNs + submitNs / part)
                    | attempt(echo, interruptNs, reapNs, submitNs - submitNs / part);
        }
    }

    private boolean attempt(DriverEcho echo, long latency, long reap, long submit) {
        echo.run(latency, reap, submit);
        int outstanding = outstanding(echo);
        int surprises = silent ? echo.surprises : 0;
        double spread = spread(later(echo, outstanding));
        // What the driver wanted tells its latency directly; publications are seen only when the device looks.
        boolean better = surprises < fewestSurprises || surprises == fewestSurprises && spread < bestSpread;
        if (better) {
            fewestSurprises = surprises;
            bestSpread = spread;
            interruptNs = latency;
            reapNs = reap;
            submitNs = submit;
            depth = outstanding;
        }
        return better;
    }

    /** The most requests that were published and not reaped, but for a few that were seen too late. */
    private int outstanding(DriverEcho echo) {
        long[] published = traffic.publishedNs();
        int[] counts = new int[1 << 16];
        int reaped = 0;
        for (int k = 0; k < sample; k++) {
            while (reaped < echo.reaped && echo.reapedNs[reaped] <= published[k]) {
                reaped++;
            }
            counts[Math.min(counts.length - 1, k + 1 - reaped)]++;
        }
        int over = 0;
        int depth = counts.length - 1;
        while (depth > 1 && over + counts[depth] <= sample * EARLY) {
            over += counts[depth--];
        }
        return depth;
    }

    /** From the modelled publication to the recorded one, for each earlier request that has a successor. */
    private long[] later(DriverEcho echo, int depth) {
        long[] published = traffic.publishedNs();
        int pairs = Math.max(0, Math.min(echo.reaped, published.length - depth));
        long[] later = new long[pairs];
        for (int j = 0; j < pairs; j++) {
            later[j] = published[j + depth] - echo.submittedNs[j];
        }
        return later;
    }

    /** Mean distance from the median. */
    private static double spread(long[] values) {
        if (values.length == 0) {
            return Double.MAX_VALUE;
        }
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        long median = sorted[sorted.length / 2];
        double sum = 0;
        for (long value : sorted) {
            sum += Math.abs(value - median);
        }
        return sum / sorted.length;
    }

    private double spreadOfGaps() {
        long[] published = traffic.publishedNs();
        double mean = (double) (published[sample - 1] - published[0]) / (sample - 1);
        double sum = 0;
        for (int k = 1; k < sample; k++) {
            sum += Math.abs(published[k] - published[k - 1] - mean);
        }
        return sum / (sample - 1);
    }

    boolean enough() {
        return sample >= FEWEST && traffic.publishedNs() != null && traffic.noticeNs() != null;
    }

    boolean closedLoop() {
        return enough() && bestSpread < REGULAR * spreadOfGaps();
    }

    DriverModel model() {
        boolean closed = closedLoop();
        DriverEcho echo = new DriverEcho(traffic, traffic.completions());
        echo.run(interruptNs, reapNs, submitNs);
        return new DriverModel(
                closed ? depth : 0,
                interruptNs,
                reapNs,
                submitNs,
                closed ? later(echo, depth) : new long[0],
                silence());
    }

    private Silence silence() {
        return traffic.unwanted() == 0 && !eventIdx ? Silence.NONE : Silence.FROM_INTERRUPT;
    }
}
