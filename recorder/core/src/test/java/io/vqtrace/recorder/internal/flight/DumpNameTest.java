package io.vqtrace.recorder.internal.flight;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DumpNameTest {
    private static final long AT_NS = Instant.parse("2026-01-31T23:59:59.123Z").toEpochMilli() * 1_000_000;

    @Test
    void carriesRecorderTimeAndReason(@TempDir Path folder) {
        Path name = DumpName.unused(folder, "vmm", AT_NS, "disk is slow?");
        assertEquals(folder.resolve("vmm-20260131T235959.123-disk-is-slow.vqtrace"), name);
    }

    @Test
    void takenNameGetsANumber(@TempDir Path folder) throws IOException {
        Files.createDirectory(DumpName.unused(folder, "vmm", AT_NS, "a"));
        assertEquals("vmm-20260131T235959.123-a-2.vqtrace", name(DumpName.unused(folder, "vmm", AT_NS, "a")));
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    @Test
    void slugIsAPlainPartOfAFileName() {
        assertEquals("dump", DumpName.slug("../…/", "dump"));
        assertEquals("a-b", DumpName.slug("/a/../b/", "dump"));
        assertEquals(40, DumpName.slug("x".repeat(500), "dump").length());
    }
}
