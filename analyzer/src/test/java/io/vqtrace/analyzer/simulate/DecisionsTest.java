package io.vqtrace.analyzer.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vqtrace.trace.SuppressionReason;
import org.junit.jupiter.api.Test;

class DecisionsTest {
    private static final long UNWANTED = QueueTraffic.UNWANTED;

    @Test
    void anInterruptDeliversWhatIsNewAndWhatWasDelayed() {
        Decisions decisions = new Decisions();
        decisions.suppression(10, SuppressionReason.DELAYED, 1);
        decisions.interrupt(30, 2);
        decisions.suppression(40, SuppressionReason.EVENT_INDEX, 3);
        assertArrayEquals(
                new long[] {30, 30, UNWANTED, QueueTraffic.NEVER}, decisions.notices(new long[] {10, 20, 40, 50}));
    }

    @Test
    void theOrderOfRowsSettlesEqualTimes() {
        Decisions decisions = new Decisions();
        decisions.interrupt(10, 1);
        decisions.interrupt(20, 2);
        assertArrayEquals(new long[] {10, 20}, decisions.notices(new long[] {10, 10}));
    }

    @Test
    void whatIsNewAndWhatWasHeldAreUnwantedByADecisionEach() {
        Decisions decisions = new Decisions();
        decisions.suppression(10, SuppressionReason.DELAYED, 1);
        decisions.suppression(20, SuppressionReason.FLAGS, 2);
        decisions.interrupt(30, 2);
        assertArrayEquals(new long[] {30, UNWANTED}, decisions.notices(new long[] {10, 20}));
    }

    @Test
    void interruptsThatDoNotTellWhatTheyDeliverGiveNone() {
        assertNull(new Decisions().notices(new long[] {10}));
    }
}
