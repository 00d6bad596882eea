package io.vqtrace.analyzer.render;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.stream.Collectors;

/** Documents as GitHub-flavoured Markdown. */
final class MarkdownWriter {

    private final Writer out;

    MarkdownWriter(Writer out) {
        this.out = out;
    }

    void write(List<Block> document) throws IOException {
        Block previous = null;
        for (Block block : document) {
            boolean sameList = previous instanceof Block.Finding && block instanceof Block.Finding;
            if (previous != null && !sameList) {
                out.append('\n');
            }
            write(block);
            previous = block;
        }
    }

    private void write(Block block) throws IOException {
        if (block instanceof Block.Heading heading) {
            line("## " + escaped(heading.text()));
        } else if (block instanceof Block.Paragraph paragraph) {
            line(escaped(paragraph.text()));
        } else if (block instanceof Block.Facts facts) {
            for (Block.Fact fact : facts.entries()) {
                line("- **" + escaped(fact.name()) + "**: " + escaped(fact.text()));
            }
        } else if (block instanceof Block.Bullets bullets) {
            for (String item : bullets.items()) {
                line("- " + escaped(item));
            }
        } else if (block instanceof Block.Finding finding) {
            line("- **" + escaped(finding.label()) + "** " + escaped(finding.subject()));
            for (String detail : finding.details()) {
                line("  - " + escaped(detail));
            }
        } else if (block instanceof Block.Grid grid) {
            table(grid.table());
        }
    }

    private <T> void table(Table<T> whole) throws IOException {
        Table<T> table = whole.forReading();
        line(table.columns().stream().map(c -> cell(c.header())).collect(Collectors.joining(" | ", "| ", " |")));
        line(table.columns().stream()
                .map(c -> c.unit().alignsRight() ? "---:" : "---")
                .collect(Collectors.joining(" | ", "| ", " |")));
        for (T row : table.rows()) {
            line(table.columns().stream().map(c -> cell(c.text(row))).collect(Collectors.joining(" | ", "| ", " |")));
        }
    }

    private void line(String text) throws IOException {
        out.append(text).append('\n');
    }

    private static String cell(String text) {
        return escaped(text).replace("\r", "").replace("\n", "<br>");
    }

    /** Signs that would start markup in running text; names such as {@code rx_0} keep their underscores. */
    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("*", "\\*")
                .replace("<", "&lt;")
                .replace("`", "\\`");
    }
}
