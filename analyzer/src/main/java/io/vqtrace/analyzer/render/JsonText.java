package io.vqtrace.analyzer.render;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/** JSON documents of somebody else's schema. */
public final class JsonText {
    private JsonText() {}

    /**
     * Writes an object.
     *
     * @param content its members; values are records, maps, collections and scalars
     * @return the text, indented, with a line end
     */
    public static String of(Map<String, Object> content) {
        StringWriter text = new StringWriter();
        try {
            JsonWriter.write(content, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
