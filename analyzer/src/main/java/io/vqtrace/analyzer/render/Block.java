package io.vqtrace.analyzer.render;

import java.util.List;

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
     * @param details evidence and advice, one or two sentences each
     */
    record Finding(Severity severity, String label, String subject, List<String> details) implements Block {}

    /**
     * A table.
     *
     * @param table what it shows
     */
    record Grid(Table<?> table) implements Block {}
}
