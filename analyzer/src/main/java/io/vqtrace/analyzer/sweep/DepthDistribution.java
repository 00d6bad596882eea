package io.vqtrace.analyzer.sweep;

import java.util.Arrays;

/** For how long a queue was at each depth. */
public final class DepthDistribution {
    private long[] nsAt = new long[16];
    private int max;

    void add(int depth, long ns) {
        if (depth >= nsAt.length) {
            nsAt = Arrays.copyOf(nsAt, Math.max(depth + 1, 2 * nsAt.length));
        }
        nsAt[depth] += ns;
        max = Math.max(max, depth);
    }

    /**
     * Returns the largest depth that lasted.
     *
     * @return 0 or more
     */
    public int max() {
        return max;
    }

    /**
     * Returns the time at one depth.
     *
     * @param depth the depth
     * @return nanoseconds
     */
    public long nsAt(int depth) {
        return depth < nsAt.length ? nsAt[depth] : 0;
    }

    /**
     * Returns the time at a depth or deeper.
     *
     * @param depth the depth
     * @return nanoseconds
     */
    public long nsFrom(int depth) {
        long sum = 0;
        for (int i = Math.max(0, depth); i <= max; i++) {
            sum += nsAt[i];
        }
        return sum;
    }

    /**
     * Returns the depth averaged over time.
     *
     * @return the mean, 0 for an empty window
     */
    public double mean() {
        double area = 0;
        for (int i = 1; i <= max; i++) {
            area += (double) i * nsAt[i];
        }
        long total = nsFrom(0);
        return total == 0 ? 0 : area / total;
    }

    /**
     * Returns the depth that was not exceeded for a share of the time.
     *
     * @param share from 0 to 1
     * @return the smallest such depth
     */
    public int quantile(double share) {
        double wanted = share * nsFrom(0);
        long sum = 0;
        for (int i = 0; i < max; i++) {
            sum += nsAt[i];
            if (sum >= wanted) {
                return i;
            }
        }
        return max;
    }
}
