package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.internal.Scratch;
import io.vqtrace.analyzer.postmortem.Invocation;
import io.vqtrace.analyzer.postmortem.Postmortem;
import io.vqtrace.analyzer.postmortem.PostmortemDocument;
import io.vqtrace.analyzer.postmortem.Postmortems;
import io.vqtrace.analyzer.postmortem.TraceIdentity;
import io.vqtrace.analyzer.render.HtmlPage;
import io.vqtrace.analyzer.render.MarkdownPage;
import io.vqtrace.analyzer.render.Unit;
import io.vqtrace.analyzer.session.SessionException;
import io.vqtrace.analyzer.session.TraceSession;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Makes the postmortem of a session and puts its documents where they are wanted. */
final class PostmortemFiles {

    private final PostmortemOptions options;
    private final OutputTarget html;
    private final OutputTarget markdown;

    /** @throws CommandException if a file exists and is not to be replaced */
    PostmortemFiles(PostmortemOptions options) {
        this.options = options;
        this.html = options.htmlTarget();
        this.markdown = options.markdownTarget();
    }

    /** Writes what goes into files, prints what goes to standard output. Returns one line for each file. */
    List<String> write(String name, TraceSession session, Invocation invocation, Console console)
            throws SQLException, IOException, SessionException {
        String tool = "vqtrace " + Version.ofBuild();
        Postmortem postmortem =
                Postmortems.of(session, name, tool, identity(invocation), invocation, options.wantsHtml());
        List<String> written = new ArrayList<>();
        if (html != null) {
            HtmlPage page = new HtmlPage(
                    name,
                    PostmortemDocument.kind(),
                    PostmortemDocument.lead(postmortem),
                    PostmortemDocument.full(postmortem),
                    "Made by " + tool + " from " + name + ".");
            written.add(write(html, page::write));
        }
        if (markdown != null) {
            written.add(write(markdown, out -> MarkdownPage.write(PostmortemDocument.ticket(postmortem), out)));
        }
        if (options.printsTicket()) {
            StringWriter ticket = new StringWriter();
            MarkdownPage.write(PostmortemDocument.ticket(postmortem), ticket);
            console.print(ticket.toString());
        }
        return written;
    }

    private static TraceIdentity identity(Invocation invocation) throws IOException {
        return LogImport.STANDARD_INPUT.equals(invocation.trace())
                ? TraceIdentity.STANDARD_INPUT
                : TraceIdentity.of(Path.of(invocation.trace()));
    }

    private static String write(OutputTarget target, Content content) {
        try (Scratch scratch = target.scratch()) {
            long bytes;
            try {
                try (Writer out = Files.newBufferedWriter(scratch.folder(), StandardCharsets.UTF_8)) {
                    content.writeTo(out);
                }
                bytes = Files.size(scratch.folder());
            } catch (IOException e) {
                throw target.failure(e);
            }
            target.keep(scratch);
            return target + ": postmortem, " + Unit.BYTES.text(bytes);
        }
    }

    @FunctionalInterface
    private interface Content {
        void writeTo(Writer out) throws IOException;
    }
}
