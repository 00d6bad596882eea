package io.vqtrace.recorder.internal.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.recorder.CaptureLevel;
import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.EventRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The parts that threads share, under contention: a reader never sees half a row, half a request or a chunk twice. */
class RingStressTest {
    private static final int ROUNDS = 300_000 * Integer.getInteger("vqtrace.rounds", 1);
    private static final int CAPACITY = 64;

    private final ChunkPool pool = new ChunkPool(new DirectMemory(), 12, CAPACITY, 2);
    private final RingPool rings = new RingPool(pool, 3);
    private final Recording recording =
            new Recording(new TimeSource(null, 0), new Gate(), pool, rings, CaptureLevel.REQUESTS);
    private final HeadArena arena = new HeadArena(DirectMemory.allocate(1 << 16));
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    private Thread start(Runnable work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (Throwable e) {
                failure.compareAndSet(null, e);
            }
        });
        thread.start();
        return thread;
    }

    private void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
        if (failure.get() != null) {
            throw new AssertionError(failure.get());
        }
    }

    @Test
    void publishedRowsAreWholeAndInOrderAndChunksHaveOneOwner() throws Exception {
        int producers = 5;
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < producers; i++) {
            QueuePath queue = new QueuePath(recording, arena, i, i, 2);
            threads.add(start(() -> {
                for (int n = 0; n < ROUNDS; n++) {
                    queue.taking().kick(n, true);
                }
            }));
        }
        long[] next = new long[producers];
        long rows = 0;
        AtomicBoolean done = new AtomicBoolean();
        Thread waiter = start(() -> {
            try {
                join(threads);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            done.set(true);
        });
        boolean last;
        do {
            last = done.get() || failure.get() != null;
            for (RingPool.Owner owner : rings.owners()) {
                rows += read(owner.ring(), next);
            }
            rows += read(rings.shared(), next);
        } while (!last);
        waiter.join();
        join(List.of());
        List<Ring> all = new ArrayList<>();
        rings.owners().forEach(owner -> all.add(owner.ring()));
        all.add(rings.shared());
        assertEquals(rows, all.stream().mapToLong(Ring::recorded).sum());
        assertEquals(
                (long) producers * ROUNDS,
                all.stream().mapToLong(ring -> ring.recorded() + ring.dropped()).sum());
    }

    /** Reads what is new of a ring; returns the number of rows but for those that tell of gaps. */
    private long read(Ring ring, long[] next) {
        long events = 0;
        Chunk chunk = ring.oldest();
        while (chunk != null) {
            int published = chunk.published();
            for (int i = chunk.observed(); i < published; i++) {
                events += check(chunk, i, next) ? 1 : 0;
            }
            chunk.observed(published);
            if (published < CAPACITY || !ring.takeOff(chunk)) {
                return events;
            }
            pool.give(chunk);
            chunk = ring.oldest();
        }
        return events;
    }

    private static boolean check(Chunk chunk, int i, long[] next) {
        int queue = (int) value(chunk, EventColumn.QUEUE, i);
        assertEquals(queue, value(chunk, EventColumn.DEVICE, i));
        if (value(chunk, EventColumn.KIND, i) == EventKind.GAP.code()) {
            next[queue] += value(chunk, EventColumn.COUNT, i);
            return false;
        }
        assertEquals(next[queue]++, value(chunk, EventColumn.VALUE, i), "queue " + queue);
        return true;
    }

    private static long value(Chunk chunk, EventColumn column, int i) {
        int at = chunk.rows().columnOffset(column) + i * column.width();
        return switch (column.width()) {
            case 8 -> chunk.rows().body().getLong(at);
            case 4 -> chunk.rows().body().getInt(at);
            case 2 -> chunk.rows().body().getShort(at);
            default -> chunk.rows().body().get(at);
        };
    }

    /** A thread serves a queue while another takes snapshots; every column of a request is its number. */
    @Test
    void snapshotsOfRequestsAreNeverTorn() throws Exception {
        int size = 2;
        QueuePath queue = new QueuePath(recording, arena, 1, 1, size);
        AtomicBoolean done = new AtomicBoolean();
        List<Thread> threads = new ArrayList<>();
        threads.add(start(() -> {
            Random random = new Random(1);
            for (int n = 0; n < ROUNDS; n++) {
                queue.taking().pop(n & 1, n, n, n, 1, n);
                if (random.nextInt(4) > 0) {
                    queue.returning().used(n & 1, 0, 0);
                }
            }
            done.set(true);
        }));
        EventRow row = new EventRow();
        long taken = 0;
        while (!done.get()) {
            for (int slot = 0; slot < queue.heads().capacity(); slot++) {
                if (queue.heads().snapshot(slot, Long.MAX_VALUE, row)) {
                    taken++;
                    assertEquals(row.value, row.outBytes, "out_bytes of another request");
                    assertEquals(row.value, row.inBytes, "in_bytes of another request");
                    assertEquals(row.value, row.count, "count of another request");
                    assertEquals(row.value & 1, row.head, "head of another request");
                }
            }
        }
        join(threads);
        assertTrue(taken > 0);
    }
}
