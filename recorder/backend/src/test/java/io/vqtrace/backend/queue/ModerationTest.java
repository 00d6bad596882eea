package io.vqtrace.backend.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vqtrace.backend.ring.ChainBurst;
import io.vqtrace.backend.ring.TestRing;
import io.vqtrace.testkit.GuestMemory;
import io.vqtrace.testkit.ring.Buffers;
import io.vqtrace.testkit.ring.RingLayout;
import io.vqtrace.trace.SuppressionReason;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Interrupts that are held back, in virtual time. */
class ModerationTest {
    private static final String DELAYED = "suppressed " + SuppressionReason.DELAYED.code();
    private static final String FLAGS = "suppressed " + SuppressionReason.FLAGS.code();

    private final GuestMemory guest = new GuestMemory(1 << 16);
    private final TestRing ring = new TestRing(guest, RingLayout.allocate(guest, false, 64, false, false, false));
    private final TestQueue tested = new TestQueue();
    private final ChainBurst burst = new ChainBurst(32);

    ModerationTest() {
        tested.start(ring.memory, ring.setup());
    }

    /** Section 5.1.9.5.10.4: a notification after max_packets or after max_usecs since the first, whichever comes first. */
    @Test
    void collectsUntilThereAreEnough() {
        tested.queue.moderate(new Moderation(3, 100));
        complete();
        complete();
        assertEquals(0, tested.call.total());
        complete();
        assertEquals(1, tested.call.total());
        assertEquals(List.of(DELAYED, DELAYED, "interrupt"), tested.probe.notifications);
        assertEquals(Notifier.NEVER, tested.queue.deadline());
        assertEquals(1, tested.deadlines, "of two completions held back the first sets the deadline");
    }

    @Test
    void holdsTheFirstNoLongerThanItsTime() {
        tested.queue.moderate(new Moderation(100, 50));
        long first = tested.now;
        complete();
        tested.now += 49_000;
        complete();
        tested.queue.deadlinePassed();
        assertEquals(0, tested.call.total());
        assertEquals(first + 50_000, tested.queue.deadline());
        tested.now = first + 50_000;
        tested.queue.deadlinePassed();
        assertEquals(1, tested.call.total());
        assertEquals("interrupt", last());
    }

    @Test
    void aSettingHoldsForWhatIsHeldBackAlready() {
        tested.queue.moderate(new Moderation(100, 50_000));
        complete();
        assertEquals(0, tested.call.total());
        tested.queue.moderate(Moderation.NONE);
        assertEquals(1, tested.call.total());
    }

    @Test
    void theDriversAdviceComesFirst() {
        ring.driver.disableInterrupts();
        tested.queue.moderate(new Moderation(100, 50));
        complete();
        assertEquals(FLAGS, last());
        assertEquals(Notifier.NEVER, tested.queue.deadline());
        ring.driver.enableInterrupts();
        complete();
        assertEquals(DELAYED, last());
        ring.driver.disableInterrupts();
        complete();
        // What was new and what was held back are two decisions.
        assertEquals(
                List.of(FLAGS, FLAGS),
                tested.probe.notifications.subList(
                        tested.probe.notifications.size() - 2, tested.probe.notifications.size()));
        assertEquals(0, tested.call.total());
    }

    @Test
    void stoppingDeliversWhatIsHeldBack() {
        tested.queue.moderate(new Moderation(100, 50_000));
        complete();
        tested.queue.stop();
        assertEquals(1, tested.call.total());
    }

    @Test
    void limitsAreUnsigned() {
        tested.queue.moderate(new Moderation(-1, -1));
        complete();
        assertEquals(tested.now + 4_294_967_295_000L, tested.queue.deadline());
        assertEquals(0, tested.call.total());
    }

    private String last() {
        return tested.probe.notifications.get(tested.probe.notifications.size() - 1);
    }

    private void complete() {
        ring.driver.add(new Buffers().writable(GuestMemory.BASE, 100));
        ring.driver.publish();
        assertEquals(1, tested.queue.take(burst));
        tested.queue.use(burst.head(0), 1, 0);
        tested.queue.flush();
        ring.driver.pollUsed();
    }
}
