package io.vqtrace.analyzer.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.analyzer.text.Durations;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Texts and classes that charts share. */
class ChartTextTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 ns",
        "999, 999 ns",
        "1000, 1 µs",
        "18000, 18 µs",
        "1234567, 1.23 ms",
        "999999, 1 ms",
        "16523000, 16.5 ms",
        "12600000000, 12.6 s",
        "3600000000000, 3600 s"
    })
    void writesDurationsWithThreeDigits(long ns, String text) {
        assertEquals(text, Durations.text(ns));
    }

    @Test
    void namesTheClassesOfCompletions() {
        assertEquals(List.of("0", "1", "2", "3–4", "5–8", "9–16"), CompletionClasses.names(0, 5));
        assertEquals("1025 or more", CompletionClasses.names(12, 12).get(0));
        for (long completions = 3; completions < 3000; completions++) {
            String name = CompletionClasses.names(0, 12).get(CompletionClasses.of(completions));
            String[] bounds = name.replace(" or more", "–" + Long.MAX_VALUE).split("–");
            assertTrue(
                    Long.parseLong(bounds[0]) <= completions && completions <= Long.parseLong(bounds[1]),
                    completions + " in " + name);
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "7", "8", "100", "373002"})
    void classesOfCountsHoldEveryCountOnce(long largest) {
        CountColours colours = new CountColours(largest);
        for (long count = 1; count <= Math.min(largest, 1000); count++) {
            String[] bounds =
                    colours.label(colours.classOf(count)).replace(",", "").split("–");
            assertTrue(
                    Long.parseLong(bounds[0]) <= count && count <= Long.parseLong(bounds[bounds.length - 1]),
                    count + " in " + String.join("–", bounds));
        }
        assertEquals(colours.classes() - 1, colours.classOf(largest));
    }

    @ParameterizedTest
    @EnumSource(QueueState.class)
    void findsAStateByItsName(QueueState state) {
        assertEquals(state, QueueState.of(state.label()));
    }

    @ParameterizedTest
    @EnumSource(ChartKind.class)
    void findsAKindByItsName(ChartKind kind) {
        assertEquals(kind, ChartKind.ofLabel(kind.label()).orElseThrow());
    }

    @Test
    void refusesASizeThatHoldsNoLabels() {
        assertThrows(IllegalArgumentException.class, () -> new ChartOptions(100, 700, null, null, null, null));
        assertThrows(IllegalArgumentException.class, () -> new ChartOptions(1200, 20_000, null, null, null, null));
    }
}
