package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.analysis.Analyses;
import io.vqtrace.analyzer.render.Result;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.TraceSession;
import java.io.IOException;
import java.sql.SQLException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;

/** {@code vqtrace report}. */
@Command(
        name = "report",
        description = "What is wrong and what is not: verdicts with evidence and advice, then every queue and device.",
        abbreviateSynopsis = true,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Latency is from taking a request to returning it. CSV: one row per queue, columns as in the JSON, with"
                    + " latency_, wait_ and notify_ before those of the distributions.",
            "",
            "Examples:",
            "  vqtrace report qemu.log.gz --facts qmp/",
            "  vqtrace report run.vqtrace --from +10s --to +12.5s",
            "  vqtrace report run.vqtrace --device disk0 --format markdown > ticket.md",
            "  vqtrace report run.vqtrace --format json | jq '.queues[].saturation'"
        })
final class ReportCommand extends AnalysisCommand {

    @ArgGroup(validate = false, heading = Thresholds.HEADING)
    private final Thresholds thresholds = new Thresholds();

    @Override
    void prepare(SessionOptions.Builder options) {
        Analyses.prepareReport(options).saturation(thresholds.options());
    }

    @Override
    Result analyse(String name, TraceSession session) throws SQLException, IOException {
        return ReportView.of(name, Analyses.report(session));
    }
}
