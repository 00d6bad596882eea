package io.vqtrace.analyzer.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same workload recorded on two rings: the second is predicted from the first. */
class RingSizeValidationTest {
    private static final double WITHIN = RingSizeValidation.WITHIN;

    static Stream<RingPair> predictable() {
        return RingSizeValidation.predictable().stream();
    }

    static Stream<RingPair> byNature() {
        return RingSizeValidation.byNature().stream();
    }

    @ParameterizedTest
    @MethodSource("predictable")
    void predictsTheOtherRing(RingPair pair, @TempDir Path directory) throws Exception {
        RingPair.Outcome outcome = pair.run(directory);
        assertEquals(0, outcome.fullError(), WITHIN, pair.name());
        assertEquals(0, outcome.occupancyError(), WITHIN, pair.name());
        assertEquals(0, outcome.rateError(), WITHIN, pair.name());
        if (outcome.waitError() != null) {
            assertEquals(0, outcome.waitError(), WITHIN, pair.name());
        }
        assertEquals(
                outcome.real().saturation().verdict(),
                outcome.predicted().saturation().verdict(),
                pair.name());
    }

    @ParameterizedTest
    @MethodSource("byNature")
    void saysWhatItCannotPredict(RingPair pair, @TempDir Path directory) throws Exception {
        RingPair.Outcome outcome = pair.run(directory);
        assertNotEquals(Confidence.PREDICTED.label(), outcome.source().confidence(), pair.name());
        assertTrue(outcome.source().limits().size() > 0, pair.name());
        if (pair.to() > pair.from()) {
            assertEquals(
                    RingFigures.Holds.LOWER_BOUND.label(), outcome.predicted().holds(), pair.name());
            assertTrue(
                    outcome.predicted().occupancy().mean()
                            <= outcome.real().occupancy().mean() * 1.01,
                    pair.name());
        }
    }
}
