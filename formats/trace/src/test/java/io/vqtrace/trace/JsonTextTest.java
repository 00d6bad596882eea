package io.vqtrace.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonTextTest {
    @Test
    void valuesHaveTheirJsonForm() {
        assertEquals("null", JsonText.of(null));
        assertEquals("[true,-1,9223372036854775807,0.5]", JsonText.of(List.of(true, -1, Long.MAX_VALUE, 0.5)));
        assertEquals("[null,null]", JsonText.of(List.of(Double.NaN, Double.POSITIVE_INFINITY)));
        assertEquals("{\"a\":{},\"b\":[]}", JsonText.of(new java.util.TreeMap<>(Map.of("a", Map.of(), "b", List.of()))));
        assertEquals("[null]", JsonText.of(Arrays.asList((Object) null)));
    }

    @Test
    void textIsEscaped() {
        assertEquals("\"a\\\"b\\\\c\\n\\r\\t\\u0000\\u001f/é\"", JsonText.of("a\"b\\c\n\r\t\0\u001f/é"));
        assertEquals("\"\\ud83d\"", JsonText.of("\ud83d"));
        assertEquals("\"\\ude00\\ud83d\"", JsonText.of("\ude00\ud83d"));
        assertEquals("\"\ud83d\ude00\"", JsonText.of("\ud83d\ude00"));
    }

    @Test
    void anyTextSurvivesUtf8AndAParser() {
        for (long seed : Seeds.first(500)) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(30); i > 0; i--) {
                int range = new int[] {0x20, 0x80, 0x10000}[random.nextInt(3)];
                text.append((char) random.nextInt(range));
                if (random.nextInt(4) == 0) {
                    text.append((char) (Character.MIN_SURROGATE + random.nextInt(0x800)));
                }
            }
            byte[] utf8 = JsonText.of(text.toString()).getBytes(StandardCharsets.UTF_8);
            String parsed =
                    Manifests.parse(new String(utf8, StandardCharsets.UTF_8)).asString();
            assertEquals(text.toString(), parsed, "seed " + seed);
        }
    }

    @Test
    void valuesThatJsonCannotSayAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> JsonText.of('c'));
        assertThrows(IllegalArgumentException.class, () -> JsonText.of(List.of(new Object())));
        assertThrows(IllegalArgumentException.class, () -> JsonText.of(Map.of(1, "key is no text")));
    }
}
