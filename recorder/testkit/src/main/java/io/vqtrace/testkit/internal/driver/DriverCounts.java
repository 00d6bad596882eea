package io.vqtrace.testkit.internal.driver;

import io.vqtrace.testkit.QueueCounts;

/** What the driver's side of a queue did. */
public final class DriverCounts {
    /** Chains made available. */
    public long published;

    /** Chains taken back. */
    public long completed;

    /** When the last of them was. */
    public long lastCompleted = QueueCounts.NEVER;

    /** Of those: answered with an error. */
    public long failed;

    /** Of those: with wrong bytes. */
    public long corrupted;

    /** Used entries of nothing that is outstanding. */
    public long unknownUsed;

    /** Most chains outstanding. */
    public int maxOutstanding;
}
