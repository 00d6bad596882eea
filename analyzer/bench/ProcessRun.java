import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One run of a command as a whole process.
 *
 * @param seconds from start to end
 * @param peakKib largest resident memory in KiB, read from {@code /proc/PID/status} while the process runs (Linux only)
 */
record ProcessRun(double seconds, long peakKib) {
    /** Runs a command, its output thrown away; fails if it does not end with 0. */
    static ProcessRun of(List<String> command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        long peak = 0;
        while (!process.waitFor(2, TimeUnit.MILLISECONDS)) {
            peak = Math.max(peak, peakKib(status));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + process.exitValue());
        }
        return new ProcessRun(seconds, peak);
    }

    private static long peakKib(Path status) {
        try {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith("VmHWM:")) {
                    return Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
            return 0;
        } catch (IOException processEnded) {
            return 0;
        }
    }

    /** Returns the median time of some runs in seconds. */
    static double median(List<ProcessRun> runs) {
        double[] seconds = runs.stream().mapToDouble(ProcessRun::seconds).sorted().toArray();
        return seconds[seconds.length / 2];
    }

    /** Returns the largest resident memory of some runs in KiB. */
    static long peakKib(List<ProcessRun> runs) {
        return runs.stream().mapToLong(ProcessRun::peakKib).max().orElse(0);
    }
}
