package io.vqtrace.trace;

/** What the bytes of the last batches cost to write, the latest batches counting most. */
final class WriteCost {
    private static final double KEPT = 7 / 8.0;
    /** What a byte costs that compressing saves, over the columns that cost most. */
    private static final double COMPRESSING_NS_PER_BYTE = 2;

    private double nanos;
    private double bytes;

    /** Adds a batch that was written. */
    void add(long batchNanos, long batchBytes) {
        nanos = KEPT * nanos + batchNanos;
        bytes = KEPT * bytes + batchBytes;
    }

    /** Tells whether a byte costs more to write than to save, as on a disk that cannot keep up. */
    boolean exceedsCompressing() {
        return nanos > bytes * COMPRESSING_NS_PER_BYTE;
    }
}
