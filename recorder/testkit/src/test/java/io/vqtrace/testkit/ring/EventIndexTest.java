package io.vqtrace.testkit.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.testkit.RandomStream;
import io.vqtrace.testkit.Seeds;
import org.junit.jupiter.api.Test;

class EventIndexTest {
    /**
     * Section 2.7.7.2: "For example, if used_event is 0, then a device using VIRTIO_F_EVENT_IDX would send a used buffer
     * notification to the driver after the first buffer is used (and again after the 65536th buffer, etc)."
     */
    @Test
    void usedEventZeroAsksForTheFirstBuffer() {
        assertTrue(EventIndex.needEvent(0, 1, 0));
        assertFalse(EventIndex.needEvent(0, 2, 1));
        assertFalse(EventIndex.needEvent(0, 0, 0xffff));
        assertTrue(EventIndex.needEvent(0, 1, 0xffff));
    }

    /** A range check, not an equality: a batch that passes the event notifies. */
    @Test
    void aBatchThatPassesTheEventNotifies() {
        assertTrue(EventIndex.needEvent(5, 10, 3));
        assertFalse(EventIndex.needEvent(10, 10, 3));
        assertFalse(EventIndex.needEvent(2, 10, 3));
        assertFalse(EventIndex.needEvent(5, 7, 7));
    }

    @Test
    void isTrueForTheEntriesThatWereWritten() {
        for (long seed : Seeds.first(2_000)) {
            RandomStream random = new RandomStream(seed);
            int old = random.nextInt(1 << 16);
            int written = random.nextInt(1 << 15);
            int event = random.nextInt(1 << 16);
            boolean among = (event - old & 0xffff) < written;
            assertEquals(among, EventIndex.needEvent(event, old + written & 0xffff, old), "seed " + seed);
        }
    }

    /** Section 2.8.10: the offset triggers "when Ring Wrap Counter matches this value". */
    @Test
    void packedEventsFollowTheWrapCounter() {
        for (long seed : Seeds.first(2_000)) {
            RandomStream random = new RandomStream(seed);
            int size = 2 + random.nextInt(100);
            long old = size + random.nextInt(10 * size);
            int written = random.nextInt(size + 1);
            long event = old - random.nextInt(size) + random.nextInt(size);
            long next = old + written;
            int offsetAndWrap = (int) (event % size) | wrap(event, size) << 15;
            boolean among = event >= old && event < next;
            assertEquals(
                    among,
                    PackedEvent.reached(offsetAndWrap, (int) (next % size), wrap(next, size), written, size),
                    "seed " + seed);
        }
    }

    private static int wrap(long position, int size) {
        return (int) (position / size + 1) & 1;
    }
}
