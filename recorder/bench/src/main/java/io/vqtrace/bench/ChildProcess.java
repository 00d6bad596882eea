package io.vqtrace.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a main class in a fresh process with the virtual machine options of this one. */
public final class ChildProcess {
    private ChildProcess() {}

    /**
     * Runs it to its end; what it prints goes where this process prints.
     *
     * @param mainClass has a {@code main} whose first argument is the file for its {@link ChildResult}
     * @param arguments its further arguments
     * @return what it found
     * @throws IOException if it could not be started, or failed
     */
    public static ChildResult run(Class<?> mainClass, Object... arguments) throws IOException {
        try (ScratchDirectory scratch = ScratchDirectory.onDisk()) {
            Path result = scratch.path().resolve("result.properties");
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
            command.add("-cp");
            command.add(System.getProperty("java.class.path"));
            command.add(mainClass.getName());
            command.add(result.toString());
            for (Object argument : arguments) {
                command.add(argument.toString());
            }
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            int exit = waitFor(process);
            if (exit != 0) {
                throw new IOException(mainClass.getSimpleName() + " " + List.of(arguments) + " ended with " + exit);
            }
            return ChildResult.read(result);
        }
    }

    private static int waitFor(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
