package io.vqtrace.backend.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A back end that is killed under load loses no request, and its successor answers none twice. */
class KilledBackendIT {
    private static final int REQUESTS = 20;

    @TempDir
    Path folder;

    private Process start(int divisor) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldingBackend.class.getName(),
                        folder.resolve("s").toString(),
                        Integer.toString(divisor))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader();
        assertEquals("listening", output.readLine());
        return process;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyRequestIsAnsweredOnce(boolean packed) throws IOException, InterruptedException {
        int number = 0;
        int answers = 0;
        try (RingDriver driver = new RingDriver(packed)) {
            for (int divisor : new int[] {3, 2}) {
                Process process = start(divisor);
                try (FrontEnd frontEnd = FrontEnd.connect(folder.resolve("s"))) {
                    driver.attach(frontEnd);
                    for (int i = 0; i < REQUESTS; i++) {
                        driver.ask(number++);
                    }
                    int expected = answers;
                    for (int i = 0; i < number; i++) {
                        expected += driver.waitsFor(i) && i % divisor == 0 ? 1 : 0;
                    }
                    driver.awaitAnswers(expected);
                    answers = expected;
                } finally {
                    process.destroyForcibly().waitFor();
                }
                driver.ask(number++);
            }
            Process last = start(1);
            try (FrontEnd frontEnd = FrontEnd.connect(folder.resolve("s"))) {
                driver.attach(frontEnd);
                driver.awaitAnswers(number);
                assertEquals(0, driver.open());
                Thread.sleep(20);
                assertFalse(driver.poll(), "one too many");
            } finally {
                last.destroyForcibly().waitFor();
            }
        }
    }
}
