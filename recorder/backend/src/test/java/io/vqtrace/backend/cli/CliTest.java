package io.vqtrace.backend.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Command lines that end at once: help, and what makes no sense. */
class CliTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    private int run(String... args) {
        return new Cli(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(args);
    }

    private String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"blk", "net", "rng"})
    void helpHasExamplesAndFitsHundredColumns(String device) {
        assertEquals(ExitCode.OK, run(device, "--help"));
        assertTrue(text(out).contains("Examples:"), text(out));
        assertTrue(text(out).contains("qemu-system-x86_64"), text(out));
        assertEquals(0, text(out).lines().filter(line -> line.length() > 100).count());
        assertEquals("", text(err));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "blk --image x | --socket=PATH",
                "blk --socket s | --image",
                "blk --socket s --connect t --image x | mutually exclusive",
                "blk --socket s --image x --queues 0 | queues 0 is not in 1..256",
                "blk --socket s --image x --size 12 | no multiple of 512",
                "rng --socket s --rate 5 | is not in 64",
                "rng --socket s --queue-size 100 | not a power of two",
                "rng --socket s --max-frames 3 | need each other",
                "rng --socket s --flight 5s | need --trace",
                "rng --socket s --trace t --trigger drop | needs --flight",
                "rng --socket s --trace t --flight 5 | no length of time",
                "rng --socket s --trace t --flight 5s --trigger slow | needs a time",
                "rng --socket s --trace t --flight 5s --trigger drop=1s | takes no time",
                "rng --socket s --trace t --flight 5s --trigger fast=1s | is no trigger",
                "net --socket s --mode switch | needs 2 of",
                "net --socket s --queues 65 | not in 1..64",
            })
    void senselessCommandLinesAreRefusedInOneLine(String line, String told) {
        assertEquals(ExitCode.USAGE, run(line.trim().split(" ")), () -> text(err));
        assertEquals(1, text(err).lines().count(), text(err));
        assertTrue(text(err).contains(told.trim()), text(err));
        assertFalse(Files.exists(Path.of("s")));
    }

    @Test
    void missingImageIsAnInputError() {
        String image = folder.resolve("disk.img").toString();
        assertEquals(ExitCode.INPUT, run("blk", "--socket", folder.resolve("s").toString(), "--image", image));
        assertTrue(text(err).contains(image + " does not exist"), text(err));
    }

    @Test
    void socketThatCannotBeMadeIsAFailure() {
        assertEquals(
                ExitCode.FAILURE, run("rng", "--socket", folder.resolve("no/s").toString()));
        assertTrue(text(err).contains("cannot listen at"), text(err));
    }
}
