package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.render.Unit;
import io.vqtrace.imports.ImportException;
import io.vqtrace.imports.ImportResult;
import io.vqtrace.imports.QemuLogImport;
import io.vqtrace.trace.Compression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One run of the importer, with the arguments of a command. */
final class LogImport {

    /** The name of standard input on the command line. */
    static final String STANDARD_INPUT = "-";

    private final List<String> logs;
    private final Path facts;
    private final boolean keepGoing;
    private final Compression compression;

    LogImport(List<String> logs, Path facts, boolean keepGoing, Compression compression) {
        this.logs = logs;
        this.facts = facts;
        this.keepGoing = keepGoing;
        this.compression = compression;
    }

    /**
     * Writes the trace.
     *
     * @param folder where; empty or absent
     * @param outputName what the user calls it, for messages
     * @throws CommandException if an input is not usable, or the trace cannot be written
     */
    ImportResult into(Path folder, String outputName, Console console) {
        if (facts != null && !Files.isDirectory(facts)) {
            throw CommandException.input(facts + ": no such folder with QMP answers", null);
        }
        try (ImportProgress progress = new ImportProgress(console)) {
            QemuLogImport.Builder log = QemuLogImport.builder()
                    .facts(facts)
                    .keepGoing(keepGoing)
                    .compression(compression)
                    .progress(progress);
            if (!logs.contains(STANDARD_INPUT)) {
                log.inputs(logs.stream().map(Path::of).toList());
            } else if (logs.size() == 1) {
                log.stdin(System.in);
            } else {
                throw CommandException.usage("standard input cannot be merged with other logs");
            }
            return log.build().importTo(folder);
        } catch (ImportException e) {
            throw CommandException.input(Failure.oneLine(e.getMessage()), e);
        } catch (IOException e) {
            throw CommandException.output("cannot write " + outputName + ": " + Failure.reason(e), e);
        }
    }

    /** What the user calls a log: the last part of its path. */
    static String name(String log) {
        if (STANDARD_INPUT.equals(log)) {
            return "standard input";
        }
        Path last = Path.of(log).getFileName();
        return last == null ? log : last.toString();
    }

    /** One line on what an import made of its input. */
    static String summary(ImportResult result) {
        return "lines: " + Unit.COUNT.text(result.lines()) + ", trace events: " + Unit.COUNT.text(result.traceEvents())
                + ", requests: " + Unit.COUNT.text(result.requests()) + ", devices: "
                + Unit.COUNT.text(result.devices());
    }
}
