package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.analysis.Analyses;
import io.vqtrace.analyzer.render.Result;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.TraceSession;
import java.io.IOException;
import java.sql.SQLException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;

/** {@code vqtrace saturation}. */
@Command(
        name = "saturation",
        description = "Where queues saturate and what the limit is: ring, backend or driver.",
        abbreviateSynopsis = true,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Verdicts: idle, ok, busy, plateau at N, capped at N, backend-bound, ring-full, stalled; supply queues: ok,"
                    + " starved. CSV: one row per queue, shares from 0 to 1.",
            "",
            "Examples:",
            "  vqtrace saturation run.vqtrace",
            "  vqtrace saturation qemu.log --facts qmp/ --full-share 0.01",
            "  vqtrace saturation run.vqtrace --device disk0 --queue 0 --format json"
        })
final class SaturationCommand extends AnalysisCommand {

    @ArgGroup(validate = false, heading = Thresholds.HEADING)
    private final Thresholds thresholds = new Thresholds();

    @Override
    void prepare(SessionOptions.Builder options) {
        Analyses.prepareSaturation(options).saturation(thresholds.options());
    }

    @Override
    Result analyse(String name, TraceSession session) throws SQLException, IOException {
        return SaturationView.of(name, Analyses.saturation(session));
    }
}
