package io.vqtrace.analyzer.check.path;

import io.vqtrace.trace.QueueRow;

/**
 * A stretch of a queue's life in which its ring is the same.
 *
 * @param key where it begins, as {@link DeviceTimeline#key}
 * @param begin what it begins with
 * @param setup the configuration, null if none is known
 */
record Era(long key, Begin begin, QueueRow setup) {
    /** What an era begins with. */
    enum Begin {
        /** Nobody saw its beginning. */
        UNSEEN,
        /** Events are missing all through it. */
        LOST,
        /** Events were lost until it began. */
        AFTER_LOSS,
        /** The device was reset. */
        DEVICE_RESET,
        /** The queue was set up. */
        SETUP,
        /** The queue was reset by itself, or stopped. */
        QUEUE_RESET
    }

    /** Tells whether the ring's indices are known to have begun at 0. */
    boolean fromStart() {
        return begin == Begin.SETUP;
    }

    /** Tells whether all that was taken since was seen. */
    boolean observed() {
        return begin == Begin.SETUP || begin == Begin.DEVICE_RESET;
    }

    /** Returns the moment at which it begins. */
    long ns() {
        return key >> 1;
    }
}
