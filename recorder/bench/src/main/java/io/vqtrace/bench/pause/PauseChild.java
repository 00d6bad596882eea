package io.vqtrace.bench.pause;

import io.vqtrace.bench.ChildResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Measures one series in a process of its own: a call each microsecond, the time of each between two readings of the clock.
 * The same loop for all, so that what the machine adds is in all of them.
 */
final class PauseChild {
    static final String HISTOGRAM = "histogram";

    private static final long INTERVAL_NS = 1_000;
    private static final long LONGEST_NS = TimeUnit.SECONDS.toNanos(100);
    private static final int DIGITS = 3;
    private static final long WARM_UP_NS = TimeUnit.MILLISECONDS.toNanos(1_000);

    private PauseChild() {}

    /**
     * Measures.
     *
     * @param args the result's file, the series and for how many milliseconds
     * @throws IOException if files cannot be written
     */
    public static void main(String[] args) throws IOException {
        Histogram histogram = new Histogram(LONGEST_NS, DIGITS);
        try (Call call = PauseSeries.valueOf(args[1]).open()) {
            int calls = measure(call, 0, WARM_UP_NS, histogram);
            histogram.reset();
            measure(call, calls, TimeUnit.MILLISECONDS.toNanos(Long.parseLong(args[2])), histogram);
        }
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        ChildResult result = new ChildResult();
        result.put(HISTOGRAM, Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length)));
        result.write(args[0]);
    }

    private static int measure(Call call, int firstCall, long durationNs, Histogram histogram) {
        int n = firstCall;
        long next = System.nanoTime();
        long end = next + durationNs;
        while (next - end < 0) {
            while (System.nanoTime() - next < 0) {
                Thread.onSpinWait();
            }
            long before = System.nanoTime();
            call.make(n++);
            histogram.recordValue(System.nanoTime() - before);
            next += INTERVAL_NS;
        }
        return n;
    }
}
