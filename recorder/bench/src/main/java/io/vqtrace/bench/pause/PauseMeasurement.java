package io.vqtrace.bench.pause;

import io.vqtrace.bench.ChildProcess;
import io.vqtrace.bench.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/** Measures all series in turn, several times over, so that what disturbs the machine hits all alike. */
public final class PauseMeasurement {
    private static final double P9999 = 99.99;

    private PauseMeasurement() {}

    /**
     * Measures.
     *
     * @param rounds how often each series is measured
     * @param millis how long each time
     * @param progress told what goes on
     * @return the pauses of each series over all its rounds
     * @throws IOException if a process failed
     */
    public static Map<PauseSeries, Pause> run(int rounds, long millis, Progress progress) throws IOException {
        Map<PauseSeries, Histogram> histograms = new EnumMap<>(PauseSeries.class);
        for (int round = 1; round <= rounds; round++) {
            for (PauseSeries series : PauseSeries.values()) {
                progress.step("pauses, round " + round + " of " + rounds + ": " + series.label());
                Histogram measured = decode(ChildProcess.run(PauseChild.class, series.name(), millis)
                        .text(PauseChild.HISTOGRAM));
                histograms.merge(series, measured, (sum, added) -> {
                    sum.add(added);
                    return sum;
                });
            }
        }
        Map<PauseSeries, Pause> pauses = new EnumMap<>(PauseSeries.class);
        histograms.forEach((series, histogram) ->
                pauses.put(series, new Pause(histogram.getValueAtPercentile(P9999), histogram.getMaxValue())));
        return pauses;
    }

    private static Histogram decode(String text) throws IOException {
        try {
            return Histogram.decodeFromCompressedByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(text)), 0);
        } catch (DataFormatException e) {
            throw new IOException(e);
        }
    }
}
