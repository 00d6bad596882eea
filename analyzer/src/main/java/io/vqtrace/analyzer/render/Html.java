package io.vqtrace.analyzer.render;

import io.vqtrace.analyzer.text.Visible;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * HTML as a sequence of elements. All markup is written here and nowhere else: texts and attribute values have no way
 * past the escaping, and element and attribute names are constants of the callers.
 */
final class Html {

    private final Writer out;
    private final Deque<String> open = new ArrayDeque<>();

    Html(Writer out) {
        this.out = out;
    }

    Html doctype() throws IOException {
        out.append("<!DOCTYPE html>\n");
        return this;
    }

    /**
     * Begins an element.
     *
     * @param attributes names and values in turn; a null value leaves the attribute out
     */
    Html open(String element, String... attributes) throws IOException {
        open.push(element);
        return tag(element, attributes);
    }

    /** Writes an element that has no content and no end, such as {@code meta}. */
    Html empty(String element, String... attributes) throws IOException {
        return tag(element, attributes).line();
    }

    private Html tag(String element, String... attributes) throws IOException {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            if (attributes[i + 1] != null) {
                out.append(' ')
                        .append(attributes[i])
                        .append("=\"")
                        .append(escaped(attributes[i + 1]))
                        .append('"');
            }
        }
        out.append('>');
        return this;
    }

    /** Ends the element that was begun last. */
    Html close() throws IOException {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    Html text(String text) throws IOException {
        out.append(escaped(text));
        return this;
    }

    /** An element that holds nothing but text. */
    Html element(String element, String text, String... attributes) throws IOException {
        return open(element, attributes).text(text).close();
    }

    Html line() throws IOException {
        out.append('\n');
        return this;
    }

    /**
     * Writes the one style sheet of a page.
     *
     * @param css a constant of the program that holds no {@code </}
     */
    Html style(String css) throws IOException {
        if (css.contains("</")) {
            throw new IllegalArgumentException("the style sheet would end inside itself");
        }
        out.append("<style>").append(css).append("</style>");
        return line();
    }

    private static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (char c : Visible.of(text).toCharArray()) {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }
}
