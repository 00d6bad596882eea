import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Times {@code vqtrace report}, or another command, on a trace as a whole process. The first run warms the page cache and is not counted. */
public final class ReportBench {
    private ReportBench() {}

    /**
     * Runs the benchmark and prints a line.
     *
     * @param args the command, the trace, what to call it, number of runs; then the words of another command
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(args[0]));
        command.addAll(args.length > 4 ? List.of(args).subList(4, args.length) : List.of("report"));
        command.addAll(List.of(Path.of(args[1]).toString(), "--format", "json"));
        List<ProcessRun> runs = new ArrayList<>();
        for (int i = 0; i <= Integer.parseInt(args[3]); i++) {
            ProcessRun run = ProcessRun.of(command);
            if (i > 0) {
                runs.add(run);
            }
        }
        System.out.printf(Locale.ROOT, "%-26s %9.3f s (median of %d) %10.0f MiB peak%n", args[2],
                ProcessRun.median(runs), runs.size(), ProcessRun.peakKib(runs) / 1024.0);
    }
}
