package io.vqtrace.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.virtio.DeviceType;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Flight mode at a high rate, with a dump now and then: nothing is lost but what gaps say, nothing is allocated by the
 * caller, and memory stays flat. {@code -Dvqtrace.soak=300} makes it last so many seconds.
 */
class FlightSoakTest {
    private static final int SECONDS = Integer.getInteger("vqtrace.soak", 4);
    private static final int BURST = 32;
    private static final long SLACK_BYTES = 2 << 20;

    @TempDir
    Path folder;

    private long pauseNanos;
    private volatile boolean warm;
    private volatile boolean stop;

    /** Takes and returns bursts of requests whose arguments count up, as one thread of a backend does. */
    private final class Backend extends Thread {
        private final QueueProbe queue;
        private long requests;
        private long allocatedBytes;

        Backend(QueueProbe queue, int n) {
            super("backend " + n);
            this.queue = queue;
        }

        @Override
        public void run() {
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            while (!warm) {
                round();
            }
            long before = threads.getCurrentThreadAllocatedBytes();
            while (!stop) {
                round();
            }
            allocatedBytes = threads.getCurrentThreadAllocatedBytes() - before;
        }

        private void round() {
            queue.avail(BURST, QueueProbe.UNKNOWN);
            for (int head = 0; head < BURST; head++) {
                queue.pop(head, 2, 512, 1, 1, requests + head);
            }
            for (int head = 0; head < BURST; head++) {
                queue.used(head, 1, 0);
            }
            queue.interrupt(1);
            requests += BURST;
            if (pauseNanos > 0) {
                LockSupport.parkNanos(pauseNanos);
            }
        }
    }

    @Test
    void rateThatTheDrainCanFollow() throws Exception {
        // Half a second passes before memory is full, should the drain not get a processor.
        pauseNanos = 200_000;
        assertEquals(0, memoryIsFlatAndDumpsAreWhole().dropped());
    }

    @Test
    void asFastAsTheThreadsCan() throws Exception {
        memoryIsFlatAndDumpsAreWhole();
    }

    private RecorderStatus memoryIsFlatAndDumpsAreWhole() throws Exception {
        List<Backend> backends = new ArrayList<>();
        try (VirtioRecorder recorder = VirtioRecorder.builder(folder)
                .name("soak")
                .memory(24 << 20)
                .threads(4)
                .flight(Duration.ofMillis(300))
                .lookForward(Duration.ofMillis(50))
                .trigger(Trigger.slowRequest(Duration.ofMinutes(10)))
                .trigger(Trigger.stalled(Duration.ofMinutes(10)))
                .trigger(Trigger.ringFull(Duration.ofMinutes(10)))
                .open()) {
            DeviceProbe disk = recorder.device("disk0", DeviceType.BLK);
            for (int i = 0; i < 2; i++) {
                Backend backend = new Backend(disk.queue(i, 64), i);
                backends.add(backend);
                backend.start();
            }
            try {
                dumpAndCheck(recorder, "first");
                warm = true;
                long heap = usedHeap();
                long direct = directBytes();
                int dumps = 1;
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
                while (System.nanoTime() < end) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(700));
                    dumpAndCheck(recorder, "dump " + dumps++);
                }
                long moreHeap = usedHeap() - heap;
                long moreDirect = directBytes() - direct;
                assertTrue(moreHeap < SLACK_BYTES, () -> "the heap grew by " + moreHeap + " bytes");
                assertTrue(moreDirect < SLACK_BYTES, () -> "memory outside the heap grew by " + moreDirect);
                assertEquals(dumps, recorder.status().dumps());
            } finally {
                warm = true;
                stop = true;
                for (Backend backend : backends) {
                    backend.join();
                }
            }
            checkAccounts(recorder.status(), backends);
            return recorder.status();
        }
    }

    private static void checkAccounts(RecorderStatus status, List<Backend> backends) {
        long offered = 0;
        for (Backend backend : backends) {
            offered += backend.requests + backend.requests / BURST;
            assertEquals(0, backend.allocatedBytes, "bytes that the probes' caller allocated");
        }
        assertEquals(offered, status.offered());
        assertEquals(offered, status.recorded() + status.dropped());
        assertEquals(0, status.triggersFired(), status::lastTrigger);
        System.out.println("soak: " + offered + " rows in " + SECONDS + " s, " + status.dropped() + " dropped, "
                + status.dumps() + " dumps");
    }

    /** Checks that each queue's requests are a sequence with no hole but its gaps, and deletes the dump. */
    private static void dumpAndCheck(VirtioRecorder recorder, String reason) throws Exception {
        Path path = recorder.dump(reason).get(60, TimeUnit.SECONDS);
        RecordedTrace trace = RecordedTrace.read(path);
        for (int queue = 0; queue < 2; queue++) {
            long last = -1;
            long rows = 0;
            long missing = 0;
            long interrupts = 0;
            long gaps = 0;
            long first = -1;
            for (RecordedTrace.Batch batch : trace.batches()) {
                for (int i = 0; i < batch.rows(); i++) {
                    if (batch.get(EventColumn.QUEUE, i) != queue) {
                        continue;
                    }
                    if (batch.is(EventKind.USED, i)) {
                        long number = batch.get(EventColumn.VALUE, i);
                        assertTrue(number > last, () -> reason + ": requests are out of order");
                        first = first < 0 ? number : first;
                        missing += last < 0 ? 0 : number - last - 1;
                        last = number;
                        rows++;
                    } else if (batch.is(EventKind.GAP, i)) {
                        gaps += batch.get(EventColumn.COUNT, i);
                    } else if (batch.is(EventKind.INTERRUPT, i)) {
                        interrupts++;
                    }
                }
            }
            // As fast as the threads can, a whole window may be lost: then its gaps tell of it.
            assertTrue(rows + gaps > 1000, reason + " has " + rows + " requests of a queue, gaps tell of " + gaps);
            long missingInterrupts = (last - first + 1) / BURST - interrupts;
            if (gaps == 0) {
                assertEquals(0, missing, reason + ": requests that no gap tells of");
                assertTrue(Math.abs(missingInterrupts) <= 1, reason + ": interrupts that no gap tells of");
            } else {
                long lost = missing + missingInterrupts;
                // A gap at either end of the window stands for rows that are not between the first and the last.
                assertTrue(lost <= gaps + 1, reason + ": " + lost + " rows are missing, gaps tell of " + gaps);
            }
        }
        assertEquals("true", trace.field("closed"));
        delete(path);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static long usedHeap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    private static long directBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }
}
