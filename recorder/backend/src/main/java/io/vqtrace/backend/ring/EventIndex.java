package io.vqtrace.backend.ring;

/** The rule by which a ring index asks for a notification (virtio 1.4 sections 2.7.7.2, 2.7.10.1 and 2.8.10). */
final class EventIndex {
    private EventIndex() {}

    /** Tells whether {@code event} is one of the indices {@code oldIndex} to {@code newIndex - 1}, all modulo 2^16. */
    static boolean needEvent(int event, int newIndex, int oldIndex) {
        return (newIndex - event - 1 & 0xffff) < (newIndex - oldIndex & 0xffff);
    }
}
