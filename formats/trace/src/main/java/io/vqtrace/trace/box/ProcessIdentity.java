package io.vqtrace.trace.box;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process, told from a later one with the same number by its start.
 *
 * @param pid the process's number
 * @param start when it was started: {@code linux BOOT_ID TICKS}, of {@code /proc/sys/kernel/random/boot_id} and field 22 of
 *     {@code /proc/PID/stat}, or {@code epoch MILLISECONDS}; null if unknown
 */
public record ProcessIdentity(long pid, String start) {
    private static final Path PROC = Path.of("/proc");
    private static final Path BOOT_ID = PROC.resolve("sys/kernel/random/boot_id");
    /** Fields of {@code /proc/PID/stat} after the program's name, which is in parentheses and may hold anything. */
    private static final int STATE = 0;

    private static final int START_TICKS = 19;

    /**
     * Returns this process.
     *
     * @return its number and start
     */
    public static ProcessIdentity current() {
        long pid = ProcessHandle.current().pid();
        return new ProcessIdentity(pid, startOf(pid));
    }

    /**
     * Tells whether the process still runs. One that was killed and not yet collected by its parent does not.
     *
     * @return false if there is no such process, or it is a later one with the same number
     */
    public boolean alive() {
        String now = startOf(pid);
        return now != null && (start == null || start.equals(now));
    }

    /** Returns when a process was started, or null if it does not run. */
    private static String startOf(long pid) {
        if (Files.isReadable(BOOT_ID)) {
            try {
                return linuxStart(pid);
            } catch (IOException e) {
                return null; // The process has ended.
            }
        }
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(process -> process.info()
                        .startInstant()
                        .map(instant -> "epoch " + instant.toEpochMilli())
                        .orElse("epoch unknown"))
                .orElse(null);
    }

    private static String linuxStart(long pid) throws IOException {
        String stat = new String(Files.readAllBytes(PROC.resolve(pid + "/stat")), StandardCharsets.ISO_8859_1);
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        boolean ended = fields[STATE].equals("Z") || fields[STATE].equals("X");
        return ended ? null : "linux " + Files.readString(BOOT_ID).strip() + " " + fields[START_TICKS];
    }
}
