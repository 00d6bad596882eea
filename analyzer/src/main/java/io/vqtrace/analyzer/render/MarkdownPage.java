package io.vqtrace.analyzer.render;

import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** A document as GitHub-flavoured Markdown. */
public final class MarkdownPage {

    private MarkdownPage() {}

    /**
     * Writes the document.
     *
     * @param document its blocks
     * @param out gets the characters; the caller flushes and closes
     * @throws IOException if {@code out} fails
     */
    public static void write(List<Block> document, Writer out) throws IOException {
        new MarkdownWriter(out).write(document);
    }
}
