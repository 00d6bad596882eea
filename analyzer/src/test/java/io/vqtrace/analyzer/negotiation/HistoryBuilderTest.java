package io.vqtrace.analyzer.negotiation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.NegotiationRows;
import io.vqtrace.trace.NegotiationStep;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A life is cut at its resets; side channels tell of its features without being part of it. */
class HistoryBuilderTest {
    private static final long VERSION_1 = 1L << 32;

    private final List<NegotiationRow> rows = new ArrayList<>();

    private void status(long ns, int bits, String actor) {
        rows.add(NegotiationRows.status(0, ns, bits, actor, null, "log"));
    }

    private void accepted(Long ns, long features, String source) {
        rows.add(new NegotiationRow(
                0, ns, NegotiationStep.FEATURES_ACCEPTED, null, null, features, 0L, null, null, source, null));
    }

    private void offered(Long ns, long features, String source) {
        rows.add(new NegotiationRow(
                0, ns, NegotiationStep.FEATURES_OFFERED, null, null, features, 0L, null, null, source, null));
    }

    private DeviceHistory history() {
        return new HistoryBuilder(0, rows).build();
    }

    @Test
    void resetsWithNothingBetweenThemAreOneBegin() {
        status(10, 0, "driver");
        status(20, 0, "driver");
        status(30, 1, "driver");
        status(40, 0, "driver");
        DeviceHistory history = history();
        assertEquals(List.of(10L, 20L, 40L), history.resets());
        assertEquals(1, history.attempts().size());
        Attempt attempt = history.attempts().get(0);
        assertTrue(attempt.fromReset());
        assertEquals(10, attempt.startNs());
        assertEquals(40, attempt.endNs());
    }

    @Test
    void aZeroThatTheDeviceAnswersIsNoReset() {
        status(10, 0, "driver");
        status(20, 1, "driver");
        status(30, 0, "device");
        assertEquals(List.of(10L), history().resets());
        assertTrue(history().readsSeen());
    }

    @Test
    void aLifeThatIsSeenFromTheMiddleHasNoResetToBeginWith() {
        status(10, 15, "driver");
        DeviceHistory history = history();
        assertFalse(history.attempts().get(0).fromReset());
        assertEquals(List.of(), history.resets());
        assertNull(history.attempts().get(0).endNs());
    }

    @Test
    void linesThatOnlyRepeatANamedWriteAreNoStep() {
        status(10, 1, "driver");
        status(11, 1, null);
        status(12, 3, "driver");
        assertEquals(2, history().attempts().get(0).status().size());
    }

    @Test
    void aStatusThatIsThereAtOnceIsOfARestoredDevice() {
        status(10, 0, "driver");
        status(20, 15, "driver");
        status(30, 0, "driver");
        status(31, 3, "driver");
        status(32, 15, "driver");
        assertEquals(
                List.of(true, false),
                history().attempts().stream().map(Attempt::restored).toList());
    }

    @Test
    void rowsAreSortedIfAllHaveATime() {
        status(30, 15, "driver");
        status(10, 0, "driver");
        status(20, 11, "driver");
        assertEquals(
                List.of(11, 15),
                history().attempts().get(0).status().stream()
                        .map(StatusStep::bits)
                        .toList());
    }

    @Test
    void factsStandForWhatTheCaptureDoesNotShow() {
        offered(null, VERSION_1 | 6, "facts");
        accepted(null, VERSION_1 | 2, "facts");
        status(10, 0, "driver");
        accepted(11L, VERSION_1, "log");
        status(12, 15, "driver");
        status(20, 0, "driver");
        status(21, 15, "driver");
        DeviceHistory history = history();
        assertEquals(2, history.attempts().size());
        Attempt first = history.attempts().get(0);
        Attempt last = history.attempts().get(1);
        assertEquals(VERSION_1, history.accepted(first).bits().low(), "its own");
        assertEquals(VERSION_1 | 2, history.accepted(last).bits().low(), "the side channel speaks of the last one");
        assertEquals(VERSION_1 | 6, history.offered(first).bits().low());
    }

    @Test
    void anOfferThatWasReadOnceHoldsForLaterAttempts() {
        status(10, 0, "driver");
        offered(11L, VERSION_1 | 6, "log");
        status(12, 3, "driver");
        status(20, 0, "driver");
        status(21, 3, "driver");
        DeviceHistory history = history();
        Attempt last = history.attempts().get(1);
        assertNull(last.offered());
        assertEquals(VERSION_1 | 6, history.offered(last).bits().low());
        assertNull(history.accepted(last));
    }
}
