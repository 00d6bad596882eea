package io.vqtrace.recorder;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A small file system in memory, to be filled; a test that needs one skips, and says so, where it may not mount. */
final class TmpfsMount implements AutoCloseable {
    private final Path point;

    private TmpfsMount(Path point) {
        this.point = point;
    }

    static TmpfsMount of(Path point, String size) throws IOException {
        Files.createDirectories(point);
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=" + size, "vqtrace-test", point.toString());
        assumeTrue(mounted, "SKIPPED: a file system can only be mounted by root");
        return new TmpfsMount(point);
    }

    /** Changes its options, such as {@code size=64m}, {@code ro} or {@code rw}. */
    void remount(String option) throws IOException {
        if (!run("mount", "-o", "remount," + option, point.toString())) {
            throw new IOException("cannot remount " + point + " with " + option);
        }
    }

    Path point() {
        return point;
    }

    @Override
    public void close() throws IOException {
        // Lazily: a trace that the test has read is mapped until the next garbage collection.
        if (!run("umount", "-l", point.toString())) {
            throw new IOException("cannot unmount " + point);
        }
    }

    private static boolean run(String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException noSuchCommand) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
