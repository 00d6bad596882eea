package io.vqtrace.analyzer.render;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Documents as the main part of a page. A finding links to the section that is titled like its subject. */
final class HtmlWriter {

    private static final int TOP_LEVEL = 2;
    private static final int LOWEST_LEVEL = 6;

    private final Html html;
    private final SvgWriter svg;
    private final Map<String, String> sections = new HashMap<>();
    private int level = TOP_LEVEL;

    HtmlWriter(Html html) {
        this.html = html;
        this.svg = new SvgWriter(html);
    }

    void write(List<Block> document) throws IOException {
        findSections(document);
        blocks(document);
    }

    private void findSections(List<Block> blocks) {
        for (Block block : blocks) {
            if (block instanceof Block.Section section) {
                sections.putIfAbsent(section.title(), section.id());
                findSections(section.content());
            }
        }
    }

    private void blocks(List<Block> blocks) throws IOException {
        for (Block block : blocks) {
            write(block);
        }
    }

    private void write(Block block) throws IOException {
        if (block instanceof Block.Heading heading) {
            html.element(heading(), heading.text()).line();
        } else if (block instanceof Block.Paragraph paragraph) {
            html.element("p", paragraph.text()).line();
        } else if (block instanceof Block.Facts facts) {
            facts(facts);
        } else if (block instanceof Block.Bullets bullets) {
            list(bullets.items());
        } else if (block instanceof Block.Finding finding) {
            finding(finding);
        } else if (block instanceof Block.Grid grid) {
            table(null, grid.table());
        } else if (block instanceof Block.Section section) {
            section(section);
        } else if (block instanceof Block.Picture picture) {
            picture(picture);
        } else if (block instanceof Block.Exhibit exhibit) {
            exhibit(exhibit);
        } else if (block instanceof Block.Command command) {
            html.element("p", command.purpose() + ":", "class", "purpose");
            command(command.line());
        } else if (block instanceof Block.Details details) {
            html.open("details").element("summary", details.summary()).line();
            blocks(details.content());
            html.close().line();
        }
    }

    private String heading() {
        return "h" + Math.min(level, LOWEST_LEVEL);
    }

    private void section(Block.Section section) throws IOException {
        String title = section.id() + "-title";
        html.open("section", "id", section.id(), "aria-labelledby", title);
        html.element(heading(), section.title(), "id", title).line();
        level++;
        blocks(section.content());
        level--;
        html.close().line();
    }

    private void facts(Block.Facts facts) throws IOException {
        html.open("dl");
        for (Block.Fact fact : facts.entries()) {
            html.open("div").element("dt", fact.name()).element("dd", fact.text());
            html.close().line();
        }
        html.close().line();
    }

    private void list(List<String> items) throws IOException {
        html.open("ul");
        for (String item : items) {
            html.element("li", item);
        }
        html.close().line();
    }

    private void finding(Block.Finding finding) throws IOException {
        String severity = finding.severity().name().toLowerCase(Locale.ROOT);
        html.open("div", "class", "finding " + severity).open("p", "class", "verdict");
        html.element("strong", finding.label()).text(" ");
        String target = sections.get(finding.subject());
        if (target == null) {
            html.element("span", finding.subject());
        } else {
            html.element("a", finding.subject(), "href", "#" + target);
        }
        html.close().line();
        if (!finding.details().isEmpty()) {
            list(finding.details());
        }
        if (finding.advice() != null) {
            html.element("p", finding.advice(), "class", "advice");
        }
        html.close().line();
    }

    private void exhibit(Block.Exhibit exhibit) throws IOException {
        html.open("figure");
        if (exhibit.shown() instanceof Block.Grid grid) {
            table(exhibit.caption(), grid.table());
        } else {
            write(exhibit.shown());
            html.open("figcaption").element("strong", exhibit.caption());
            if (exhibit.shown() instanceof Block.Picture picture) {
                html.text(" ").text(picture.description());
            }
            html.close().line();
        }
        if (exhibit.command() != null) {
            command(exhibit.command());
        }
        html.close().line();
    }

    private void picture(Block.Picture picture) throws IOException {
        scrolling("chart", picture.title());
        svg.write(picture);
        html.close().line();
    }

    private <T> void table(String caption, Table<T> whole) throws IOException {
        Table<T> table = whole.forReading();
        scrolling("table", caption == null ? "Table" : caption);
        html.open("table");
        if (caption != null) {
            html.element("caption", caption);
        }
        html.line().open("thead").open("tr");
        for (Column<T> column : table.columns()) {
            html.element("th", column.header(), "scope", "col", "class", side(column));
        }
        html.close().close().line().open("tbody");
        for (T row : table.rows()) {
            row(table.columns(), row);
        }
        html.close().close().close().line();
    }

    private <T> void row(List<Column<T>> columns, T row) throws IOException {
        html.open("tr");
        for (int i = 0; i < columns.size(); i++) {
            Column<T> column = columns.get(i);
            if (i == 0) {
                html.element("th", column.text(row), "scope", "row", "class", side(column));
            } else {
                html.element("td", column.text(row), "class", side(column));
            }
        }
        html.close().line();
    }

    private static String side(Column<?> column) {
        return column.unit().alignsRight() ? "number" : null;
    }

    /** What is wider than the page scrolls by itself; focus lets the keyboard do it. */
    private void scrolling(String what, String name) throws IOException {
        html.open("div", "class", "scroll " + what, "tabindex", "0", "role", "region", "aria-label", name);
    }

    private void command(String line) throws IOException {
        html.open("p", "class", "command").open("code");
        // Each word is an element, so that a line breaks between words and not after a hyphen.
        String blank = "";
        for (String word : line.split(" ", -1)) {
            html.text(blank).element("span", word);
            blank = " ";
        }
        html.close().close().line();
    }
}
