package io.vqtrace.virtio.register;

import java.util.Arrays;

/** The registers of one queue as the driver last read or wrote them. */
final class QueueRegisters {
    /** Areas of a queue, in the order of their registers on all transports. */
    static final int DESC = 0;

    static final int DRIVER = 1;
    static final int DEVICE = 2;
    private static final int AREAS = 3;
    private static final int ALL_AREAS = (1 << AREAS) - 1;

    final int index;
    int size = RegisterListener.UNKNOWN;
    int maxSize = RegisterListener.UNKNOWN;
    int vector = RegisterListener.UNKNOWN;
    /** Alignment of the used ring, legacy interfaces only. */
    long align;

    boolean ready;
    /** Whether the driver has written the size since the reset, so that reading it no longer tells the largest one. */
    boolean sizeWritten;
    /** Whether QueueReady was set to 0 and not read back. */
    boolean stopUnread;
    /** Whether a reset was asked for and not seen to be complete. */
    boolean resetPending;

    private final long[] areas = new long[AREAS];
    private int areasWritten;

    QueueRegisters(int index) {
        this.index = index;
    }

    long area(int area) {
        return areas[area];
    }

    /** Replaces bytes of an area's address. */
    void area(int area, int from, int width, long part) {
        areas[area] = Access.merge(areas[area], from, width, part);
        areasWritten |= 1 << area;
    }

    /** Tells whether each of the three addresses was written since the reset. */
    boolean placed() {
        return areasWritten == ALL_AREAS;
    }

    /** Forgets what the driver chose. */
    void reset() {
        size = RegisterListener.UNKNOWN;
        vector = RegisterListener.UNKNOWN;
        align = 0;
        ready = false;
        sizeWritten = false;
        stopUnread = false;
        resetPending = false;
        Arrays.fill(areas, 0);
        areasWritten = 0;
    }
}
