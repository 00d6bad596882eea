package io.vqtrace.backend.queue;

import io.vqtrace.backend.device.QueueService;
import io.vqtrace.backend.protocol.Doorbell;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * The thread that serves some queues: serves what lies in them, polls a while when nothing does, then asks the drivers for
 * kicks and waits. It starts with its first queue and ends with its last.
 */
final class QueueWorker {
    /** The longest wait: a doorbell that is rung in vain, or broken by its owner, costs no more. */
    private static final long MAX_WAIT_NANOS = 100_000_000;

    private final String name;
    private final long pollNanos;
    private final LongSupplier clock;
    private volatile ServedQueue[] served = {};
    private int changes;
    private int seenChanges;
    private volatile Thread thread;

    QueueWorker(String name, long pollNanos, LongSupplier clock) {
        this.name = name;
        this.pollNanos = pollNanos;
        this.clock = clock;
    }

    synchronized void add(VirtQueue queue, QueueService service, Doorbell kick) {
        ServedQueue[] more = Arrays.copyOf(served, served.length + 1);
        more[served.length] = new ServedQueue(queue, service, kick);
        change(more);
    }

    /** Takes a queue away: when this returns, the thread touches neither it nor its doorbell. */
    synchronized void remove(VirtQueue queue) {
        change(Arrays.stream(served).filter(one -> one.queue() != queue).toArray(ServedQueue[]::new));
    }

    /** Rouses the thread if it waits: a queue's state changed. Any thread. */
    void rouse() {
        if (Thread.currentThread() == thread) {
            return;
        }
        for (ServedQueue one : served) {
            one.rouse();
        }
    }

    private void change(ServedQueue[] now) {
        ServedQueue[] before = served;
        served = now;
        changes++;
        if (thread == null && now.length > 0) {
            seenChanges = changes;
            thread = new Thread(this::run, name);
            thread.setDaemon(true);
            thread.start();
            return;
        }
        for (ServedQueue one : before) {
            one.rouse();
        }
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread != null && seenChanges != changes) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The worker's thread goes over to the queues as they are now; null if it is to end. */
    private synchronized ServedQueue[] changed() {
        seenChanges = changes;
        notifyAll();
        boolean current = thread == Thread.currentThread();
        if (current && served.length == 0) {
            thread = null;
        }
        return current && served.length > 0 ? served : null;
    }

    /** The virtual machine tells of memory that its owner took away wherever the thread is, some time after its access. */
    private void run() {
        ServedQueue[] queues = {};
        boolean memoryGone = false;
        while (queues != null) {
            try {
                if (memoryGone) {
                    Arrays.stream(queues).forEach(ServedQueue::memoryGone);
                    memoryGone = false;
                }
                serveWhile(queues);
                queues = changed();
            } catch (InternalError e) {
                memoryGone = true;
            }
        }
    }

    /** Serves and waits until there are other queues. */
    private void serveWhile(ServedQueue[] queues) {
        KickWait wait = new KickWait(queues);
        long idleSince = clock.getAsLong();
        while (queues == served) {
            if (serve(queues)) {
                idleSince = clock.getAsLong();
            } else {
                long now = clock.getAsLong();
                deliverLate(queues, now);
                if (now - idleSince < pollNanos) {
                    Thread.onSpinWait();
                } else if (waitForKick(queues, wait)) {
                    idleSince = clock.getAsLong();
                }
            }
        }
    }

    private static boolean serve(ServedQueue[] queues) {
        boolean worked = false;
        for (ServedQueue queue : queues) {
            worked |= queue.serve();
        }
        return worked;
    }

    private static void deliverLate(ServedQueue[] queues, long now) {
        for (ServedQueue queue : queues) {
            if (queue.queue().deadline() != Notifier.NEVER) {
                queue.deliverLate(now);
            }
        }
    }

    /** Arms kicks, waits unless there is something to do already, and disarms; true if it is worth to poll again. */
    private boolean waitForKick(ServedQueue[] queues, KickWait wait) {
        boolean more = false;
        long until = MAX_WAIT_NANOS;
        for (ServedQueue queue : queues) {
            more |= queue.arm();
            long deadline = queue.queue().deadline();
            if (deadline != Notifier.NEVER) {
                until = Math.min(until, Math.max(0, deadline - clock.getAsLong()));
            }
        }
        if (!more && queues == served) {
            wait.await(until);
        }
        boolean kicked = false;
        for (ServedQueue queue : queues) {
            kicked |= queue.countKicks();
            queue.disarm();
        }
        if (kicked || more) {
            wait.found();
        }
        return kicked || more;
    }
}
