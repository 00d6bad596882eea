package io.vqtrace.backend.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A ring served from the socket to its answers; and front ends that let it down. */
class ServedRingTest {
    private static final int REQUESTS = 10;

    @TempDir
    Path folder;

    /** Connections that end in the midst of it lose nothing either: all that was taken is answered first. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void requestsOutliveTheConnection(boolean packed) throws IOException, InterruptedException {
        Path path = folder.resolve("s");
        try (RunningService service = RunningService.listen(path, HoldingBackend.host(1));
                RingDriver driver = new RingDriver(packed)) {
            int number = 0;
            for (int i = 0; i < 10; i++) {
                try (FrontEnd frontEnd = FrontEnd.connect(path)) {
                    driver.attach(frontEnd);
                    for (int j = 0; j < REQUESTS; j++) {
                        driver.ask(number++);
                    }
                    while (i % 2 == 0 && driver.poll()) {
                        assertEquals(0, service.refusals.size());
                    }
                }
                service.awaitEnd();
                driver.pollAll();
            }
            try (FrontEnd frontEnd = FrontEnd.connect(path)) {
                driver.attach(frontEnd);
                driver.awaitAnswers(number);
            }
            assertEquals(0, driver.open());
            assertEquals(0, service.refusals.size(), service.refusals::toString);
        }
    }

    /** A file that is cut after it was mapped makes every access a SIGBUS. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void memoryThatGoesEndsItsOwnConnectionOnly(boolean packed) throws IOException, InterruptedException {
        Path path = folder.resolve("s");
        try (RunningService service = RunningService.listen(path, HoldingBackend.host(2))) {
            for (int i = 0; i < 10; i++) {
                try (RingDriver driver = new RingDriver(packed);
                        FrontEnd frontEnd = FrontEnd.connect(path)) {
                    driver.attach(frontEnd);
                    for (int j = 0; j < REQUESTS; j++) {
                        driver.ask(2 * j);
                    }
                    if (i % 2 == 0) {
                        driver.awaitAnswers(REQUESTS);
                    }
                    driver.cutMemory();
                }
                service.awaitEnd();
            }
            try (RingDriver driver = new RingDriver(packed);
                    FrontEnd frontEnd = FrontEnd.connect(path)) {
                driver.attach(frontEnd);
                driver.ask(22);
                driver.awaitAnswers(1);
            }
        }
    }
}
