package io.vqtrace.virtio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureSetTest {
    @Test
    void bitsAboveAndBelow64AreKeptApart() {
        FeatureSet set = FeatureSet.of(0, 63, 64, 127);
        assertEquals(0x8000_0000_0000_0001L, set.low());
        assertEquals(0x8000_0000_0000_0001L, set.high());
        assertTrue(set.has(127));
        assertFalse(set.has(126));
        assertEquals("0x80000000000000018000000000000001", set.toString());
        assertEquals("0x130000000", FeatureSet.of(28, 29, 32).toString());
    }

    @Test
    void namesAreListedByBitWithUnknownOnesKept() {
        assertEquals(
                List.of("VIRTIO_BLK_F_FLUSH", "VIRTIO_F_EVENT_IDX", "VIRTIO_F_VERSION_1", "bit 57 (unknown)"),
                FeatureSet.of(57, 32, 29, 9).names(DeviceType.BLK));
        assertEquals(FeatureSet.of(57), FeatureSet.of(57, 32, 29, 9).unknown(DeviceType.BLK));
        assertEquals(List.of(), FeatureSet.NONE.names(DeviceType.BLK));
    }

    @Test
    void wordsAreReplacedAsByFeatureSelect() {
        // 4.2.2: select 0 gives bits 0 to 31, select 1 bits 32 to 63.
        FeatureSet set = FeatureSet.NONE.withWord(0, 0x3000_0000).withWord(1, 1).withWord(2, 0x8000_0000);
        assertEquals(FeatureSet.of(28, 29, 32, 95), set);
        assertEquals(FeatureSet.of(0, 32, 95), set.withWord(0, 1));
        assertEquals(FeatureSet.of(127), FeatureSet.of(96).withWord(3, 0x8000_0000));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 4, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void wordsBeyondTheMaskAreRefused(int select) {
        assertThrows(IllegalArgumentException.class, () -> FeatureSet.NONE.withWord(select, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 128})
    void bitsBeyondTheMaskAreRefused(int bit) {
        assertThrows(IllegalArgumentException.class, () -> FeatureSet.of(bit));
        assertThrows(IllegalArgumentException.class, () -> FeatureSet.NONE.has(bit));
    }

    @Test
    void setAlgebraAgreesWithBitSet() {
        long seed = 20260408;
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            FeatureSet a = new FeatureSet(random.nextLong() & random.nextLong(), random.nextLong());
            FeatureSet b = new FeatureSet(random.nextLong(), random.nextLong() & random.nextLong());
            String failure = "seed " + seed + " round " + round;

            BitSet minus = bitSet(a);
            minus.andNot(bitSet(b));
            assertEquals(minus, bitSet(a.minus(b)), failure);
            BitSet and = bitSet(a);
            and.and(bitSet(b));
            assertEquals(and, bitSet(a.and(b)), failure);
            BitSet or = bitSet(a);
            or.or(bitSet(b));
            assertEquals(or, bitSet(a.or(b)), failure);
            assertEquals(a, FeatureSet.of(a.bits().toArray()), failure);
            assertEquals(and.isEmpty(), a.and(b).isEmpty(), failure);
            assertArrayEquals(bitSet(a).stream().toArray(), a.bits().toArray(), failure);
        }
    }

    private static BitSet bitSet(FeatureSet set) {
        return BitSet.valueOf(new long[] {set.low(), set.high()});
    }
}
