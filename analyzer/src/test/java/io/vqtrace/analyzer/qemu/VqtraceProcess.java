package io.vqtrace.analyzer.qemu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the command that the build assembled, as a user would. */
final class VqtraceProcess {
    private static final String COMMAND = System.getProperty("vqtrace.command");

    private VqtraceProcess() {}

    /** Standard output of a run that must succeed and must not print anything on standard error. */
    static String run(Path directory, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(COMMAND));
        command.addAll(List.of(arguments));
        Path errors = directory.resolve("stderr.txt");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(errors.toFile())
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = process.waitFor();
        assertEquals("0 ", exitCode + " " + Files.readString(errors), () -> String.join(" ", command));
        return output;
    }
}
