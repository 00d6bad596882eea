package io.vqtrace.analyzer.cli;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The documents that {@code report} writes besides what it prints. */
final class PostmortemOptions {

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write a postmortem with charts as one HTML file that needs no network.")
    private Path html;

    @Option(
            names = "--markdown",
            arity = "0..1",
            paramLabel = "FILE.md",
            parameterConsumer = MarkdownFile.class,
            description = "Write the postmortem as text for a ticket; without a name that ends in .md or .markdown, to"
                    + " standard output.")
    private String markdown;

    @Option(names = "--force", description = "Replace the file of --html or --markdown.")
    private boolean force;

    /** Whether a document is wanted at all. */
    boolean wanted() {
        return html != null || markdown != null;
    }

    boolean wantsHtml() {
        return html != null;
    }

    /** Whether the ticket goes to standard output. */
    boolean printsTicket() {
        return MarkdownFile.STANDARD_OUTPUT.equals(markdown);
    }

    /**
     * Where the page goes, null if none is wanted.
     *
     * @throws CommandException if the file is not to be replaced
     */
    OutputTarget htmlTarget() {
        return html == null ? null : target(html);
    }

    /** Where the ticket goes, null if to standard output or not at all; throws as {@link #htmlTarget}. */
    OutputTarget markdownTarget() {
        return markdown == null || printsTicket() ? null : target(Path.of(markdown));
    }

    private OutputTarget target(Path path) {
        return OutputTarget.of(path, force, file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS), "file");
    }
}
