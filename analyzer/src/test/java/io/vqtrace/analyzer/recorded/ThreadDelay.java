package io.vqtrace.analyzer.recorded;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * How long a thread of another process was ready to run and had no processor, from {@code /proc}: on a busy machine its
 * work is late by that. Elsewhere than on Linux nothing is known and it is 0.
 */
final class ThreadDelay {
    /** Linux keeps so many characters of a thread's name. */
    private static final int NAME_LENGTH = 15;

    private final Path threads;
    private final String name;
    private Path schedule;
    private long waitedNs;

    ThreadDelay(long process, String name) {
        threads = Path.of("/proc", Long.toString(process), "task");
        this.name = name.substring(0, Math.min(name.length(), NAME_LENGTH));
    }

    /** Returns nanoseconds since the thread began; the last known value once it has ended. */
    long waitedNs() throws IOException {
        if (schedule == null) {
            schedule = find();
        }
        if (schedule != null && Files.exists(schedule)) {
            // Time on a processor, time waiting for one, time slices.
            waitedNs = Long.parseLong(Files.readString(schedule).trim().split(" ")[1]);
        }
        return waitedNs;
    }

    private Path find() throws IOException {
        if (!Files.isDirectory(threads)) {
            return null;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(threads)) {
            for (Path thread : all) {
                if (nameOf(thread).startsWith(name)) {
                    return thread.resolve("schedstat");
                }
            }
        }
        return null;
    }

    private static String nameOf(Path thread) throws IOException {
        try {
            return Files.readString(thread.resolve("comm"));
        } catch (NoSuchFileException ended) {
            return "";
        }
    }
}
