package io.vqtrace.analyzer.cli;

import io.vqtrace.trace.Compression;
import java.nio.file.Path;
import java.util.List;

/** placeholder until importer lands */
final class LogImport {
    LogImport(List<String> logs, Path facts, boolean keepGoing, Compression compression, Console console) {}

    void into(Path folder, String what) {
        throw CommandException.usage("no importer");
    }

    String summary(Path target) {
        return "";
    }
}
