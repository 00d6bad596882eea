package io.vqtrace.analyzer.negotiation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.NegotiationRows;
import io.vqtrace.trace.NegotiationStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What speaks for a firmware, and what for a kernel. */
class DriverGuessTest {
    private static final long BOTH = 3L << 28;
    private static final long VERSION_1 = 1L << 32;

    private static Attempt attempt(Integer... status) {
        List<NegotiationRow> rows = new ArrayList<>();
        Arrays.stream(status)
                .forEach(bits -> rows.add(NegotiationRows.status(0, (long) rows.size(), bits, "driver", null, "log")));
        return new HistoryBuilder(0, rows).build().attempts().get(0);
    }

    private static KnownFeatures features(long low) {
        return KnownFeatures.of(new NegotiationRow(
                0, 1L, NegotiationStep.FEATURES_ACCEPTED, null, null, low, 0L, null, null, "log", null));
    }

    @Test
    void stepsByOneWriteAndRefusedFeaturesAndNoVectorAreAFirmwares() {
        DriverGuess guess = DriverGuess.of(
                attempt(0, 3, 11, 15), features(BOTH), features(VERSION_1), List.of(QueueSetup.NO_VECTOR));
        assertEquals(DriverGuess.FIRMWARE, guess.driver());
        assertEquals(3, guess.evidence().size());
    }

    @Test
    void stepsOneByOneAndFeaturesAndVectorsAreAKernels() {
        DriverGuess guess = DriverGuess.of(attempt(0, 1, 3, 15), null, features(BOTH), Arrays.asList(null, 1));
        assertEquals(DriverGuess.KERNEL, guess.driver());
        assertEquals(3, guess.evidence().size());
    }

    @Test
    void evidenceOfEqualWeightIsNoGuessAndStillTold() {
        DriverGuess guess = DriverGuess.of(attempt(0, 3, 15), null, features(BOTH), List.of());
        assertNull(guess.driver());
        assertEquals(2, guess.evidence().size());
    }

    @Test
    void anAttemptThatWasSeenFromTheMiddleSaysNothingByItsSteps() {
        DriverGuess guess = DriverGuess.of(attempt(3, 15), null, null, List.of());
        assertNull(guess.driver());
        assertTrue(guess.evidence().isEmpty());
    }
}
