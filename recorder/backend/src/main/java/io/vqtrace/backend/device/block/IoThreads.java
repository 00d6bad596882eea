package io.vqtrace.backend.device.block;

import io.vqtrace.backend.internal.Threads;
import io.vqtrace.backend.queue.VirtQueue;
import io.vqtrace.trace.FaultReason;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The threads that do one queue's input and output, each with a lane of its own into the image. What goes wrong with a
 * request beyond the image breaks the queue; the threads live on.
 */
final class IoThreads implements Closeable {
    private static final Logger LOG = System.getLogger(IoThreads.class.getName());

    /** By its monitor: the loss of memory may interrupt a thread anywhere, and only monitors are given back then. */
    private final Deque<Job> jobs = new ArrayDeque<>();

    private boolean closed;
    private final List<Thread> threads = new ArrayList<>();
    private final List<ImageLane> lanes = new ArrayList<>();
    /** Is told what became of a request. */
    @FunctionalInterface
    interface Answer {
        void done(PendingRequest request, int usedBytes, int status);
    }

    private record Job(PendingRequest request, Answer answer) {}

    /** Starts one more thread; closes its lane at the end. */
    void add(String name, ImageLane lane, RequestExecutor executor) {
        lanes.add(lane);
        Thread thread = new Thread(() -> work(executor, lane), name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /** Has a request served; its answer comes from one of the threads. */
    void execute(PendingRequest request, Answer answer) {
        synchronized (jobs) {
            jobs.add(new Job(request, answer));
            jobs.notify();
        }
    }

    private void work(RequestExecutor executor, ImageLane lane) {
        VirtQueue queue = null;
        boolean more = true;
        while (more) {
            try {
                Job job = next();
                more = job != null;
                if (more) {
                    queue = job.request().queue();
                    serve(executor, job);
                }
            } catch (InternalError e) {
                // What the virtual machine raises for guest memory that its owner cut off; in compiled code some time
                // later, when the next request may have been taken.
                lane.interrupted();
                queue.abandon(FaultReason.ADDRESS_OUT_OF_RANGE);
            } catch (IndexOutOfBoundsException e) {
                queue.abandon(FaultReason.ADDRESS_OUT_OF_RANGE);
            } catch (RuntimeException | OutOfMemoryError e) {
                queue.abandon(FaultReason.OTHER);
                LOG.log(Level.WARNING, "a request of queue " + queue.index() + " was lost", e);
            }
        }
    }

    private static void serve(RequestExecutor executor, Job job) {
        PendingRequest pending = job.request();
        int status = executor.execute(pending.memory(), pending.burst(), 0, pending.request());
        job.answer().done(pending, executor.usedBytes(), status);
    }

    /** Waits for something to do; null at the end. */
    private Job next() {
        boolean interrupted = false;
        synchronized (jobs) {
            while (jobs.isEmpty() && !closed) {
                try {
                    jobs.wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return jobs.poll();
        }
    }

    /** Ends the threads after what they were given. */
    @Override
    public void close() throws IOException {
        synchronized (jobs) {
            closed = true;
            jobs.notifyAll();
        }
        for (Thread thread : threads) {
            Threads.joinUninterruptibly(thread);
        }
        for (ImageLane lane : lanes) {
            lane.close();
        }
    }
}
