package io.vqtrace.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vqtrace.recorder.RecorderStatus.ThreadStatus;
import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;
import io.vqtrace.virtio.DeviceType;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which thread records through which ring. */
class ThreadRingsTest {
    private static final int EVENTS = 20_000;

    @TempDir
    Path temp;

    private VirtioRecorder open(int threads) throws Exception {
        return VirtioRecorder.builder(temp.resolve("trace")).threads(threads).open();
    }

    @Test
    void threadsBeyondThePoolShareARingAndTheTraceSaysSo() throws Exception {
        int threads = 7;
        try (VirtioRecorder recorder = open(2)) {
            DeviceProbe device = recorder.device("net", DeviceType.NET);
            CyclicBarrier together = new CyclicBarrier(threads);
            List<Thread> started = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                QueueProbe queue = device.queue(i, 64);
                Thread thread = new Thread(() -> {
                    queue.kick(0);
                    await(together);
                    for (int n = 1; n < EVENTS; n++) {
                        queue.kick(n);
                    }
                    await(together);
                });
                thread.start();
                started.add(thread);
            }
            join(started);
        }
        assertEquals(
                (long) threads * EVENTS, TraceRows.rows(temp.resolve("trace")).size());
        for (List<TraceRow> batch : TraceRows.batches(temp.resolve("trace"))) {
            assertEquals(
                    1,
                    batch.stream()
                            .map(row -> row.get(EventColumn.THREAD))
                            .distinct()
                            .count());
            for (int i = 1; i < batch.size(); i++) {
                assertTrue(batch.get(i - 1).get(EventColumn.TS) <= batch.get(i).get(EventColumn.TS));
            }
        }
        List<String> roles = new ArrayList<>();
        TraceRows.manifest(temp.resolve("trace"))
                .get("threads")
                .forEach(thread -> roles.add(thread.get("role").asString()));
        assertEquals(3, roles.size());
        assertEquals("shared", roles.get(0));
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new AssertionError(e);
        }
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Test
    void ringOfAThreadThatEndedGoesToAnother() throws Exception {
        int generations = 20;
        try (VirtioRecorder recorder = open(1)) {
            QueueProbe queue = recorder.device("net", DeviceType.NET).queue(0, 64);
            for (int i = 0; i < generations; i++) {
                Thread thread = new Thread(() -> queue.kick(1), "generation-" + i);
                thread.start();
                thread.join();
                waitUntilRetired(recorder);
            }
            List<ThreadStatus> threads = recorder.status().threads();
            assertEquals(generations, threads.size());
            for (int i = 0; i < generations; i++) {
                assertEquals("generation-" + i, threads.get(i).name());
                assertEquals(1, threads.get(i).recorded());
            }
        }
        assertEquals(generations, TraceRows.rows(temp.resolve("trace")).size());
    }

    /** The drain looks for ended threads each 100 ms; a thread's first event tells whether it has. */
    private static void waitUntilRetired(VirtioRecorder recorder) throws InterruptedException {
        CountDownLatch passes = new CountDownLatch(3);
        long[] start = {System.nanoTime()};
        recorder.beforeDrainPass(() -> {
            if (System.nanoTime() - start[0] > 110_000_000L) {
                start[0] = System.nanoTime();
                passes.countDown();
            }
        });
        passes.await();
    }

    @Test
    void threadThatFoundNoRingGetsOneOnceThereIsAny() throws Exception {
        try (VirtioRecorder recorder = open(1)) {
            QueueProbe queue = recorder.device("net", DeviceType.NET).queue(0, 64);
            Thread first = new Thread(() -> queue.kick(1));
            first.start();
            first.join();
            queue.kick(2); // Shares, unless the drain has been quick.
            waitUntilRetired(recorder);
            queue.kick(3);
            long own = recorder.status().threads().stream()
                    .filter(thread -> thread.tid() == Thread.currentThread().getId())
                    .mapToLong(ThreadStatus::recorded)
                    .sum();
            assertTrue(own >= 1, recorder.status().toString());
            assertEquals(3, recorder.status().recorded());
        }
    }

    @Test
    void twoSidesOnTwoThreads() throws Exception {
        int requests = 200_000;
        int size = 128;
        try (VirtioRecorder recorder =
                VirtioRecorder.builder(temp.resolve("trace")).memory(256L << 20).open()) {
            QueueProbe queue = recorder.device("disk", DeviceType.BLK).queue(0, size);
            // With one chain in each thread's hands, so that no head is taken while it is in flight.
            ArrayBlockingQueue<Integer> handOver = new ArrayBlockingQueue<>(size - 2);
            Thread backend = new Thread(() -> {
                try {
                    for (int i = 0; i < requests; i++) {
                        queue.used(handOver.take(), 512, 0);
                    }
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            backend.start();
            for (int i = 0; i < requests; i++) {
                queue.avail(1, i);
                queue.pop(i % size, 3, i, 2L * i, 1, 3L * i);
                handOver.put(i % size);
            }
            backend.join();
            assertEquals(0, recorder.status().dropped());
        }
        List<TraceRow> used = TraceRows.rows(temp.resolve("trace"), EventKind.USED);
        assertEquals(requests, used.size());
        for (int i = 0; i < requests; i++) {
            TraceRow row = used.get(i);
            assertEquals(i, row.get(EventColumn.OUT_BYTES), row::toString);
            assertEquals(2L * i, row.get(EventColumn.IN_BYTES), row::toString);
            assertEquals(3L * i, row.get(EventColumn.VALUE), row::toString);
            assertTrue(row.has(Observed.WAIT_NS | Observed.OUTSTANDING | Observed.SINCE_NS), row::toString);
            long depth = row.get(EventColumn.IN_FLIGHT);
            assertTrue(depth >= 1 && depth <= size, row::toString);
        }
    }

    /** Virtual threads came with Java 21. */
    @Test
    void virtualThreadsShareARing() throws Exception {
        Method startVirtualThread;
        try {
            startVirtualThread = Thread.class.getMethod("startVirtualThread", Runnable.class);
        } catch (NoSuchMethodException e) {
            assumeTrue(false, "this Java has no virtual threads");
            return;
        }
        int threads = 50;
        SynchronousQueue<Integer> done = new SynchronousQueue<>();
        try (VirtioRecorder recorder = open(4)) {
            DeviceProbe device = recorder.device("net", DeviceType.NET);
            for (int i = 0; i < threads; i++) {
                QueueProbe queue = device.queue(i, 64);
                startVirtualThread.invoke(null, (Runnable) () -> {
                    for (int n = 0; n < 1000; n++) {
                        queue.kick(n);
                    }
                    try {
                        done.put(1);
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                });
            }
            for (int i = 0; i < threads; i++) {
                done.take();
            }
            List<ThreadStatus> status = recorder.status().threads();
            assertEquals(
                    List.of("shared"), status.stream().map(ThreadStatus::name).toList());
            assertEquals(
                    threads * 1000L, status.get(0).recorded() + status.get(0).dropped());
            assertEquals(0, status.get(0).dropped());
        }
        assertEquals(threads * 1000, TraceRows.rows(temp.resolve("trace")).size());
    }
}
