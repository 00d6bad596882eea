package io.vqtrace.testkit;

/**
 * One request as the testbed itself saw it, independent of any recorder. Times are of the testbed's clock, in nanoseconds.
 *
 * @param head descriptor id of the chain's head
 * @param operation {@link io.vqtrace.trace.Operation#code()}
 * @param published the driver made it available
 * @param seen the device saw that
 * @param popped the device took it
 * @param used the device returned it
 * @param notified the interrupt that told the driver; {@link #NOT_NOTIFIED} if none did
 * @param inFlight chains taken and not yet used right after this one was taken, itself included
 */
public record RequestTimes(
        int head, int operation, long published, long seen, long popped, long used, long notified, int inFlight) {
    /** Stands for the time of an interrupt that the driver did not want or that never came. */
    public static final long NOT_NOTIFIED = -1;
}
