package io.vqtrace.analyzer.render;

import java.io.IOException;
import java.io.Writer;

/** Output formats by the name that {@code --format} takes. */
public enum Format {
    /** Text for a terminal. */
    TABLE {
        @Override
        void write(Result result, Terminal terminal, Writer out) throws IOException {
            new TextWriter(terminal, out).write(result.document());
        }
    },
    /** One JSON object with a {@code schema}. */
    JSON {
        @Override
        void write(Result result, Terminal terminal, Writer out) throws IOException {
            JsonWriter.write(result.schema(), result.json(), out);
        }
    },
    /** One flat table with raw units (RFC 4180). */
    CSV {
        @Override
        void write(Result result, Terminal terminal, Writer out) throws IOException {
            CsvWriter.write(result.csv(), out);
        }
    },
    /** GitHub-flavoured Markdown for a ticket. */
    MARKDOWN {
        @Override
        void write(Result result, Terminal terminal, Writer out) throws IOException {
            new MarkdownWriter(out).write(result.document());
        }
    };

    abstract void write(Result result, Terminal terminal, Writer out) throws IOException;

    /**
     * Writes a result in this format.
     *
     * @param result what to show
     * @param terminal where text ends up; other formats ignore it
     * @param out gets the characters; the caller encodes, flushes and closes
     * @throws IOException if {@code out} fails
     */
    public final void print(Result result, Terminal terminal, Writer out) throws IOException {
        write(result, terminal, out);
    }
}
