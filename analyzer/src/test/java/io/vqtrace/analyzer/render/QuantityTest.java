package io.vqtrace.analyzer.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 ns",
        "999, 999 ns",
        "999.6, 1.00 µs",
        "1000, 1 µs",
        "12345, 12.3 µs",
        "999499, 999 µs",
        "999600, 1.00 ms",
        "1250000, 1.25 ms",
        "4000000000, 4 s",
        "65000000000, 65 s",
        "754000000000, 12 min 34 s",
        "5400000000000, 1 h 30 min",
        "-12345, -12.3 µs",
    })
    void durationsReadWithThreeDigits(double ns, String text) {
        assertEquals(text, Quantity.duration(ns));
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "512, 512 B", "1000, 0.98 KiB", "1536, 1.50 KiB", "1048576, 1 MiB", "5e9, 4.66 GiB"})
    void sizesReadInPowersOf1024(double bytes, String text) {
        assertEquals(text, Quantity.bytes(bytes));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0; 0",
                "1.004; 1.00",
                "9.996; 10.0",
                "12.34; 12.3",
                "99.96; 100",
                "1234567.8; 1,234,568",
                "0.004; <0.01"
            })
    void ratiosReadWithThreeDigits(double value, String text) {
        assertEquals(text, Quantity.significant(value));
    }
}
