package io.vqtrace.analyzer.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.analyzer.simulate.CoalescingModel.Choice;
import io.vqtrace.analyzer.simulate.CoalescingModel.SettingResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class TradeOffTest {
    private static SettingResult result(String name, long interrupts, long p99) {
        AddedLatency added = new AddedLatency(1, p99, p99, p99, p99);
        return new SettingResult(name, 1, 1, false, interrupts, (double) interrupts, 1.0, added, false);
    }

    private static final List<SettingResult> RESULTS = List.of(
            result("off", 1_000, 0),
            result("beaten", 900, 25_000),
            result("low", 800, 10_000),
            result("bend", 200, 20_000),
            result("high", 100, 100_000));

    private static Choice choose(Long p99, Double rate) {
        return TradeOff.choose(
                TradeOff.curve(RESULTS), new CoalescingOptions(List.of(CoalescingSetting.OFF), false, p99, rate));
    }

    @Test
    void theCurveLeavesOutWhatAnotherSettingBeats() {
        assertEquals(
                List.of("off", "low", "bend", "high"),
                TradeOff.curve(RESULTS).stream().map(SettingResult::setting).toList());
    }

    @Test
    void theKneeLiesFarthestBelowTheLine() {
        assertEquals("bend", TradeOff.knee(TradeOff.curve(RESULTS)).setting());
        assertNull(TradeOff.knee(RESULTS.subList(0, 1)));
        assertNull(TradeOff.knee(List.of(result("a", 300, 0), result("b", 200, 10), result("c", 100, 20))));
    }

    @Test
    void choosesTheFewestInterruptsWithinTheLatency() {
        assertEquals("bend", choose(50_000L, null).setting());
        assertEquals("off", choose(5_000L, null).setting());
        assertEquals("low", choose(15_000L, 850.0).setting());
    }

    @Test
    void choosesTheLeastLatencyWithinTheRate() {
        assertEquals("low", choose(null, 850.0).setting());
        assertTrue(choose(null, 850.0).met());
        assertNull(choose(null, null));
    }

    @Test
    void saysWhichComesNearestIfNoneMeetsIt() {
        Choice choice = choose(15_000L, 150.0);
        assertEquals("bend", choice.setting());
        assertFalse(choice.met());
        assertEquals(20_000 / 15_000.0, choice.excessRatio(), 1e-12);
    }
}
