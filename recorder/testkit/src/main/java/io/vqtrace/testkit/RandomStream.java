package io.vqtrace.testkit;

/** A seeded sequence of random numbers, the same on every JDK (SplitMix64). Not for several threads; allocates nothing. */
public final class RandomStream {
    private static final long GAMMA = 0x9e37_79b9_7f4a_7c15L;

    private long state;

    /**
     * Starts a sequence.
     *
     * @param seed any number
     */
    public RandomStream(long seed) {
        state = seed;
    }

    /**
     * Starts one of several independent sequences of the same seed.
     *
     * @param seed any number
     * @param purpose tells the sequences apart
     * @return the sequence
     */
    public static RandomStream of(long seed, long purpose) {
        RandomStream mixed = new RandomStream(seed);
        return new RandomStream(mixed.nextLong() ^ new RandomStream(purpose * GAMMA).nextLong());
    }

    /**
     * Draws 64 random bits.
     *
     * @return any long
     */
    public long nextLong() {
        state += GAMMA;
        long z = state;
        z = (z ^ z >>> 30) * 0xbf58_476d_1ce4_e5b9L;
        z = (z ^ z >>> 27) * 0x94d0_49bb_1331_11ebL;
        return z ^ z >>> 31;
    }

    /**
     * Draws an integer.
     *
     * @param bound from 1
     * @return 0 to {@code bound - 1}
     */
    public int nextInt(int bound) {
        return (int) ((nextLong() >>> 32) * bound >>> 32);
    }

    /**
     * Draws a number.
     *
     * @return from 0 up to but not including 1
     */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /**
     * Draws from the exponential distribution.
     *
     * @param mean its mean
     * @return from 0
     */
    public double exponential(double mean) {
        return -mean * Math.log(1 - nextDouble());
    }

    /**
     * Draws from the standard normal distribution (Box and Muller).
     *
     * @return any number
     */
    public double gaussian() {
        return Math.sqrt(exponential(2)) * Math.cos(2 * Math.PI * nextDouble());
    }
}
