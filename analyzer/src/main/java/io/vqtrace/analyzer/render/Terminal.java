package io.vqtrace.analyzer.render;

/**
 * What the receiver of text can show.
 *
 * @param columns width in characters, at least {@link #MIN_COLUMNS}
 * @param colour true if it understands ANSI colours
 * @param unicode true if its character set is UTF-8; else text is written in ASCII where this package chooses the signs
 */
public record Terminal(int columns, boolean colour, boolean unicode) {

    /** Narrower terminals are treated as this wide: the text wraps there anyway. */
    public static final int MIN_COLUMNS = 40;

    /** Width where none is known, such as in a pipe or a file. */
    public static final int DEFAULT_COLUMNS = 120;

    public Terminal {
        columns = Math.max(MIN_COLUMNS, columns);
    }

    /** The text with a colour around it, if this terminal has any. */
    String paint(String rendition, String text) {
        return colour ? "\u001b[" + rendition + "m" + text + "\u001b[0m" : text;
    }

    /** The text with its typographic signs replaced one by one if this terminal has only ASCII. */
    String signs(String text) {
        return unicode
                ? text
                : text.replace('—', '-')
                        .replace('–', '-')
                        .replace('µ', 'u')
                        .replace('·', '|')
                        .replace('×', 'x')
                        .replace('█', '#')
                        .replace('≥', '>')
                        .replace('≤', '<')
                        .replace("→", "->")
                        .replace("…", "...");
    }
}
