package io.vqtrace.analyzer.sweep;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NearlySortedTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 3, 5000})
    void sortsNearAndFarFromOrder(int disorder) {
        long seed = 11 + disorder;
        Random random = new Random(seed);
        long[] values = new long[3000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i + (disorder == 0 ? 0 : random.nextInt(disorder));
        }
        long[] expected = values.clone();
        Arrays.sort(expected);
        long[] alone = values.clone();
        NearlySorted.sort(alone);
        assertArrayEquals(expected, alone, "seed " + seed);

        long[] keys = values.clone();
        long[] payload = Arrays.stream(keys).map(key -> -key).toArray();
        NearlySorted.sort(keys, payload);
        assertArrayEquals(expected, keys, "seed " + seed);
        for (int i = 0; i < keys.length; i++) {
            assertEquals(-keys[i], payload[i], "seed " + seed);
        }
    }
}
