package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.analysis.Analyses;
import io.vqtrace.analyzer.postmortem.Postmortems;
import io.vqtrace.analyzer.render.Format;
import io.vqtrace.analyzer.render.Result;
import io.vqtrace.analyzer.session.SessionException;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.TraceSession;
import java.io.IOException;
import java.sql.SQLException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code vqtrace report}. */
@Command(
        name = "report",
        description = "What is wrong and what is not: verdicts with evidence and advice, then every queue and device.",
        abbreviateSynopsis = true,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "--html and --markdown write a postmortem: what was captured and lost, findings, the evidence of the"
                    + " queues that matter, devices, what to do next, and the command behind each figure. The report"
                    + " itself is then printed only if --format asks for it; --format markdown is its tables.",
            "",
            "Latency is from taking a request to returning it. CSV: one row per queue, columns as in the JSON, with"
                    + " latency_, wait_ and notify_ before those of the distributions.",
            "",
            "Examples:",
            "  vqtrace report qemu.log.gz --facts qmp/",
            "  vqtrace report run.vqtrace --from +10s --to +12.5s",
            "  vqtrace report run.vqtrace --html postmortem.html",
            "  vqtrace report run.vqtrace --device disk0 --markdown ticket.md",
            "  vqtrace report run.vqtrace --format json | jq '.queues[].saturation'"
        })
final class ReportCommand extends AnalysisCommand {

    @ArgGroup(validate = false, heading = Thresholds.HEADING)
    private final Thresholds thresholds = new Thresholds();

    @Mixin
    private PostmortemOptions documents;

    @Spec
    private CommandSpec spec;

    private PostmortemFiles files;

    @Override
    public Integer call() throws SQLException, IOException {
        if (documents.printsTicket() && formatIsGiven()) {
            throw CommandException.usage(
                    "--markdown and --format both print: name a file (--markdown ticket.md), or give one of them");
        }
        files = new PostmortemFiles(documents);
        return super.call();
    }

    @Override
    void prepare(SessionOptions.Builder options) {
        Analyses.prepareReport(options).saturation(thresholds.options());
        if (documents.wanted()) {
            Postmortems.prepare(options, documents.wantsHtml());
        }
    }

    @Override
    Result analyse(String name, TraceSession session) throws SQLException, IOException {
        return ReportView.of(name, Analyses.report(session));
    }

    @Override
    void deliver(String name, TraceSession session, Console console, Format format)
            throws SQLException, IOException, SessionException {
        boolean printed = formatIsGiven() || !documents.wanted();
        if (printed) {
            super.deliver(name, session, console, format);
        }
        if (documents.wanted()) {
            for (String line : files.write(name, session, InvocationOfReport.of(spec.commandLine()), console)) {
                if (printed || documents.printsTicket()) {
                    console.note(line);
                } else {
                    console.print(line + "\n");
                }
            }
        }
    }

    private boolean formatIsGiven() {
        return spec.commandLine().getParseResult().hasMatchedOption("--format");
    }
}
