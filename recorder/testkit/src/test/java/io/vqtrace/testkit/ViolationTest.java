package io.vqtrace.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ViolationTest {
    private static final int REQUESTS = 400;

    /** What leaves a queue stuck: somebody waits for a notification that never comes. */
    private static final Set<Violation> STUCK = EnumSet.of(
            Violation.NEEDS_RESET_WITHOUT_INTERRUPT,
            Violation.FLAGS_HONOURED_WITH_EVENT_IDX,
            Violation.LOST_INTERRUPT,
            Violation.PACKED_LOST_INTERRUPT,
            Violation.EQUALITY_ONLY_EVENT_CHECK,
            Violation.LOST_KICK,
            Violation.STALE_AVAIL_EVENT,
            Violation.FROZEN_AVAIL_EVENT,
            Violation.FROZEN_USED_EVENT);

    /** What the device sees and refuses. */
    private static final Set<Violation> REFUSED = EnumSet.of(
            Violation.QUEUE_SIZE,
            Violation.QUEUE_ALIGNMENT,
            Violation.QUEUE_REGISTER_WHILE_READY,
            Violation.FEATURES_NOT_SELECTED,
            Violation.INTERRUPT_ACK_UNDEFINED,
            Violation.QUEUE_RESET_NOT_NEGOTIATED,
            Violation.QUEUE_NOT_CONFIGURED_AGAIN,
            Violation.QUEUE_ENABLE_ZERO,
            Violation.AVAIL_INDEX_JUMP,
            Violation.READABLE_AFTER_WRITABLE,
            Violation.CHAIN_LOOP,
            Violation.INDIRECT_NOT_NEGOTIATED,
            Violation.INDIRECT_NESTED,
            Violation.INDIRECT_WITH_NEXT,
            Violation.AVAIL_FLAGS,
            Violation.DESCRIPTOR_OVERWRITTEN,
            Violation.DRIVER_EVENT_FLAGS,
            Violation.NOTIFICATION_DATA,
            Violation.COALESCING_NOT_NEGOTIATED,
            Violation.COALESCING_QUEUE);

    /** What the driver sees in the answers. */
    private static final Set<Violation> NOTICED_BY_DRIVER = EnumSet.of(
            Violation.USED_UNKNOWN_ID, Violation.USED_TWICE, Violation.USED_LENGTH, Violation.COALESCING_LOST);

    @ParameterizedTest
    @EnumSource
    void changesWhatItShouldAndNothingElse(Violation violation) {
        for (long seed : Seeds.first(5)) {
            Oracle oracle = Testbed.builder()
                    .seed(seed)
                    .violation(violation)
                    .moderation(new Moderation(4, 20))
                    .build()
                    .run(REQUESTS);
            String run = violation + " seed " + seed + ": " + oracle;
            assertTrue(oracle.violated(), run);
            assertEquals(STUCK.contains(violation), oracle.stalled(), run);
            assertEquals(REFUSED.contains(violation) ? 1 : 0, oracle.faults(), run);
            long noticed = oracle.queues().stream()
                    .mapToLong(queue -> queue.unknownUsed() + queue.corrupted())
                    .sum();
            assertEquals(NOTICED_BY_DRIVER.contains(violation) ? 1 : 0, noticed, run);
            if (!oracle.stalled()) {
                assertTrue(oracle.completed() >= REQUESTS, run);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void withoutItTheSameRunIsClean(Violation violation) {
        TestbedBuilder builder = Testbed.builder();
        violation.needs().forEach(builder.options()::provide);
        Oracle oracle = builder.build().run(REQUESTS);
        assertFalse(oracle.violated() || oracle.stalled(), oracle.toString());
        // Resetting a queue without the feature is the violation itself.
        assertEquals(violation == Violation.QUEUE_RESET_NOT_NEGOTIATED ? 1 : 0, oracle.faults(), oracle.toString());
    }

    @Test
    void everyRuleOfTheCatalogueCanBeBroken() {
        Set<Integer> rules = new TreeSet<>();
        for (Violation violation : Violation.values()) {
            rules.add(violation.rule());
            assertTrue(violation.section().matches("\\d+(\\.\\d+)+"), violation.toString());
        }
        assertEquals(48, rules.size());
    }

    /** A stuck queue stays stuck long enough for a trace to show it. */
    @Test
    void timeGoesOnAfterAStall() {
        Oracle oracle = Testbed.builder().violation(Violation.LOST_KICK).build().run(REQUESTS);
        assertTrue(oracle.endNanos() - oracle.startNanos() >= 1_000_000_000L, oracle.toString());
    }
}
