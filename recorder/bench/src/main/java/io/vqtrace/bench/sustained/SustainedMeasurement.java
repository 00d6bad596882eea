package io.vqtrace.bench.sustained;

import io.vqtrace.bench.Progress;
import io.vqtrace.trace.Compression;
import java.io.IOException;
import java.util.Locale;

/** Looks for the highest rate that is recorded without a loss, each trial in a fresh process. */
public final class SustainedMeasurement {
    private static final double STEP = 1.2;
    private static final double HALF_STEP = Math.sqrt(STEP);

    private final long millis;
    private final int trials;
    private final Progress progress;

    /**
     * Describes the search.
     *
     * @param millis how long each trial records
     * @param trials how many trials at most
     * @param progress told what goes on
     */
    public SustainedMeasurement(long millis, int trials, Progress progress) {
        this.millis = millis;
        this.trials = trials;
        this.progress = progress;
    }

    /**
     * Searches, upwards from a rate, or downwards if that does not hold; the last trial is between the highest rate that
     * held and the next.
     *
     * @param compression how batches are stored
     * @param firstRate events per second of the first trial
     * @return the trial with the highest rate that held, or the one that lost least if none did
     * @throws IOException if a trial failed
     */
    public SustainedRun highest(Compression compression, double firstRate) throws IOException {
        SustainedRun best = twice(compression, firstRate);
        boolean upwards = best.held();
        double rate = firstRate;
        for (int n = 1; n < trials; n++) {
            rate = upwards ? rate * STEP : rate / STEP;
            SustainedRun run = twice(compression, rate);
            boolean gained = better(best, run) == run;
            best = gained ? run : best;
            // A caller that was held up makes fewer events than it was asked for: the limit is where asking for more
            // gains nothing.
            if (upwards ? !gained : run.held()) {
                double between = upwards ? rate / HALF_STEP : rate * HALF_STEP;
                return better(best, twice(compression, between));
            }
        }
        return best;
    }

    /** What else runs on the machine only takes away: a trial that did not hold is made once more. */
    private SustainedRun twice(Compression compression, double rate) throws IOException {
        SustainedRun first = trial(compression, false, rate);
        return first.held() ? first : better(first, trial(compression, false, rate));
    }

    private static SustainedRun better(SustainedRun a, SustainedRun b) {
        if (a.held() != b.held()) {
            return a.held() ? a : b;
        }
        if (a.dropped() != b.dropped()) {
            return a.dropped() < b.dropped() ? a : b;
        }
        return a.eventsPerSecond() >= b.eventsPerSecond() ? a : b;
    }

    /**
     * Records more than it can take.
     *
     * @param rate events per second, made by bursts
     * @return what became of them
     * @throws IOException if the trial failed
     */
    public SustainedRun overload(double rate) throws IOException {
        return trial(Compression.NONE, true, rate);
    }

    private SustainedRun trial(Compression compression, boolean bursts, double rate) throws IOException {
        progress.step(String.format(
                Locale.ROOT,
                "to disk, compression %s: %.1f M events/s",
                compression.name().toLowerCase(Locale.ROOT),
                rate / 1e6));
        SustainedRun run = SustainedRun.run(compression, bursts, rate, millis);
        if (!run.adds()) {
            throw new IOException("counts do not add up: " + run);
        }
        return run;
    }
}
