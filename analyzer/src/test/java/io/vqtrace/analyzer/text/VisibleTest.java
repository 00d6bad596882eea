package io.vqtrace.analyzer.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class VisibleTest {
    @Test
    void hiddenCharactersBecomeTheirCodePoints() {
        assertEquals("a⟨U+202E⟩b⟨U+0000⟩⟨U+001B⟩[1m⟨U+200B⟩", Visible.of("a\u202eb\u0000\u001b[1m\u200b"));
        assertEquals("⟨U+2066⟩⟨U+2028⟩⟨U+D800⟩⟨U+000D⟩", Visible.of("\u2066\u2028\ud800\r"));
    }

    @Test
    void everythingElseStays() {
        String text = "disk-0 µs → é 漢 😀\n\t<&>";
        assertSame(text, Visible.of(text));
    }
}
