package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.analysis.Analyses;
import io.vqtrace.analyzer.render.Result;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.TraceSession;
import java.io.IOException;
import java.sql.SQLException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;

/** {@code vqtrace interrupts}. */
@Command(
        name = "interrupts",
        description = "What interrupt moderation and kick suppression did: storms, completions per interrupt, needless"
                + " ones, why interrupts were not sent, and which completions waited longest for theirs.",
        abbreviateSynopsis = true,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "A storm is a stretch with about one interrupt per completion at a high rate. A completion is notified at"
                    + " once, delayed (moderation holds it back, a later interrupt delivers it) or not wanted (the"
                    + " driver asked not to be told). CSV: one row per queue.",
            "",
            "Examples:",
            "  vqtrace interrupts run.vqtrace",
            "  vqtrace interrupts run.vqtrace --device disk0 --over-time --interval 100ms",
            "  vqtrace interrupts qemu.log.gz --storm-rate 5k/s --storm-length 50ms",
            "  vqtrace interrupts qemu.log.gz --device net0 --format csv"
        })
final class InterruptsCommand extends AnalysisCommand {

    @ArgGroup(validate = false, heading = "%nModeration and storms:%n")
    private final ModerationSettings settings = new ModerationSettings();

    @Override
    void prepare(SessionOptions.Builder options) {
        Analyses.prepareInterrupts(options).moderation(settings.options());
    }

    @Override
    Result analyse(String name, TraceSession session) throws SQLException, IOException {
        return InterruptsView.of(name, Analyses.interrupts(session), settings.overTime());
    }
}
