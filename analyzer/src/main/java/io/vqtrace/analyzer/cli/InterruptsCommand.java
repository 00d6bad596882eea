package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.analysis.Analyses;
import io.vqtrace.analyzer.render.Result;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.TraceSession;
import java.io.IOException;
import java.sql.SQLException;
import picocli.CommandLine.Command;

/** {@code vqtrace interrupts}. */
@Command(
        name = "interrupts",
        description =
                "What interrupt moderation and kick suppression did: completions per interrupt, rates, needless ones.",
        abbreviateSynopsis = true,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "CSV: one row per queue.",
            "",
            "Examples:",
            "  vqtrace interrupts run.vqtrace",
            "  vqtrace interrupts qemu.log.gz --device net0 --format csv"
        })
final class InterruptsCommand extends AnalysisCommand {

    @Override
    void prepare(SessionOptions.Builder options) {
        Analyses.prepareInterrupts(options);
    }

    @Override
    Result analyse(String name, TraceSession session) throws SQLException, IOException {
        return InterruptsView.of(name, Analyses.interrupts(session));
    }
}
