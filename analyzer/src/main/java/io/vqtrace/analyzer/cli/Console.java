package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.render.Format;
import io.vqtrace.analyzer.render.Result;
import io.vqtrace.analyzer.render.Terminal;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where a command's data and diagnostics go. Both are written in UTF-8; on a terminal with another character set, text
 * keeps to ASCII.
 */
final class Console {

    private final OutputStream stdout;
    private final PrintWriter err;
    private final Terminal terminal;
    private final boolean stderrIsTerminal;
    private final boolean debug;

    private Console(
            OutputStream stdout, OutputStream stderr, Terminal terminal, boolean stderrIsTerminal, boolean debug) {
        this.stdout = stdout;
        this.err = new PrintWriter(stderr, true, StandardCharsets.UTF_8);
        this.terminal = terminal;
        this.stderrIsTerminal = stderrIsTerminal;
        this.debug = debug;
    }

    /** The streams of this process; the start script says by system properties which of them are terminals. */
    static Console ofProcess() {
        Map<String, String> environment = System.getenv();
        boolean stdoutIsTerminal = Boolean.getBoolean("vqtrace.stdout.terminal");
        boolean colour = stdoutIsTerminal
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !"dumb".equals(environment.get("TERM"));
        int columns = Integer.getInteger("vqtrace.stdout.columns", Terminal.DEFAULT_COLUMNS);
        boolean unicode = "UTF-8".equalsIgnoreCase(System.getProperty("native.encoding"));
        return new Console(
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                new Terminal(columns > 0 ? columns : Terminal.DEFAULT_COLUMNS, colour, unicode),
                Boolean.getBoolean("vqtrace.stderr.terminal"),
                !environment.getOrDefault("VQTRACE_DEBUG", "").isEmpty());
    }

    /** Streams of a test: no terminal, UTF-8. */
    static Console of(OutputStream stdout, OutputStream stderr) {
        return new Console(stdout, stderr, new Terminal(Terminal.DEFAULT_COLUMNS, false, true), false, false);
    }

    /**
     * Prints a result to standard output.
     *
     * @throws ClosedPipeException if nobody reads any more
     * @throws CommandException if the output cannot be written for another reason
     */
    void print(Result result, Format format) {
        write(out -> format.print(result, terminal, out));
    }

    /** Prints plain text to standard output; throws as {@link #print(Result, Format)}. */
    void print(String text) {
        write(out -> out.append(text));
    }

    private void write(Output output) {
        try {
            Writer out = new BufferedWriter(new OutputStreamWriter(stdout, StandardCharsets.UTF_8), 1 << 16);
            output.writeTo(out);
            out.flush();
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains("Broken pipe")) {
                throw new ClosedPipeException(e);
            }
            throw CommandException.output("cannot write to standard output: " + Failure.reason(e), e);
        }
    }

    /** One line of diagnostics. */
    void warn(String message) {
        err.println("vqtrace: warning: " + message);
    }

    /** One line of what was done. */
    void note(String message) {
        err.println("vqtrace: " + message);
    }

    /** Standard output for help texts: errors on it are not reported. */
    PrintWriter out() {
        return new PrintWriter(stdout, true, StandardCharsets.UTF_8);
    }

    /** Diagnostics. */
    PrintWriter err() {
        return err;
    }

    /** True if progress may be drawn. */
    boolean stderrIsTerminal() {
        return stderrIsTerminal;
    }

    /** True if failures are to be shown with their stack traces. */
    boolean debug() {
        return debug;
    }

    /** The reader of standard output has gone: there is nothing left to do and nobody to tell. */
    static final class ClosedPipeException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ClosedPipeException(IOException cause) {
            super(cause);
        }
    }

    @FunctionalInterface
    private interface Output {
        void writeTo(Writer out) throws IOException;
    }
}
