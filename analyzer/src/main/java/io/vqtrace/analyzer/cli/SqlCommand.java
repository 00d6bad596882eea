package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.read.TraceReadException;
import io.vqtrace.analyzer.session.Answer;
import io.vqtrace.analyzer.session.QueryException;
import io.vqtrace.analyzer.session.SessionException;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.SessionOptions.Inspection;
import io.vqtrace.analyzer.session.TraceSession;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code vqtrace sql}: a statement of the user on the views of a trace, or the list of these views. */
@Command(
        name = "sql",
        description = "Answers an SQL statement (DuckDB) from a trace; without one, lists the views and their columns.",
        abbreviateSynopsis = true,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Only one reading statement on the trace's views runs: no file, network, extension or setting is within"
                    + " reach. A refused or failing statement exits with 2.",
            "",
            "Examples:",
            "  vqtrace sql run.vqtrace",
            "  vqtrace sql run.vqtrace \"select device, queue, count(*) from requests group by all\"",
            "  vqtrace sql run.vqtrace \"from requests where service_ns > 10e6 order by ts_pop\" --format csv",
            "  vqtrace sql qemu.log \"select * from negotiation order by ts\""
        })
final class SqlCommand implements Callable<Integer> {

    @ParentCommand
    private VqtraceCommand root;

    @Parameters(index = "0", paramLabel = "TRACE", description = TraceOptions.TRACE_DESCRIPTION)
    private String trace;

    @Mixin
    private TraceOptions traceOptions;

    @Parameters(index = "1", arity = "0..1", paramLabel = "STATEMENT", description = "One SQL statement.")
    private String statement;

    @Mixin
    private Selection selection;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() throws SQLException, IOException {
        Console console = root.console();
        try (TraceInput input = TraceInput.open(trace, traceOptions, console)) {
            SessionOptions options = selection
                    .applyTo(SessionOptions.builder(), input.files(), input.name())
                    .modules(TraceSession.allModules())
                    .inspections(Inspection.values())
                    .build();
            try (TraceSession session = TraceSession.open(input.files(), options)) {
                session.lock();
                if (statement == null) {
                    console.print(SqlViews.ofModules(), output.format());
                } else {
                    answer(session, console);
                }
            }
            return input.completeness(traceOptions, console);
        } catch (TraceReadException e) {
            throw CommandException.input(e.getMessage(), e);
        } catch (SessionException e) {
            throw CommandException.usage(e.getMessage());
        }
    }

    private void answer(TraceSession session, Console console) throws SQLException {
        try (Answer answer = Answer.to(statement, session)) {
            console.print(SqlView.of(answer), output.format());
        } catch (QueryException e) {
            throw CommandException.usage(e.getMessage());
        }
    }
}
