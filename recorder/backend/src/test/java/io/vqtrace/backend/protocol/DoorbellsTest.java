package io.vqtrace.backend.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.backend.Patience;
import io.vqtrace.backend.TestDoorbell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DoorbellsTest {
    private final EventFd one;
    private final EventFd other;
    private final Doorbells both;

    DoorbellsTest() throws IOException {
        one = EventFd.of(EventFds.number(0));
        other = EventFd.of(EventFds.number(0));
        both = Doorbells.of(List.of(one, other));
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
    }

    /** The wait is longer than the test's patience: only the ring can end it. */
    @Test
    void eitherWakesTheWaiter() {
        for (EventFd rung : List.of(one, other)) {
            assertTimeoutPreemptively(Patience.LIMIT, () -> {
                CompletableFuture<Boolean> waiter = CompletableFuture.supplyAsync(() -> await(both));
                rung.ring();
                assertTrue(waiter.get());
                assertEquals(1, rung.drain());
                assertFalse(both.awaitAny(0));
            });
        }
    }

    @Test
    void waitsNoLongerThanAsked() throws IOException {
        long nanos = TimeUnit.MILLISECONDS.toNanos(20);
        for (Doorbells doorbells : List.of(both, Doorbells.of(List.of(one, new TestDoorbell())))) {
            long start = System.nanoTime();
            assertFalse(doorbells.awaitAny(nanos));
            assertTrue(System.nanoTime() - start >= nanos);
        }
    }

    @Test
    void oneWithoutADescriptorIsHeardToo() {
        TestDoorbell inMemory = new TestDoorbell();
        Doorbells mixed = Doorbells.of(List.of(one, inMemory));
        assertTimeoutPreemptively(Patience.LIMIT, () -> {
            CompletableFuture<Boolean> waiter = CompletableFuture.supplyAsync(() -> await(mixed));
            inMemory.ring();
            assertTrue(waiter.get());
        });
    }

    @Test
    void closedOneCannotBeWaitedFor() {
        other.close();
        assertThrows(IOException.class, () -> both.awaitAny(0));
    }

    private static boolean await(Doorbells doorbells) {
        try {
            return doorbells.awaitAny(Patience.BEYOND.toNanos());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
