package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.analysis.Analyses;
import io.vqtrace.analyzer.render.Result;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.TraceSession;
import java.io.IOException;
import java.sql.SQLException;
import picocli.CommandLine.Command;

/** {@code vqtrace latency}. */
@Command(
        name = "latency",
        description = "How long requests take: percentiles per queue, phase and operation, and when it was worst.",
        abbreviateSynopsis = true,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Percentiles are nearest-rank on exact values. CSV: one row per queue, operation and phase.",
            "",
            "Examples:",
            "  vqtrace latency run.vqtrace",
            "  vqtrace latency run.vqtrace --device disk0 --queue 0 --from +10s --to +12s",
            "  vqtrace latency qemu.log --format csv > latency.csv"
        })
final class LatencyCommand extends AnalysisCommand {

    @Override
    void prepare(SessionOptions.Builder options) {
        Analyses.prepareLatency(options);
    }

    @Override
    Result analyse(String name, TraceSession session) throws SQLException, IOException {
        return LatencyView.of(name, Analyses.latency(session));
    }
}
