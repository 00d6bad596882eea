package io.vqtrace.analyzer.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class HtmlPageTest {
    private static final String HOSTILE = "\"><script>alert('1')</script>&amp;\u202e\u0000</style>";
    private static final String SHOWN =
            "&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;⟨U+202E⟩⟨U+0000⟩&lt;/style&gt;";

    private static String page(Block... content) throws Exception {
        return page("title", new Block.Section("one", "One", List.of(content)));
    }

    private static String page(String title, Block.Section... sections) throws Exception {
        StringWriter out = new StringWriter();
        new HtmlPage(title, "kind", "lead", List.of(sections), "footer").write(out);
        return out.toString();
    }

    private static Element svg(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
    }

    /** Every place that takes a text of the trace takes one that would end its element or attribute. */
    @Test
    void noTextIsMarkup() throws Exception {
        Table<String> table = new Table<>(
                List.of(
                        Column.of("a", HOSTILE, Unit.TEXT, row -> row),
                        Column.of("b", "B", Unit.TEXT, row -> List.of(row))),
                List.of(HOSTILE));
        Element picture = svg("<svg a=\"&quot;&gt;&lt;script&gt;\"><text>&lt;script&gt;</text></svg>");
        List<Block> everything = List.of(
                new Block.Heading(HOSTILE),
                new Block.Paragraph(HOSTILE),
                new Block.Facts(List.of(new Block.Fact(HOSTILE, HOSTILE))),
                new Block.Bullets(List.of(HOSTILE)),
                new Block.Finding(Severity.CRITICAL, HOSTILE, HOSTILE, List.of(HOSTILE), HOSTILE),
                new Block.Grid(table),
                new Block.Exhibit(HOSTILE, new Block.Picture(HOSTILE, HOSTILE, picture), HOSTILE),
                new Block.Exhibit(HOSTILE, new Block.Grid(table), HOSTILE),
                new Block.Command(HOSTILE, HOSTILE),
                new Block.Details(HOSTILE, List.of()));
        String page = page(HOSTILE, new Block.Section("one", HOSTILE, everything));
        assertFalse(page.contains("<script"), page);
        assertFalse(page.contains("alert('"), page);
        assertFalse(page.contains("\u202e") || page.contains("\u0000"), page);
        assertEquals(1, page.split("</style>", -1).length - 1, "only the style sheet's own end");
        assertTrue(page.contains("<h1>" + SHOWN + "</h1>"), page);
        assertTrue(page.contains("aria-label=\"" + SHOWN + "\""), page);
    }

    @Test
    void thePolicyAllowsExactlyTheStyleSheet() throws Exception {
        String page = page(new Block.Paragraph("text"));
        Matcher policy = Pattern.compile("Content-Security-Policy\" content=\"([^\"]*)\"")
                .matcher(page);
        assertTrue(policy.find(), page);
        String css = page.substring(page.indexOf("<style>") + 7, page.indexOf("</style>"));
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(css.getBytes(StandardCharsets.UTF_8));
        assertEquals(
                "default-src &#39;none&#39;; style-src &#39;sha256-"
                        + Base64.getEncoder().encodeToString(hash)
                        + "&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;",
                policy.group(1));
        assertFalse(page.contains(" style="), "an attribute would be refused");
        assertFalse(css.contains("url(") || css.contains("@import"), css);
        assertTrue(page.indexOf("Content-Security-Policy") < page.indexOf("<style>"), "it binds what comes after it");
    }

    @Test
    void idsOfPicturesStayApart() throws Exception {
        String xml = "<svg viewBox='0 0 1 1' width='1'><title>old</title><defs><clipPath id='c'/></defs>"
                + "<rect clip-path='url(#c)' width='1'/></svg>";
        String page = page(new Block.Picture("first", "one", svg(xml)), new Block.Picture("second", "two", svg(xml)));
        assertTrue(page.contains("<clipPath id=\"picture-1-c\">"), page);
        assertTrue(page.contains("<rect clip-path=\"url(#picture-2-c)\" width=\"1\">"), page);
        assertTrue(page.contains("<title id=\"picture-2-title\">second</title>"), page);
        assertFalse(page.contains("old"), "the page's own title stands for that of the picture");
        Matcher ids = Pattern.compile(" id=\"([^\"]*)\"").matcher(page);
        List<String> all = ids.results().map(id -> id.group(1)).toList();
        assertEquals(all.stream().distinct().count(), all.size(), all.toString());
    }

    @Test
    void findingsLinkToTheSectionOfTheirSubject() throws Exception {
        String page = page(
                new Block.Finding(Severity.WARNING, "FULL", "disk0", List.of(), "enlarge it"),
                new Block.Finding(Severity.FINE, "ok", "disk1", List.of()),
                new Block.Section("queue-1", "disk0", List.of(new Block.Paragraph("evidence"))));
        assertTrue(page.contains("<strong>FULL</strong> <a href=\"#queue-1\">disk0</a>"), page);
        assertTrue(page.contains("<strong>ok</strong> <span>disk1</span>"), page);
        assertTrue(page.contains("<p class=\"advice\">enlarge it</p>"), page);
        assertTrue(page.contains("<h2 id=\"one-title\">One</h2>") && page.contains("<h3 id=\"queue-1-title\">"), page);
    }

    @Test
    void tablesHaveCaptionsScopesAndMarkWhatWasNotObserved() throws Exception {
        Table<Integer> table = new Table<>(
                List.of(
                        Column.of("name", "Name", Unit.TEXT, row -> "n" + row),
                        Column.of("count", "Count", Unit.COUNT, row -> row == 0 ? null : row),
                        Column.optional(1, "empty", "Empty", Unit.COUNT, row -> null)),
                List.of(0, 1234));
        String page = page(new Block.Exhibit("What", new Block.Grid(table), "vqtrace x"));
        assertTrue(page.contains("<caption>What</caption>"), page);
        assertTrue(page.contains("<th scope=\"col\" class=\"number\">Count</th></tr>"), page);
        assertTrue(page.contains("<th scope=\"row\">n0</th><td class=\"number\">—</td>"), page);
        assertTrue(page.contains("<td class=\"number\">1,234</td>"), page);
        assertTrue(page.contains("<code><span>vqtrace</span> <span>x</span></code>"), page);
    }
}
