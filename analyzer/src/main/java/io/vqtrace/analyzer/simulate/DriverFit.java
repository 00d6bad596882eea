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
    /** Where requests come by themselves, it is less regular by this factor. */
    private static final double IRREGULAR = 1.5;

    /** Share of completions that the driver did not want to be told of from which that tells its latency. */
    private static final double SILENT = 0.005;

    private static final int ROUNDS = 6;
    /** Requests from which on a driver shows its habits. */
    static final int FEWEST = 200;

    private static final int SAMPLE = 10_000;
    private static final int FINEST = 64;
    private static final double LEAST_NS = 500;
    private static final double MOST_NS = 25_000;
    private static final double COARSE_STEP = 1.5;
    private static final double FINE_STEP = 1.12;
    private static final long[] REAP_NS = {50, 100, 200, 300, 450, 800};
    private static final long[] SUBMIT_NS = {0, 150, 300, 600, 1_200};
    /** Share of surprises from which the model is not the driver's. */
    private static final double SURPRISING = 0.01;
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
        // Telling by what the driver wanted is cheap, and its valleys are narrow: there the steps are finer.
        double step = silent ? FINE_STEP : COARSE_STEP;
        for (double latency = LEAST_NS; latency < MOST_NS; latency *= step) {
            for (long reap : REAP_NS) {
                for (long submit : SUBMIT_NS) {
                    attempt(echo, Math.round(latency), reap, submit);
                }
            }
        }
        for (int part = 2; part <= FINEST; part *= 2) {
            refine(echo, part);
        }
    }

    /** Tries the neighbours of the best costs, a part of each away, until none is better. */
    private void refine(DriverEcho echo, int part) {
        boolean better = true;
        for (int round = 0; better && round < ROUNDS; round++) {
            better = false;
            long latency = interruptNs;
            long reap = reapNs;
            long submit = submitNs;
            for (int i = -1; i <= 1; i++) {
                for (int j = -1; j <= 1; j++) {
                    better |=
                            attempt(echo, latency + i * (latency / part), reap + j * Math.max(1, reap / part), submit);
                }
            }
            better |= attempt(echo, interruptNs, reapNs, submit + submit / part);
            better |= attempt(echo, interruptNs, reapNs, submit - submit / part);
        }
    }

    private boolean attempt(DriverEcho echo, long latency, long reap, long submit) {
        echo.run(latency, reap, submit);
        int surprises = silent ? echo.surprises : 0;
        if (surprises > fewestSurprises) {
            return false;
        }
        boolean better = false;
        int usual = outstanding(echo, EARLY);
        int most = outstanding(echo, 0);
        for (int candidate = usual; candidate <= most; candidate += Math.max(1, most - usual)) {
            double spread = spread(later(echo, candidate));
            // What the driver wanted tells its latency directly; publications are seen only when the device looks.
            if (surprises < fewestSurprises || spread < bestSpread) {
                better = true;
                fewestSurprises = surprises;
                bestSpread = spread;
                interruptNs = latency;
                reapNs = reap;
                submitNs = submit;
                depth = candidate;
            }
        }
        return better;
    }

    /** The most requests that were published and not reaped, but for a few that were seen too late. */
    private int outstanding(DriverEcho echo, double early) {
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
        int most = counts.length - 1;
        while (most > 1 && over + counts[most] <= sample * early) {
            over += counts[most--];
        }
        return most;
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

    /** Whether it can hardly be told that the driver works in a closed loop, or that it does not. */
    boolean unclear() {
        double share = bestSpread / spreadOfGaps();
        return share >= REGULAR && share < IRREGULAR;
    }

    /** Whether the model tells when the driver wants interrupts. */
    boolean explains() {
        return fewestSurprises <= SURPRISING * sample;
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
