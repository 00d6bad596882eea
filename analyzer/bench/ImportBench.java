import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * Times {@code vqtrace import}, {@code report} and {@code info} on one log as whole processes, in turn with other
 * readers of the same bytes, so that a shared machine's drift hits all of them alike.
 *
 * <p>The first round warms the page cache and is not counted.
 */
public final class ImportBench {
    private final Path dist;
    private final Path classes;
    private final Path work;
    private final String javaCommand = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private ImportBench(Path dist, Path classes, Path work) {
        this.dist = dist;
        this.classes = classes;
        this.work = work;
    }

    /**
     * Runs the benchmark and prints a table.
     *
     * @param args distribution folder, class folder, log, and options as the script describes them
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path log = null;
        int rounds = 5;
        int copies = 4;
        Path json = null;
        for (int i = 2; i < args.length; i++) {
            switch (args[i]) {
                case "--rounds" -> rounds = Integer.parseInt(args[++i]);
                case "--copies" -> copies = Integer.parseInt(args[++i]);
                case "--json" -> json = Path.of(args[++i]);
                default -> log = Path.of(args[i]);
            }
        }
        if (log == null || !Files.isReadable(log)) {
            System.err.println("import-bench: give a readable, uncompressed QEMU log");
            System.exit(2);
        }
        Path work = Files.createTempDirectory("vqtrace-bench");
        try {
            new ImportBench(Path.of(args[0]), Path.of(args[1]), work).run(log, rounds, copies, json);
        } finally {
            delete(work);
        }
    }

    private void run(Path log, int rounds, int copies, Path json) throws IOException, InterruptedException {
        long bytes = Files.size(log);
        long lines;
        try (Stream<String> all = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            lines = all.count();
        }
        Path zipped = work.resolve("log.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped), 1 << 16)) {
            Files.copy(log, out);
        }
        Path longer = work.resolve("longer.log");
        try (OutputStream out = Files.newOutputStream(longer)) {
            for (int i = 0; i < copies; i++) {
                Files.copy(log, out);
            }
        }
        Path trace = work.resolve("out.vqtrace");
        String vqtrace = dist.resolve("bin/vqtrace").toString();
        Map<String, List<String>> commands = new LinkedHashMap<>();
        commands.put("wc -l", List.of("wc", "-l", log.toString()));
        // Writing to /dev/null itself, grep would stop at the first match.
        commands.put("grep -c", List.of("sh", "-c", "grep -c virtqueue_pop \"$0\" | cat", log.toString()));
        commands.put("gzip -dc", List.of("gzip", "-dc", zipped.toString()));
        commands.put("Java readLine", peer("readline", log));
        commands.put("Java readLine + regex", peer("regex", log));
        commands.put("DuckDB read_csv + regexp", peer("duckdb", log));
        commands.put("vqtrace import (gzip)", importing(vqtrace, zipped, trace));
        commands.put("vqtrace import x" + copies, importing(vqtrace, longer, trace));
        commands.put("vqtrace import", importing(vqtrace, log, trace));
        commands.put("vqtrace report", List.of(vqtrace, "report", trace.toString(), "--format", "json"));
        commands.put("vqtrace info", List.of(vqtrace, "info", trace.toString()));
        commands.put("vqtrace --help", List.of(vqtrace, "--help"));

        Map<String, List<ProcessRun>> results = new LinkedHashMap<>();
        for (int round = 0; round <= rounds; round++) {
            for (var command : commands.entrySet()) {
                ProcessRun run = ProcessRun.of(command.getValue());
                if (round > 0) {
                    results.computeIfAbsent(command.getKey(), name -> new ArrayList<>()).add(run);
                }
            }
        }
        print(results, bytes, lines, copies);
        if (json != null) {
            Files.writeString(json, toJson(results, bytes, lines));
        }
    }

    private List<String> peer(String name, Path log) {
        String path = classes + File.pathSeparator + dist.resolve("lib") + "/*";
        return List.of(javaCommand, "-cp", path, "Peers", name, log.toString());
    }

    private static List<String> importing(String vqtrace, Path log, Path trace) {
        return List.of(vqtrace, "import", log.toString(), "-o", trace.toString(), "--force");
    }

    private static void print(Map<String, List<ProcessRun>> results, long bytes, long lines, int copies) {
        System.out.printf(Locale.ROOT, "%,d lines, %.0f MB; medians of %d rounds; Java %s, %d processors%n", lines,
                bytes / 1e6, results.values().iterator().next().size(), System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors());
        System.out.printf("%-26s %9s %9s %9s %9s %10s%n", "", "median s", "min s", "MB/s", "M lines/s", "peak MiB");
        results.forEach((name, runs) -> {
            double seconds = ProcessRun.median(runs);
            double min = runs.stream().mapToDouble(ProcessRun::seconds).min().orElse(0);
            int times = name.endsWith("x" + copies) ? copies : 1;
            boolean readsAll = !name.startsWith("vqtrace") || name.contains("import");
            System.out.printf(Locale.ROOT, "%-26s %9.3f %9.3f %9s %9s %10.0f%n", name, seconds, min,
                    readsAll ? String.format(Locale.ROOT, "%.0f", times * bytes / 1e6 / seconds) : "",
                    readsAll ? String.format(Locale.ROOT, "%.2f", times * lines / 1e6 / seconds) : "",
                    ProcessRun.peakKib(runs) / 1024.0);
        });
    }

    private static String toJson(Map<String, List<ProcessRun>> results, long bytes, long lines) {
        StringBuilder out = new StringBuilder();
        out.append("{\"lines\":").append(lines).append(",\"bytes\":").append(bytes).append(",\"median_s\":{");
        String comma = "";
        for (var entry : results.entrySet()) {
            out.append(comma).append('"').append(entry.getKey()).append("\":").append(ProcessRun.median(entry.getValue()));
            comma = ",";
        }
        out.append("},\"peak_kib\":{");
        comma = "";
        for (var entry : results.entrySet()) {
            out.append(comma).append('"').append(entry.getKey()).append("\":").append(ProcessRun.peakKib(entry.getValue()));
            comma = ",";
        }
        return out.append("}}\n").toString();
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
