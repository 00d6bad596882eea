package io.vqtrace.analyzer.render;

import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Documents as text that fits a terminal's width. */
final class TextWriter {

    private static final String BOLD = "1";
    private static final String INDENT = "  ";

    private final Terminal terminal;
    private final Writer out;

    TextWriter(Terminal terminal, Writer out) {
        this.terminal = terminal;
        this.out = out;
    }

    void write(List<Block> document) throws IOException {
        Block previous = null;
        for (Block block : document) {
            if (previous != null && !(previous instanceof Block.Heading) && !sameList(previous, block)) {
                out.append('\n');
            }
            write(block);
            previous = block;
        }
    }

    private static boolean sameList(Block previous, Block block) {
        return previous instanceof Block.Finding && block instanceof Block.Finding;
    }

    private void write(Block block) throws IOException {
        if (block instanceof Block.Heading heading) {
            line(terminal.paint(BOLD, heading.text()));
        } else if (block instanceof Block.Paragraph paragraph) {
            wrapped("", "", paragraph.text());
        } else if (block instanceof Block.Facts facts) {
            facts(facts);
        } else if (block instanceof Block.Bullets bullets) {
            for (String item : bullets.items()) {
                wrapped("  - ", "    ", item);
            }
        } else if (block instanceof Block.Finding finding) {
            finding(finding);
        } else if (block instanceof Block.Grid grid) {
            TextTable.write(grid.table(), terminal, out);
        } else if (block instanceof Block.Section section) {
            titled(section.title(), section.content());
        } else if (block instanceof Block.Details details) {
            titled(details.summary(), details.content());
        } else if (block instanceof Block.Picture picture) {
            wrapped("", "", picture.title() + ": " + picture.description());
        } else if (block instanceof Block.Exhibit exhibit) {
            titled(exhibit.caption(), List.of(exhibit.shown()));
            if (exhibit.command() != null) {
                line(INDENT + "$ " + exhibit.command());
            }
        } else if (block instanceof Block.Command command) {
            wrapped("", "", command.purpose());
            line(INDENT + "$ " + command.line());
        }
    }

    private void titled(String title, List<Block> content) throws IOException {
        line(terminal.paint(BOLD, title));
        write(content);
    }

    private void facts(Block.Facts facts) throws IOException {
        int width =
                facts.entries().stream().mapToInt(f -> f.name().length()).max().orElse(0);
        for (Block.Fact fact : facts.entries()) {
            String name = fact.name() + " ".repeat(width - fact.name().length());
            wrapped(name + INDENT, " ".repeat(width) + INDENT, fact.text());
        }
    }

    private void finding(Block.Finding finding) throws IOException {
        // The first line is wrapped unpainted: escape sequences have a length but no width.
        List<String> lines =
                Wrap.lines(INDENT, "    ", finding.label() + INDENT + finding.subject(), terminal.columns());
        String painted = terminal.paint(finding.severity().colour(), finding.label());
        line(INDENT
                + painted
                + lines.get(0).substring(INDENT.length() + finding.label().length()));
        for (String text : lines.subList(1, lines.size())) {
            line(text);
        }
        for (String detail : finding.details()) {
            wrapped("      ", "        ", detail);
        }
        if (finding.advice() != null) {
            wrapped("      ", "        ", "→ " + finding.advice());
        }
    }

    private void wrapped(String first, String rest, String text) throws IOException {
        for (String line : Wrap.lines(first, rest, text, terminal.columns())) {
            line(line);
        }
    }

    private void line(String text) throws IOException {
        out.append(terminal.signs(text)).append('\n');
    }
}
