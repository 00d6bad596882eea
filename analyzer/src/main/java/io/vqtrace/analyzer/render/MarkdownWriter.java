package io.vqtrace.analyzer.render;

import io.vqtrace.analyzer.text.Visible;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.stream.Collectors;

/** Documents as GitHub-flavoured Markdown. */
final class MarkdownWriter {

    private final Writer out;
    private int sections;

    MarkdownWriter(Writer out) {
        this.out = out;
    }

    void write(List<Block> document) throws IOException {
        Block previous = null;
        for (Block block : document) {
            boolean sameList = previous instanceof Block.Finding && block instanceof Block.Finding
                    || previous instanceof Block.Command && block instanceof Block.Command;
            if (previous != null && !sameList) {
                out.append('\n');
            }
            write(block);
            previous = block;
        }
    }

    private void write(Block block) throws IOException {
        if (block instanceof Block.Heading heading) {
            heading(heading.text());
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
            if (finding.advice() != null) {
                line("  - → " + escaped(finding.advice()));
            }
        } else if (block instanceof Block.Grid grid) {
            table(grid.table());
        } else if (block instanceof Block.Section section) {
            section(section.title(), section.content());
        } else if (block instanceof Block.Details details) {
            section(details.summary(), details.content());
        } else if (block instanceof Block.Picture picture) {
            line(escaped(picture.description()));
        } else if (block instanceof Block.Exhibit exhibit) {
            exhibit(exhibit);
        } else if (block instanceof Block.Command command) {
            line("- " + escaped(command.purpose()) + ": " + code(command.line()));
        }
    }

    private void heading(String text) throws IOException {
        line("#".repeat(Math.min(6, 2 + sections)) + " " + escaped(text));
    }

    private void section(String title, List<Block> content) throws IOException {
        heading(title);
        out.append('\n');
        sections++;
        write(content);
        sections--;
    }

    private void exhibit(Block.Exhibit exhibit) throws IOException {
        line("**" + escaped(exhibit.caption()) + "**");
        out.append('\n');
        write(exhibit.shown());
        if (exhibit.command() != null) {
            out.append('\n');
            line(code(exhibit.command()));
        }
    }

    /** Code between more backticks than it has in a row. */
    private static String code(String text) {
        String fence = "`";
        while (text.contains(fence)) {
            fence += "`";
        }
        String blank = fence.length() > 1 ? " " : "";
        return fence + blank + Visible.of(text).replace('\n', ' ') + blank + fence;
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
        return signs(text.replace("\r", "")).replace("\n", "<br>");
    }

    private static String escaped(String text) {
        return signs(text).replace('\n', ' ');
    }

    /** Signs that would start markup in running text; names such as {@code rx_0} keep their underscores. */
    private static String signs(String text) {
        return Visible.of(text)
                .replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("*", "\\*")
                .replace("[", "\\[")
                .replace("<", "&lt;")
                .replace("`", "\\`");
    }
}
