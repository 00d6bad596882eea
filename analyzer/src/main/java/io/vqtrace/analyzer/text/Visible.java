package io.vqtrace.analyzer.text;

/** Makes visible what a text could hide: names in a trace come from a guest or its host, and need not be honest. */
public final class Visible {
    private Visible() {}

    /**
     * Replaces each character that a reader cannot see, or that changes how its neighbours are shown, by its code point:
     * control characters, marks and overrides of the writing direction, spaces without width, line separators, and half
     * surrogate pairs. Line feeds and tabs stay.
     *
     * @param text any text
     * @return such as {@code disk⟨U+202E⟩0}; the text itself if there is nothing to replace
     */
    public static String of(String text) {
        if (text.codePoints().noneMatch(Visible::hidden)) {
            return text;
        }
        StringBuilder visible = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (hidden(c)) {
                visible.append("⟨U+").append(String.format("%04X", c)).append('⟩');
            } else {
                visible.appendCodePoint(c);
            }
        });
        return visible.toString();
    }

    private static boolean hidden(int c) {
        if (c == '\n' || c == '\t') {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
