package io.vqtrace.analyzer.render;

import java.util.List;
import org.w3c.dom.Element;

/** A piece of a document that a person reads. */
public sealed interface Block {

    /**
     * The title of what follows.
     *
     * @param text one line
     */
    record Heading(String text) implements Block {}

    /**
     * A sentence or two, wrapped where it is shown.
     *
     * @param text without line breaks
     */
    record Paragraph(String text) implements Block {}

    /**
     * Names with a value each, such as the head of a report.
     *
     * @param entries in the order shown
     */
    record Facts(List<Fact> entries) implements Block {}

    /**
     * One named value.
     *
     * @param name short name
     * @param text the value, ready to read
     */
    record Fact(String name, String text) {}

    /**
     * Points without an order.
     *
     * @param items one or two sentences each
     */
    record Bullets(List<String> items) implements Block {}

    /**
     * Something that was found, with what proves it.
     *
     * @param severity how it stands out
     * @param label the verdict in a word or two
     * @param subject what it is about
     * @param details evidence, one or two sentences each
     * @param advice what to do, null if nothing
     */
    record Finding(Severity severity, String label, String subject, List<String> details, String advice)
            implements Block {

        /** A finding without advice. */
        public Finding(Severity severity, String label, String subject, List<String> details) {
            this(severity, label, subject, details, null);
        }
    }

    /**
     * A table.
     *
     * @param table what it shows
     */
    record Grid(Table<?> table) implements Block {}

    /**
     * A part of a document under a title of its own.
     *
     * @param id names it inside the document, for links: lower-case letters, digits and hyphens
     * @param title one line
     * @param content what it holds; sections may nest
     */
    record Section(String id, String title, List<Block> content) implements Block {}

    /**
     * A picture. Text shows its title and description instead.
     *
     * @param title what it is, one line
     * @param description what it shows, for those who do not see it
     * @param svg the root of an SVG document that refers to nothing outside itself
     */
    record Picture(String title, String description, Element svg) implements Block {}

    /**
     * A table or picture with its caption and the way to make it again.
     *
     * @param caption what it is, one line
     * @param shown a {@link Grid} or {@link Picture}
     * @param command the command line that shows the same, null if none does
     */
    record Exhibit(String caption, Block shown, String command) implements Block {}

    /**
     * A command to run.
     *
     * @param purpose what for, one clause
     * @param line the command line, quoted for a shell
     */
    record Command(String purpose, String line) implements Block {}

    /**
     * What only some readers want to see.
     *
     * @param summary what it is, one line
     * @param content shown on demand; text shows it always
     */
    record Details(String summary, List<Block> content) implements Block {}
}
