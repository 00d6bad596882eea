package io.vqtrace.analyzer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimePointTest {

    private static final long START = 1_700_000_000_000_000_000L;

    @ParameterizedTest
    @CsvSource({
        "+1.5s, 1700000001500000000",
        "+0s, 1700000000000000000",
        "+20ms, 1700000000020000000",
        "+7us, 1700000000000007000",
        "+3ns, 1700000000000000003",
        "+2m, 1700000120000000000",
        "+1h, 1700003600000000000",
        "1700000000000000042, 1700000000000000042",
        "2023-11-14T22:13:20.000000001Z, 1700000000000000001",
        "2023-11-14T22:13:20, 1700000000000000000",
        "2023-11-15T00:13:20+02:00, 1700000000000000000",
    })
    void understandsOffsetsInstantsAndEpochNanoseconds(String text, long expected) {
        assertEquals(expected, TimePoint.parse(text).resolve(START));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "+1",
                "1.5s",
                "-1s",
                "+99999999999999h",
                "99999999999999999999",
                "2023-13-01T00:00:00Z"
            })
    void refusesAnythingElseInOneLine(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> TimePoint.parse(text))
                .getMessage();
        assertTrue(message.contains("'" + text + "' is no time"), message);
        assertEquals(1, message.lines().count());
    }
}
