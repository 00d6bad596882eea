package io.vqtrace.analyzer.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchTest {

    @TempDir
    private Path home;

    @Test
    void leavesNothingBehind() throws IOException {
        try (Scratch scratch = Scratch.beside(home.resolve("out.vqtrace"))) {
            Files.createDirectories(scratch.folder().resolve("facts"));
            Files.writeString(scratch.folder().resolve("facts/a.json"), "{}");
            assertEquals(List.of(scratch.folder()), content());
        }
        assertEquals(List.of(), content());
    }

    @Test
    void staysUnderItsNewNameOnceKept() throws IOException {
        Path target = home.resolve("out.vqtrace");
        try (Scratch scratch = Scratch.beside(target)) {
            Files.createDirectory(scratch.folder());
            Files.writeString(scratch.folder().resolve("trace.json"), "{}");
            scratch.keepAs(target);
            assertFalse(Files.exists(scratch.folder()));
        }
        assertTrue(Files.exists(target.resolve("trace.json")));
        assertEquals(List.of(target), content());
    }

    private List<Path> content() throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            return files.toList();
        }
    }
}
