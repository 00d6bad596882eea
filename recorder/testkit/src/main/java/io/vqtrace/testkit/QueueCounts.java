package io.vqtrace.testkit;

import java.util.List;

/**
 * What happened on one queue, counted by driver and device themselves and not by a recorder.
 *
 * @param queue the queue's index
 * @param published chains that the driver made available
 * @param popped chains that the device took
 * @param used chains that the device returned
 * @param completed chains that the driver took back
 * @param failed of those: answered with an error, or refused
 * @param corrupted of those: with a payload other than the one expected
 * @param unknownUsed used entries that the driver could not match with an outstanding chain
 * @param kicks notifications that reached the device
 * @param needlessKicks of those: the device saw no chain that it did not know before
 * @param interrupts notifications by the device
 * @param suppressedFlags decisions against an interrupt because of the driver's flags
 * @param suppressedEventIndex decisions against an interrupt because of the driver's event index
 * @param delayed decisions to hold an interrupt back for moderation
 * @param notified completions that interrupts delivered
 * @param drops packets lost for want of a buffer
 * @param faults what the device refused
 * @param maxInFlight most chains taken and not yet used
 * @param maxOutstanding most chains published and not yet taken back, as the driver sees it
 * @param lastCompletedNanos the testbed's clock when the driver took the last chain back; {@link #NEVER} if it took none
 * @param requests each request's times, in the order of use; empty unless asked for
 */
public record QueueCounts(
        int queue,
        long published,
        long popped,
        long used,
        long completed,
        long failed,
        long corrupted,
        long unknownUsed,
        long kicks,
        long needlessKicks,
        long interrupts,
        long suppressedFlags,
        long suppressedEventIndex,
        long delayed,
        long notified,
        long drops,
        long faults,
        int maxInFlight,
        int maxOutstanding,
        long lastCompletedNanos,
        List<RequestTimes> requests) {
    /** Stands for the time of something that did not happen. */
    public static final long NEVER = -1;

    /** Copies the list. */
    public QueueCounts {
        requests = List.copyOf(requests);
    }
}
