package io.vqtrace.analyzer.export;

import io.vqtrace.analyzer.fixture.TestTrace;
import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.TraceSession;
import java.nio.file.Path;

/** Exports test traces as the command does. */
final class ExportedTrace {
    private final Path folder;

    ExportedTrace(Path folder) {
        this.folder = folder;
    }

    /** Asks a session that the format has prepared. */
    interface Question<T> {
        T ask(TraceSession session) throws Exception;
    }

    Path export(TestTrace trace, ExportFormat format, ExportOptions options) throws Exception {
        Path target = folder.resolve("export." + format.label());
        with(trace, format, session -> Exports.write(format, session, target, options));
        return target;
    }

    <T> T with(TestTrace trace, ExportFormat format, Question<T> question) throws Exception {
        Path directory = folder.resolve("trace-" + System.nanoTime() + ".vqtrace");
        SessionOptions.Builder options = Exports.prepare(format, SessionOptions.builder());
        try (TraceFiles files = TraceFiles.open(trace.write(directory));
                TraceSession session = TraceSession.open(files, options.build())) {
            return question.ask(session);
        }
    }
}
