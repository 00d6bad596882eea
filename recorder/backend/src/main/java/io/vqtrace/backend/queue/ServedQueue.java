package io.vqtrace.backend.queue;

import io.vqtrace.backend.device.QueueService;
import io.vqtrace.backend.protocol.Doorbell;
import io.vqtrace.trace.FaultReason;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicInteger;

/** A queue as its worker has it: with its service and the doorbell that its driver rings. */
final class ServedQueue {
    private static final Logger LOG = System.getLogger(ServedQueue.class.getName());

    /** Kicks that one look records: a driver may write any number into its doorbell. */
    private static final int MAX_KICKS = 256;

    private final VirtQueue queue;
    private final QueueService service;

    /** Null if the driver never rings. */
    private final Doorbell kick;

    /** How often the back end itself rang and has not drained it. */
    private final AtomicInteger roused = new AtomicInteger();

    ServedQueue(VirtQueue queue, QueueService service, Doorbell kick) {
        this.queue = queue;
        this.service = service;
        this.kick = kick;
    }

    VirtQueue queue() {
        return queue;
    }

    /** What its driver rings, or null. */
    Doorbell kick() {
        return kick;
    }

    /** Tells whether the queue's own driver decides when there is something to do. */
    boolean kicked() {
        return service != QueueService.NONE;
    }

    /** Serves what lies in the queue; true if there was something. */
    boolean serve() {
        queue.lock().lock();
        try {
            return queue.running() && service.serve(queue) > 0;
        } catch (IndexOutOfBoundsException | InternalError e) {
            // The memory is not there any more: what the virtual machine raises for a page that its owner cut off.
            queue.loseAnswers(FaultReason.ADDRESS_OUT_OF_RANGE);
            return false;
        } catch (RuntimeException e) {
            queue.loseAnswers(FaultReason.OTHER);
            LOG.log(Level.WARNING, "queue " + queue.index() + " cannot be served any more", e);
            return false;
        } finally {
            queue.lock().unlock();
        }
    }

    /** The virtual machine told this thread, which is outside all its work, that memory is gone; not of which queue. */
    void memoryGone() {
        queue.abandon(FaultReason.ADDRESS_OUT_OF_RANGE);
    }

    /** Asks for kicks; true if there is something to serve already. */
    boolean arm() {
        queue.lock().lock();
        try {
            return kicked() && queue.running() && queue.enableKicks();
        } finally {
            queue.lock().unlock();
        }
    }

    void disarm() {
        queue.lock().lock();
        try {
            if (kicked() && queue.running()) {
                queue.disableKicks();
            }
        } finally {
            queue.lock().unlock();
        }
    }

    /** Delivers interrupts that were held back long enough. */
    void deliverLate(long now) {
        queue.lock().lock();
        try {
            if (queue.running() && queue.deadline() - now <= 0) {
                queue.deadlinePassed();
            }
        } finally {
            queue.lock().unlock();
        }
    }

    /** Records the kicks that have come; true if some have. */
    boolean countKicks() {
        if (kick == null) {
            return false;
        }
        try {
            long own = roused.getAndSet(0);
            long kicks = kick.drain();
            // A front end rings once itself before it lets the queue run, which no driver could have done.
            // A ring between the two above is counted as the driver's: rare, and it only adds a kick.
            long counted = running() ? Math.min(kicks - own, MAX_KICKS) : 0;
            for (int i = 0; i < counted; i++) {
                queue.probe().kick();
            }
            return kicks > 0;
        } catch (IOException e) {
            breakDown();
            return false;
        }
    }

    private boolean running() {
        queue.lock().lock();
        try {
            return queue.running();
        } finally {
            queue.lock().unlock();
        }
    }

    /** Rouses the thread that waits for a kick. */
    void rouse() {
        try {
            if (kick != null) {
                roused.incrementAndGet();
                kick.ring();
            }
        } catch (IOException e) {
            breakDown();
        }
    }

    private void breakDown() {
        queue.lock().lock();
        try {
            queue.breakDown(FaultReason.OTHER);
        } finally {
            queue.lock().unlock();
        }
    }
}
