package io.vqtrace.backend.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.backend.Patience;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventFdTest {
    private final EventFd doorbell;

    EventFdTest() throws IOException {
        doorbell = EventFd.of(EventFds.number(0));
    }

    @AfterEach
    void close() {
        doorbell.close();
    }

    @Test
    void countsRings() throws IOException {
        assertEquals(0, doorbell.drain());
        assertFalse(doorbell.await(0));
        doorbell.ring();
        doorbell.ring();
        assertTrue(doorbell.await(0));
        assertEquals(2, doorbell.drain());
        assertEquals(0, doorbell.drain());
    }

    @Test
    void waitsNoLongerThanAsked() throws IOException {
        long start = System.nanoTime();
        assertFalse(doorbell.await(TimeUnit.MILLISECONDS.toNanos(20)));
        assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(20));
    }

    @Test
    void anotherThreadWakesTheWaiter() {
        CompletableFuture<Boolean> rung = CompletableFuture.supplyAsync(() -> {
            try {
                return doorbell.await(Patience.BEYOND.toNanos());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        assertTimeoutPreemptively(Patience.LIMIT, () -> {
            doorbell.ring();
            assertTrue(rung.get());
        });
    }

    /** A front end may pass a counter that blocks, and fill it, or drain it at the wrong moment. */
    @Test
    void neverBlocksOnItsOtherHolder() throws IOException {
        int number = EventFds.number(0);
        EventFd full = EventFd.of(number);
        ByteBuffer almostAll = Libc.memory(Long.BYTES).putLong(0, -2);
        assertEquals(Long.BYTES, Libc.write(number, Libc.address(almostAll), Long.BYTES));
        assertTimeoutPreemptively(Patience.LIMIT, full::ring);
        assertEquals(-2, full.drain());
        assertTimeoutPreemptively(Patience.LIMIT, full::drain);
        full.close();
    }

    @Test
    void closedOneIsSilent() {
        doorbell.close();
        doorbell.close();
        assertThrows(IOException.class, doorbell::ring);
        assertThrows(IOException.class, () -> doorbell.await(0));
    }

    @Test
    void otherDescriptorsAreRefused() throws IOException {
        try (SharedMemory file = new SharedMemory(8)) {
            IOException refused = assertThrows(IOException.class, () -> EventFds.doorbell(file.descriptor()));
            assertTrue(refused.getMessage().startsWith("not an eventfd but /dev/shm/"), refused::getMessage);
        }
    }
}
