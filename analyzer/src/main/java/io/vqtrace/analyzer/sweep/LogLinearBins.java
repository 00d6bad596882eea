package io.vqtrace.analyzer.sweep;

/**
 * Numbers the bins of a histogram of durations: one for each value below 256, and 128 for each further power of two, so
 * that no bin is wider than 1/128 of its values.
 */
public final class LogLinearBins {
    /** Width of a bin, as a share of its values, at most. */
    public static final double WIDTH_RATIO = 1.0 / 128;

    private static final int EXACT_BITS = 8;
    private static final int EXACT = 1 << EXACT_BITS;
    private static final int PER_OCTAVE = EXACT / 2;

    private LogLinearBins() {}

    /**
     * Returns the bin of a value.
     *
     * @param value 0 or more; less counts as 0
     * @return 0 or more, larger for larger bins
     */
    public static int of(long value) {
        if (value < EXACT) {
            return (int) Math.max(0, value);
        }
        int shift = Long.SIZE - EXACT_BITS - Long.numberOfLeadingZeros(value);
        return EXACT + (shift - 1) * PER_OCTAVE + (int) (value >>> shift) - PER_OCTAVE;
    }

    /**
     * Returns the smallest value of a bin.
     *
     * @param bin as {@link #of} numbers it
     * @return the value
     */
    public static long lowest(int bin) {
        if (bin < EXACT) {
            return bin;
        }
        int shift = (bin - EXACT) / PER_OCTAVE + 1;
        return (long) ((bin - EXACT) % PER_OCTAVE + PER_OCTAVE) << shift;
    }

    /**
     * Returns what stands for the values of a bin.
     *
     * @param bin as {@link #of} numbers it
     * @return the middle of its smallest and largest value, at most 1/256 from either
     */
    public static double middle(int bin) {
        return (lowest(bin) + lowest(bin + 1) - 1) / 2.0;
    }
}
