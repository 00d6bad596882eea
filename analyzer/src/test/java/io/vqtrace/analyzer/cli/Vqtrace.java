package io.vqtrace.analyzer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.analyzer.internal.Scratch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the built {@code bin/vqtrace} as a process of its own, on the Java that runs the tests. */
final class Vqtrace {

    private static final int TIMEOUT_SECONDS = 180;

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private Path script = distribution().resolve("bin/vqtrace");

    /** Runs in {@code folder}; captured output lies in a folder beside it. */
    Vqtrace(Path folder) {
        this.folder = folder;
        environment.put("JAVA_HOME", System.getProperty("java.home"));
    }

    /** What the build made. */
    static Path distribution() {
        return Path.of(System.getProperty("vqtrace.distribution")).toAbsolutePath();
    }

    Vqtrace script(Path other) {
        script = other;
        return this;
    }

    /** Sets an environment variable; null removes it. */
    Vqtrace with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Outcome run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        return finish(start(command));
    }

    /** Runs a shell command line in which {@code $VQTRACE} is the script. */
    Outcome shell(String commandLine) throws IOException, InterruptedException {
        return finish(start(List.of("/bin/sh", "-c", commandLine)));
    }

    Running start(List<String> command) throws IOException {
        Path captured = Files.createTempDirectory("vqtrace-it-");
        Path out = captured.resolve("out");
        Path err = captured.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        Map<String, String> variables = builder.environment();
        List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "VQTRACE_JAVA_OPTS", "VQTRACE_DEBUG")
                .forEach(variables::remove);
        variables.put("VQTRACE", script.toString());
        variables.put("LC_ALL", "C.UTF-8");
        environment.forEach((name, value) -> {
            if (value == null) {
                variables.remove(name);
            } else {
                variables.put(name, value);
            }
        });
        return new Running(builder.start(), captured);
    }

    Outcome finish(Running running) throws IOException, InterruptedException {
        running.process.getOutputStream().close();
        if (!running.process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            running.process.destroyForcibly();
            throw new AssertionError("still running after " + TIMEOUT_SECONDS + " s");
        }
        Outcome outcome = new Outcome(
                running.process.exitValue(),
                Files.readString(running.captured.resolve("out"), StandardCharsets.UTF_8),
                Files.readString(running.captured.resolve("err"), StandardCharsets.UTF_8));
        Scratch.deleteTree(running.captured);
        return outcome;
    }

    /** A process that was started, and where its output goes. */
    record Running(Process process, Path captured) {}

    /** How a process ended and what it said. */
    record Outcome(int exitCode, String out, String err) {

        /** Checks that it succeeded and had nothing to say on standard error. */
        Outcome succeeded() {
            assertEquals("", err);
            assertEquals(0, exitCode, out);
            return this;
        }

        /** Checks that it failed with one line on standard error that holds all of {@code parts}. */
        Outcome failed(int code, String... parts) {
            assertEquals(1, err.lines().count(), err);
            assertTrue(err.startsWith("vqtrace: "), err);
            assertFalse(err.contains("Exception"), err);
            for (String part : parts) {
                assertTrue(err.contains(part), err);
            }
            assertEquals(code, exitCode, err);
            return this;
        }
    }
}
