package io.vqtrace.testkit.internal.driver;

/** What the driver's side of a queue did. */
public final class DriverCounts {
    /** Chains made available. */
    public long published;

    /** Chains taken back. */
    public long completed;

    /** Of those: answered with an error. */
    public long failed;

    /** Of those: with wrong bytes. */
    public long corrupted;

    /** Used entries of nothing that is outstanding. */
    public long unknownUsed;

    /** Most chains outstanding. */
    public int maxOutstanding;
}
