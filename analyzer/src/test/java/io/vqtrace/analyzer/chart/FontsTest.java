package io.vqtrace.analyzer.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A machine without fonts, made of a fontconfig that knows no folder and a home without cached answers. */
class FontsTest {
    @TempDir
    Path folder;

    @Test
    @EnabledOnOs(OS.LINUX)
    void saysWhatToInstallOnAMachineWithoutFonts() throws IOException, InterruptedException {
        Path config = folder.resolve("fonts.conf");
        Files.writeString(
                config,
                "<?xml version=\"1.0\"?><fontconfig><dir>" + folder.resolve("none") + "</dir><cachedir>"
                        + folder.resolve("cache") + "</cachedir></fontconfig>");
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.awt.headless=true",
                        "-Duser.home=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Probe.class.getName()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("FONTCONFIG_FILE", config.toString());
        Process process = builder.start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the probe did not end");
        String text = Files.readString(output);
        assertEquals(1, text.lines().count(), text);
        assertTrue(text.contains("apt install fontconfig"), text);
    }

    /** Runs in a process of its own, since a runtime looks for fonts only once. */
    static final class Probe {
        private Probe() {}

        public static void main(String[] args) {
            try {
                Fonts.require();
                System.out.println("found a font");
            } catch (ChartUnavailableException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
