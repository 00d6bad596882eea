package io.vqtrace.analyzer.render;

import io.vqtrace.analyzer.text.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * A document as one HTML file that needs nothing else: no script, no font, no picture from elsewhere, and a content
 * security policy that would refuse them. It follows the reader's light or dark scheme, prints on A4, and never scrolls
 * sideways: wide tables and pictures do so by themselves.
 *
 * @param title what the document is about, one line
 * @param kind what kind of document it is, in a few words
 * @param lead the outcome in a sentence
 * @param sections the parts, listed at the top in this order
 * @param footer who made it, one line
 */
public record HtmlPage(String title, String kind, String lead, List<Block.Section> sections, String footer) {

    private static final String CSS = resource("page.css");
    private static final String POLICY =
            "default-src 'none'; style-src 'sha256-" + sha256(CSS) + "'; base-uri 'none'; form-action 'none'";

    /** Takes a copy of the sections. */
    public HtmlPage {
        sections = List.copyOf(sections);
    }

    /**
     * Writes the page.
     *
     * @param out gets the characters, to be encoded in UTF-8; the caller flushes and closes
     * @throws IOException if {@code out} fails
     */
    public void write(Writer out) throws IOException {
        Html html = new Html(out);
        html.doctype().open("html", "lang", "en").line();
        head(html);
        html.open("body").line();
        html.element("a", "Skip to the content", "class", "skip", "href", "#main")
                .line();
        html.open("header").element("p", kind, "class", "kind").element("h1", title);
        html.element("p", lead, "class", "lead").close().line();
        contents(html);
        html.open("main", "id", "main", "tabindex", "-1").line();
        new HtmlWriter(html).write(List.copyOf(sections));
        html.close().line();
        html.open("footer").element("p", footer).close().line();
        html.close().close().line();
    }

    private void head(Html html) throws IOException {
        html.open("head").line();
        html.empty("meta", "charset", "utf-8");
        html.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.empty("meta", "name", "color-scheme", "content", "light dark");
        html.empty("meta", "name", "referrer", "content", "no-referrer");
        html.element("title", title + ": " + kind).line();
        html.style(CSS).close().line();
    }

    private void contents(Html html) throws IOException {
        html.open("nav", "aria-label", "Contents").open("ol");
        for (Block.Section section : sections) {
            html.open("li").element("a", section.title(), "href", "#" + section.id());
            html.close().line();
        }
        html.close().close().line();
    }

    private static String resource(String name) {
        try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    private static String sha256(String text) {
        return Base64.getEncoder().encodeToString(Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
