package io.vqtrace.backend.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.vqtrace.backend.Patience;
import io.vqtrace.testkit.GuestMemory;
import io.vqtrace.testkit.ring.Buffers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A worker's thread and a driver that both sleep, each woken by the other's eventfd alone, through a ring they share. */
class DoorbellRingTest {
    private static final int ROUNDS = 50;
    private static final int QUEUES = 2;

    /** Longer than a worker polls before it asks for a kick. */
    private static final long IDLE_MILLIS = 1;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"false,false", "false,true", "true,false", "true,true"})
    void eachWakesTheOther(boolean packed, boolean eventIdx) throws IOException {
        Path path = folder.resolve("s");
        try (RunningService service = RunningService.listen(path, HoldingBackend.host(1, QUEUES));
                SocketDriver driver = SocketDriver.connect(path).start(QUEUES, 8, packed, eventIdx)) {
            assertTimeoutPreemptively(Patience.LIMIT, () -> serve(driver));
            assertEquals(0, service.refusals.size(), service.refusals::toString);
        }
    }

    @Test
    void frontEndThatListensIsServedAndServedAgain() throws IOException {
        Path path = folder.resolve("s");
        try (RunningService service = RunningService.connect(path, HoldingBackend.host(1, QUEUES))) {
            for (int life = 0; life < 2; life++) {
                try (SocketDriver driver = SocketDriver.listen(path).start(QUEUES, 8, false, true)) {
                    assertTimeoutPreemptively(Patience.LIMIT, () -> serve(driver));
                }
            }
            assertEquals(0, service.refusals.size(), service.refusals::toString);
        }
    }

    private static void serve(SocketDriver driver) throws IOException, InterruptedException {
        GuestMemory memory = driver.memory();
        long[] slots = new long[QUEUES];
        for (int queue = 0; queue < QUEUES; queue++) {
            slots[queue] = memory.allocate(2 * Integer.BYTES, Long.BYTES);
        }
        for (int round = 0; round < ROUNDS; round++) {
            int queue = round % QUEUES;
            memory.putInt(slots[queue], round);
            Buffers buffers = new Buffers()
                    .readable(slots[queue], Integer.BYTES)
                    .writable(slots[queue] + Integer.BYTES, Integer.BYTES);
            int id = driver.submit(queue, buffers);
            assertEquals(id, driver.await(queue));
            assertEquals(2 * round, memory.getInt(slots[queue] + Integer.BYTES));
            TimeUnit.MILLISECONDS.sleep(round % 2 * IDLE_MILLIS);
        }
    }
}
