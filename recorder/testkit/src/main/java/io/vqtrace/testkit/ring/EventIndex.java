package io.vqtrace.testkit.ring;

/** The rule by which a ring index asks for a notification (virtio 1.4 sections 2.7.7.2, 2.7.10.1 and 2.8.10). */
public final class EventIndex {
    private EventIndex() {}

    /**
     * Tells whether an index moved past the one at which the other side wants to be notified. Indices are taken modulo
     * 2^16.
     *
     * @param event the index of the entry that is to be notified of: {@code used_event} or {@code avail_event}
     * @param newIndex index after the entries were written
     * @param oldIndex index at the last decision
     * @return true if the entry {@code event} is one of {@code oldIndex} to {@code newIndex - 1}
     */
    public static boolean needEvent(int event, int newIndex, int oldIndex) {
        return (newIndex - event - 1 & 0xffff) < (newIndex - oldIndex & 0xffff);
    }
}
