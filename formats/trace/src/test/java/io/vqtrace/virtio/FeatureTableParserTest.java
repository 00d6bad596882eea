package io.vqtrace.virtio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureTableParserTest {
    @Test
    void everyKeywordIsUnderstood() {
        FeatureTableParser parser = new FeatureTableParser("x.txt", """
            # comment
            section 5.9

            0 X_F_A   first
                 requires X_F_B or X_F_C
                 requires X_F_D
                 offer-requires X_F_C
                 aka X_OLD X_OLDER
            1 X_F_B   second
                 legacy 5.9.1
            2 X_F_C   third
                 outside some header.h
            3 X_F_D   fourth
            """);
        assertEquals(
                new Feature(
                        0,
                        "X_F_A",
                        FeatureOrigin.STANDARD,
                        "5.9",
                        List.of(FeatureSet.of(1, 2), FeatureSet.of(3)),
                        List.of(FeatureSet.of(2)),
                        List.of("X_OLD", "X_OLDER"),
                        "first"),
                parser.features().get(0));
        assertEquals(FeatureOrigin.LEGACY, parser.features().get(1).origin());
        assertEquals("5.9.1", parser.features().get(1).section());
        assertEquals(FeatureOrigin.OUTSIDE, parser.features().get(2).origin());
        assertEquals("some header.h", parser.features().get(2).section());
        assertEquals("5.9", parser.features().get(3).section());
        assertEquals(0, parser.bitsByName().get("X_OLDER"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 X_F_A",
                "requires X_F_A",
                "0 X_F_A first\n  whatever 1",
                "0 X_F_A first\n1 X_F_A again",
                "0 X_F_A first\n  requires X_F_NONE",
                "nonsense"
            })
    void aWrongTableIsRefusedByName(String text) {
        IllegalStateException e =
                assertThrows(IllegalStateException.class, () -> new FeatureTableParser("x.txt", text));
        assertTrue(e.getMessage().startsWith("x.txt"), e.getMessage());
    }
}
