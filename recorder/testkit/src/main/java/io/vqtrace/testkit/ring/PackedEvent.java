package io.vqtrace.testkit.ring;

/** The event offset of a packed ring's suppression structures (virtio 1.4 section 2.8.14, le16 {@code desc}). */
final class PackedEvent {
    private PackedEvent() {}

    /**
     * Tells whether a position has been passed on which the other side wants to be notified.
     *
     * @param offsetAndWrap {@code desc_event_off} and, in bit 15, {@code desc_event_wrap}
     * @param next position after the descriptors that were written
     * @param wrap wrap counter of that position
     * @param written how many descriptors were passed since the last decision
     * @param size the ring's size
     * @return true if the position is one of those passed
     */
    static boolean reached(int offsetAndWrap, int next, int wrap, int written, int size) {
        int event = offsetAndWrap & 0x7fff;
        if (offsetAndWrap >>> 15 != wrap) {
            event -= size;
        }
        return EventIndex.needEvent(event, next, next - written);
    }
}
