package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.internal.Scratch;
import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.analyzer.read.TraceReadException;
import io.vqtrace.trace.Compression;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The opened trace of a command; one that was imported for it is deleted on close. */
final class TraceInput implements AutoCloseable {

    private final String name;
    private final TraceFiles files;
    private final Scratch scratch;

    private TraceInput(String name, TraceFiles files, Scratch scratch) {
        this.name = name;
        this.files = files;
        this.scratch = scratch;
    }

    /**
     * Opens a trace, or imports a log and opens the result.
     *
     * @throws CommandException if it is neither, or cannot be read
     */
    static TraceInput open(String given, TraceOptions options, Console console) {
        try {
            if (LogImport.STANDARD_INPUT.equals(given) || !TraceFiles.isTrace(Path.of(given))) {
                return imported(given, options, console);
            }
            if (options.facts() != null) {
                throw CommandException.usage("--facts belongs to a log, and " + given + " is a trace already;"
                        + " give it to vqtrace import");
            }
            TraceFiles files = TraceFiles.open(Path.of(given));
            if (files.note() != null) {
                console.note(files.note());
            }
            return new TraceInput(files.name(), files, null);
        } catch (TraceReadException e) {
            throw CommandException.input(e.getMessage(), e);
        }
    }

    private static TraceInput imported(String given, TraceOptions options, Console console) throws TraceReadException {
        Scratch scratch;
        try {
            scratch = Scratch.temporary();
        } catch (IOException e) {
            throw CommandException.output("cannot make a temporary trace: " + Failure.reason(e), e);
        }
        try {
            LogImport log = new LogImport(List.of(given), options.facts(), false, Compression.NONE);
            log.into(
                    scratch.folder(),
                    "the temporary trace " + scratch.folder() + " (TMPDIR chooses the place)",
                    console);
            return new TraceInput(LogImport.name(given), TraceFiles.open(scratch.folder()), scratch);
        } catch (TraceReadException | RuntimeException | Error e) {
            scratch.close();
            throw e;
        }
    }

    /** What the user calls it. */
    String name() {
        return name;
    }

    TraceFiles files() {
        return files;
    }

    /**
     * Warns if the trace is cut. Call it after reading: only then all damage is known.
     *
     * @return the exit code of the command
     */
    int completeness(TraceOptions options, Console console) {
        if (files.complete()) {
            return ExitCode.OK;
        }
        console.warn(files.warnings().get(0));
        return options.strict() ? ExitCode.INPUT : ExitCode.OK;
    }

    @Override
    public void close() {
        try {
            files.close();
        } catch (IOException e) {
            throw CommandException.input("cannot close " + name + ": " + Failure.reason(e), e);
        } finally {
            if (scratch != null) {
                scratch.close();
            }
        }
    }
}
