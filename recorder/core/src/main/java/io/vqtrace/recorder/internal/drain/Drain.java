package io.vqtrace.recorder.internal.drain;

import io.vqtrace.recorder.internal.path.Chunk;
import io.vqtrace.recorder.internal.path.ControlRing;
import io.vqtrace.recorder.internal.path.Recording;
import io.vqtrace.recorder.internal.path.Ring;
import io.vqtrace.recorder.internal.path.RingPool;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The recorder's only thread: takes rows out of the rings, lets observers and the mode see them, flushes, watches the clock
 * and runs what other threads ask of it. It survives whatever a step of it throws.
 */
public final class Drain {
    private static final long MIN_PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long MAX_PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long RETIRE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private record Task<T>(Callable<T> work, CompletableFuture<T> result) {
        void run() {
            try {
                result.complete(work.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        }
    }

    private final Recording recording;
    private final ControlRing control;
    private final Catalog catalog;
    private final ThreadAccounts accounts;
    private final DrainMode mode;
    private final RowObserver observer;
    private final ClockWatch clock;
    private final long flushNanos;
    private final Thread thread;
    private final Queue<Task<?>> tasks = new ConcurrentLinkedQueue<>();
    private volatile boolean closing;
    private volatile long errors;
    private volatile Runnable beforePass = () -> {};
    private long parkNanos = MIN_PARK_NANOS;
    private long lastFlush;
    private long lastRetire;

    /**
     * Prepares the thread; {@link #start} starts it.
     *
     * @param flushNanos time between flushes
     */
    public Drain(
            String name,
            Recording recording,
            ControlRing control,
            Catalog catalog,
            ThreadAccounts accounts,
            DrainMode mode,
            RowObserver observer,
            ClockWatch clock,
            long flushNanos) {
        this.recording = recording;
        this.control = control;
        this.catalog = catalog;
        this.accounts = accounts;
        this.mode = mode;
        this.observer = observer;
        this.clock = clock;
        this.flushNanos = flushNanos;
        thread = new Thread(this::run, "vqtrace-drain-" + name);
        thread.setDaemon(true);
    }

    public void start() {
        lastFlush = System.nanoTime();
        thread.start();
    }

    /** Runs something before each pass, such as a stall, for tests. */
    public void beforePass(Runnable hook) {
        beforePass = hook;
    }

    /** Runs a task on the drain thread, soon; after close it fails with an {@link IllegalStateException}. */
    public <T> CompletableFuture<T> submit(Callable<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        tasks.add(new Task<>(task, result));
        if (!thread.isAlive()) {
            refuseTasks();
        }
        LockSupport.unpark(thread);
        return result;
    }

    /** Returns how many steps failed in a way that nobody expected. */
    public long errors() {
        return errors;
    }

    private void run() {
        while (!closing) {
            boolean busy = step(this::pass);
            step(this::flushIfDue);
            step(this::runTasks);
            park(busy);
        }
        step(this::finish);
        step(() -> {
            mode.close(recording.time().now());
            return false;
        });
        refuseTasks();
    }

    /** Runs a step so that nothing that it throws ends the thread. */
    private boolean step(Callable<Boolean> step) {
        try {
            return step.call();
        } catch (Throwable e) {
            errors = errors + 1;
            reportQuietly(e);
            return false;
        }
    }

    private void reportQuietly(Throwable problem) {
        try {
            catalog.warn("the recorder failed: " + problem);
        } catch (OutOfMemoryError e) {
            errors = errors + 1;
        }
    }

    private void park(boolean busy) {
        parkNanos = busy ? MIN_PARK_NANOS : Math.min(MAX_PARK_NANOS, parkNanos * 2);
        if (tasks.isEmpty() && !closing) {
            LockSupport.parkNanos(this, parkNanos);
            Thread.interrupted(); // An interrupt would close the files under the writer.
        }
    }

    private boolean pass() {
        beforePass.run();
        boolean busy = control.poll(catalog::add) > 0;
        observer.begin(recording.time().now());
        for (RingPool.Owner owner : recording.rings().owners()) {
            busy |= drain(owner.ring());
        }
        busy |= drain(recording.rings().shared());
        long now = recording.time().now();
        observer.pass(now);
        mode.pass(now);
        retireEnded();
        return busy;
    }

    /** Takes full chunks off a ring; tells whether it had news. */
    private boolean drain(Ring ring) {
        boolean busy = false;
        Chunk chunk = ring.oldest();
        while (chunk != null) {
            int published = chunk.published();
            busy |= observe(chunk, published);
            if (published < chunk.capacity() || !ring.takeOff(chunk)) {
                break;
            }
            mode.complete(chunk);
            chunk = ring.oldest();
        }
        return busy;
    }

    private boolean observe(Chunk chunk, int published) {
        int seen = chunk.observed();
        if (seen == published) {
            return false;
        }
        chunk.observed(published);
        observer.rows(chunk, seen, published);
        return true;
    }

    private void retireEnded() {
        long now = System.nanoTime();
        if (now - lastRetire > RETIRE_NANOS) {
            lastRetire = now;
            accounts.retireEnded(this::takeAll);
        }
    }

    /** Takes all chunks of a ring that nobody fills any more. */
    private void takeAll(Ring ring) {
        drain(ring);
        Chunk rest = ring.oldest();
        if (rest != null) {
            observe(rest, rest.published());
            mode.complete(rest);
        }
    }

    private boolean flushIfDue() {
        return System.nanoTime() - lastFlush >= flushNanos && flushNow();
    }

    private boolean flushNow() {
        lastFlush = System.nanoTime();
        clock.check();
        recording.rings().owners().forEach(owner -> partial(owner.ring()));
        partial(recording.rings().shared());
        long now = recording.time().now();
        catalog.describeQueues(now);
        mode.flush(now);
        return true;
    }

    private void partial(Ring ring) {
        Chunk chunk = ring.oldest();
        if (chunk != null) {
            int published = chunk.published();
            observe(chunk, published);
            mode.partial(chunk, published);
        }
    }

    private boolean runTasks() {
        Task<?> task = tasks.poll();
        while (task != null) {
            task.run();
            task = tasks.poll();
        }
        return false;
    }

    private void refuseTasks() {
        Task<?> task = tasks.poll();
        while (task != null) {
            task.result().completeExceptionally(new IllegalStateException("the recorder is closed"));
            task = tasks.poll();
        }
    }

    /** Brings everything that was published before the call to where the mode puts it, and waits for that. */
    public void flush() {
        CompletableFuture<Boolean> done = submit(() -> {
            step(this::pass);
            return step(this::flushNow);
        });
        done.handle((result, problem) -> null).join();
    }

    private boolean finish() {
        pass();
        accounts.freeze();
        return flushNow();
    }

    /** Ends the thread after a last flush, and waits for that. */
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
