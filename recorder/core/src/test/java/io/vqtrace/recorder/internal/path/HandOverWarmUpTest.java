package io.vqtrace.recorder.internal.path;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HandOverWarmUpTest {
    private static void run(CompletableFuture<Void> end) {
        try {
            HandOverWarmUp.run();
            end.complete(null);
        } catch (Throwable e) {
            end.completeExceptionally(e);
        }
    }

    /** There it fills the shared ring, whose lock must be free for each row. Virtual threads came with Java 21. */
    @Test
    void endsOnAVirtualThread() throws Exception {
        Method startVirtualThread;
        try {
            startVirtualThread = Thread.class.getMethod("startVirtualThread", Runnable.class);
        } catch (NoSuchMethodException e) {
            assumeTrue(false, "this Java has no virtual threads");
            return;
        }
        CompletableFuture<Void> end = new CompletableFuture<>();
        startVirtualThread.invoke(null, (Runnable) () -> run(end));
        end.get(1, TimeUnit.MINUTES);
    }
}
