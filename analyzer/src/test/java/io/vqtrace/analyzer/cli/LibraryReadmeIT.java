package io.vqtrace.analyzer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the README's example of the analyzer as a library, with the command that the README gives. */
class LibraryReadmeIT {
    private static final Pattern EXAMPLE =
            Pattern.compile("```java\\n((?:(?!```).)*?class (\\w+)(?:(?!```).)*)```", Pattern.DOTALL);
    private static final String OPTION = "--add-opens=java.base/java.nio=ALL-UNNAMED";

    @TempDir
    Path folder;

    @Test
    void exampleAsksASampleTrace() throws Exception {
        Path source = example();
        Vqtrace.Outcome outcome = run(source, OPTION);
        assertEquals(0, outcome.exitCode(), outcome.err());
        // Newer JDKs warn of native access that the README's command does not enable.
        assertTrue(
                outcome.err().lines().allMatch(line -> line.isBlank() || line.startsWith("WARNING: ")), outcome.err());
        assertEquals(3, outcome.out().lines().count(), outcome.out());
        assertTrue(outcome.out().startsWith("Slow[device=blk0, queue=0, op=write, serviceNs=16523000]"), outcome.out());
        assertEquals(1200, ImageIO.read(folder.resolve("depth.png").toFile()).getWidth());
    }

    @Test
    void aMissingOptionIsNamedInOneLine() throws Exception {
        Vqtrace.Outcome outcome = run(example());
        assertTrue(
                outcome.err()
                        .contains(
                                "IllegalStateException: Arrow may not reach java.nio here: start Java with " + OPTION),
                outcome.err());
    }

    private Path example() throws Exception {
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of(System.getProperty("vqtrace.readme"))));
        assertTrue(example.find(), "the README has an example");
        return Files.writeString(folder.resolve(example.group(2) + ".java"), example.group(1));
    }

    private Vqtrace.Outcome run(Path source, String... options) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-cp",
                Vqtrace.distribution().resolve("lib") + "/*",
                source.toString(),
                Path.of(System.getProperty("vqtrace.samples"), "sat-ring8.vqtrace.zip")
                        .toString()));
        Vqtrace vqtrace = new Vqtrace(folder);
        return vqtrace.finish(vqtrace.start(command));
    }
}
