package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.read.TraceReadException;
import io.vqtrace.analyzer.render.Result;
import io.vqtrace.analyzer.session.SessionException;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.TraceSession;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** What the commands that analyse a trace's events have in common. */
abstract class AnalysisCommand implements Callable<Integer> {

    @ParentCommand
    private VqtraceCommand root;

    @Parameters(index = "0", paramLabel = "TRACE", description = TraceOptions.TRACE_DESCRIPTION)
    private String trace;

    @Mixin
    private TraceOptions traceOptions;

    @Mixin
    private Selection selection;

    @Mixin
    private OutputOptions output;

    /** Says what the session has to load. */
    abstract void prepare(SessionOptions.Builder options);

    /** Asks the session and describes the answer. */
    abstract Result analyse(String name, TraceSession session) throws SQLException, IOException, SessionException;

    /** Returns the exit code of what was found, if nothing is wrong with the trace. */
    int outcome() {
        return ExitCode.OK;
    }

    @Override
    public final Integer call() throws SQLException, IOException {
        Console console = root.console();
        try (TraceInput input = TraceInput.open(trace, traceOptions, console)) {
            SessionOptions.Builder options = selection.applyTo(SessionOptions.builder(), input.files(), input.name());
            prepare(options);
            try (TraceSession session = TraceSession.open(input.files(), options.build())) {
                console.print(analyse(input.name(), session), output.format());
            }
            int completeness = input.completeness(traceOptions, console);
            return completeness == ExitCode.OK ? outcome() : completeness;
        } catch (TraceReadException e) {
            throw CommandException.input(e.getMessage(), e);
        } catch (SessionException e) {
            throw CommandException.usage(e.getMessage());
        }
    }
}
