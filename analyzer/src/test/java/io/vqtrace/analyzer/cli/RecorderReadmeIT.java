package io.vqtrace.analyzer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.recorder.VirtioRecorder;
import io.vqtrace.trace.TraceWriter;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles the example of the recorder's README and runs it, with the libraries that the README says it needs. */
class RecorderReadmeIT {
    private static final Pattern EXAMPLE = Pattern.compile("```java\\n(.*?class (\\w+).*?)```", Pattern.DOTALL);
    private static final int FEWER_LINES_THAN = 40;

    @TempDir
    Path folder;

    @Test
    void exampleRecordsAToyBackendAndPrintsItsReport() throws Exception {
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of(System.getProperty("vqtrace.recorder.readme"))));
        assertTrue(example.find(), "the README has an example");
        String name = example.group(2);
        long lines = example.group(1).lines().count();
        assertTrue(lines < FEWER_LINES_THAN, lines + " lines");
        Path source = Files.writeString(folder.resolve(name + ".java"), example.group(1));
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-Xlint:all", "-Werror", "-proc:none", "-cp", libraries(), source.toString());
        assertEquals(0, compiled, "javac");

        Vqtrace vqtrace = new Vqtrace(folder)
                .with("PATH", Vqtrace.distribution().resolve("bin") + File.pathSeparator + System.getenv("PATH"));
        String report = vqtrace.finish(vqtrace.start(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        folder + File.pathSeparator + libraries(),
                        name)))
                .succeeded()
                .out();
        assertTrue(report.contains("CAPPED AT 4"), report);
        assertTrue(report.contains("2,000 requests · 0 dropped"), report);
    }

    /** The recorder, the trace writer, and Arrow's metadata classes with what they need. */
    private static String libraries() {
        return Stream.of(
                        VirtioRecorder.class,
                        TraceWriter.class,
                        org.apache.arrow.flatbuf.Message.class,
                        com.google.flatbuffers.Table.class)
                .map(RecorderReadmeIT::origin)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String origin(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(type.getName(), e);
        }
    }
}
