package io.vqtrace.testkit.internal.device;

/** What the device's side of a queue did. */
public final class DeviceCounts {
    /** Chains taken. */
    public long popped;

    /** Chains returned. */
    public long used;

    /** Notifications by the driver. */
    public long kicks;

    /** Of those: nothing new was to be seen. */
    public long needlessKicks;

    /** Notifications by the device. */
    public long interrupts;

    /** Decisions against one because of the driver's flags. */
    public long suppressedFlags;

    /** Decisions against one because of the driver's event index. */
    public long suppressedEventIndex;

    /** Decisions to hold one back. */
    public long delayed;

    /** Completions that interrupts delivered. */
    public long notified;

    /** Packets lost. */
    public long drops;

    /** Refusals. */
    public long faults;

    /** Most chains taken and not yet returned. */
    public int maxInFlight;
}
