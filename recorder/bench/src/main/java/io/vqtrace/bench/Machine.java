package io.vqtrace.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Where it was measured.
 *
 * @param processor model name, or the architecture if the system does not tell
 * @param processors how many the process may use
 * @param os name and version
 * @param jdk vendor and version
 * @param disk file system of the traces
 * @param load processes that wanted to run when the measurement began, over the last minute; below zero if unknown
 */
record Machine(String processor, int processors, String os, String jdk, String disk, double load) {
    static Machine current() throws IOException {
        FileStore store = Files.getFileStore(Path.of(System.getProperty("java.io.tmpdir")));
        var system = ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                processorModel(),
                system.getAvailableProcessors(),
                system.getName() + " " + system.getVersion(),
                System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version"),
                store.type(),
                system.getSystemLoadAverage());
    }

    private static String processorModel() throws IOException {
        Path cpuinfo = Path.of("/proc/cpuinfo");
        if (Files.isReadable(cpuinfo)) {
            try (Stream<String> lines = Files.lines(cpuinfo)) {
                var model = lines.filter(line -> line.startsWith("model name")).findFirst();
                if (model.isPresent()) {
                    return model.get().replaceFirst(".*:\\s*", "");
                }
            }
        }
        return System.getProperty("os.arch");
    }
}
