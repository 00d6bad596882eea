package io.vqtrace.backend.device.block;

import io.vqtrace.recorder.QueueProbe;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The threads that do one queue's input and output, each with a lane of its own into the image. */
final class IoThreads implements Closeable {
    private final BlockingQueue<Job> jobs = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<ImageLane> lanes = new ArrayList<>();
    private final Troubles troubles;

    IoThreads(Troubles troubles) {
        this.troubles = troubles;
    }

    /** Is told what became of a request. */
    @FunctionalInterface
    interface Answer {
        void done(PendingRequest request, int usedBytes, int status);
    }

    private record Job(PendingRequest request, Answer answer) {
        static final Job END = new Job(null, null);
    }

    /** Starts one more thread; closes its lane at the end. */
    void add(String name, ImageLane lane, RequestExecutor executor) {
        lanes.add(lane);
        Thread thread = new Thread(() -> work(executor), name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /** Has a request served; its answer comes from one of the threads. */
    void execute(PendingRequest request, Answer answer) {
        jobs.add(new Job(request, answer));
    }

    private void work(RequestExecutor executor) {
        for (Job job = next(); job != Job.END; job = next()) {
            PendingRequest pending = job.request();
            int status = QueueProbe.UNKNOWN;
            int usedBytes = 0;
            try {
                status = executor.execute(pending.memory(), pending.burst(), 0, pending.request());
                usedBytes = executor.usedBytes();
            } catch (IndexOutOfBoundsException | InternalError e) {
                // What the virtual machine raises for guest memory that its owner cut off: nobody is left to be
                // answered.
                troubles.failed(pending.request(), new IOException("the guest's memory is gone", e));
            }
            job.answer().done(pending, usedBytes, status);
        }
        jobs.add(Job.END);
    }

    private Job next() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return jobs.take();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Ends the threads after what they were given. */
    @Override
    public void close() throws IOException {
        jobs.add(Job.END);
        for (Thread thread : threads) {
            join(thread);
        }
        for (ImageLane lane : lanes) {
            lane.close();
        }
    }

    private static void join(Thread thread) {
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
