package io.vqtrace.analyzer.inventory;

import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.analyzer.read.TraceReadException;
import io.vqtrace.imports.ImportException;
import io.vqtrace.imports.QemuLogImport;
import io.vqtrace.imports.machine.MachineReader;
import io.vqtrace.imports.machine.MachineSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What an input is. */
public enum InputKind {
    /** A recorded or imported trace. */
    TRACE("trace", null),
    /** A QEMU log. */
    LOG("log", null),
    /** A command line of QEMU. */
    COMMAND_LINE("command line", MachineSource.COMMAND_LINE),
    /** Domain XML of libvirt. */
    DOMAIN_XML("domain XML", MachineSource.DOMAIN_XML),
    /** Answers of QEMU's monitor. */
    MONITOR("monitor answers", MachineSource.MONITOR);

    private final String label;
    private final MachineSource source;

    InputKind(String label, MachineSource source) {
        this.label = label;
        this.source = source;
    }

    /**
     * Returns the name for tables and JSON.
     *
     * @return a few words in lower case
     */
    public String label() {
        return label;
    }

    /**
     * Returns how it describes a machine.
     *
     * @return the form, null of a trace or log
     */
    public MachineSource source() {
        return source;
    }

    /** Tells whether it holds events. */
    boolean hasEvents() {
        return source == null;
    }

    /**
     * Finds the kind of a file, by its content, or of a folder that is an input as a whole.
     *
     * @return the kind, null if it is none
     */
    static InputKind of(Path path) throws ImportException, TraceReadException {
        if (Files.isDirectory(path)) {
            return isTraceFolder(path) ? TRACE : ofSource(MachineReader.sniff(path));
        }
        if (TraceFiles.isTrace(path)) {
            return TRACE;
        }
        MachineSource described = MachineReader.sniff(path);
        // A script of a terminal may show the command line above the events that it printed.
        if (described != null && described != MachineSource.COMMAND_LINE) {
            return ofSource(described);
        }
        return Files.isRegularFile(path) && QemuLogImport.isLog(path) ? LOG : ofSource(described);
    }

    private static InputKind ofSource(MachineSource source) {
        return source == null
                ? null
                : switch (source) {
                    case COMMAND_LINE -> COMMAND_LINE;
                    case DOMAIN_XML -> DOMAIN_XML;
                    case MONITOR -> MONITOR;
                };
    }

    private static boolean isTraceFolder(Path folder) {
        if (Files.isRegularFile(folder.resolve("trace.json"))) {
            return true;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> Discovery.lastName(file).matches("events-.*\\.arrows?"));
        } catch (IOException e) {
            return false; // Listing it again for what is in it says so.
        }
    }
}
