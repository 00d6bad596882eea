package io.vqtrace.recorder.internal.flight;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/**
 * Dumps that were asked for and not begun. They are made one after the other, each with its own window, reckoned from when
 * it was asked for. Thread-safe.
 */
final class DumpQueue {
    /** More than that are refused: their rows would be gone by the time it is their turn. */
    static final int LIMIT = 16;

    private final Deque<DumpRequest> waiting = new ArrayDeque<>();
    private boolean closed;

    /** Takes a request in, or completes its result with the reason why not. */
    synchronized CompletableFuture<Path> add(DumpRequest request) {
        if (closed) {
            refuse(request, "the recorder is closed");
        } else if (waiting.size() == LIMIT) {
            refuse(request, LIMIT + " dumps are waiting already");
        } else {
            waiting.addLast(request);
        }
        return request.result();
    }

    private static void refuse(DumpRequest request, String why) {
        request.result().completeExceptionally(new IllegalStateException(why));
    }

    /** Returns the oldest request, which is then no longer waiting, or null. */
    synchronized DumpRequest take() {
        return waiting.pollFirst();
    }

    /** Returns since when the oldest request has waited, or {@code otherwise}. */
    synchronized long oldestNs(long otherwise) {
        return waiting.isEmpty() ? otherwise : waiting.getFirst().atNs();
    }

    /** Takes no more requests in. */
    synchronized void close() {
        closed = true;
    }
}
