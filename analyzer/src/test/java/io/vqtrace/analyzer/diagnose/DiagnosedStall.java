package io.vqtrace.analyzer.diagnose;

import io.vqtrace.analyzer.analysis.Analyses;
import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.TraceSession;
import java.nio.file.Path;

/** Diagnoses a trace as the command does. */
final class DiagnosedStall {
    private DiagnosedStall() {}

    static DiagnoseModel of(Path trace) throws Exception {
        try (TraceFiles files = TraceFiles.open(trace);
                TraceSession session = TraceSession.open(
                        files,
                        Analyses.prepareDiagnose(SessionOptions.builder()).build())) {
            return Analyses.diagnose(session);
        }
    }
}
