package io.vqtrace.backend.device;

import io.vqtrace.backend.queue.VirtQueue;

/**
 * Serves what the driver puts into one queue. Called by the queue's thread only, which {@linkplain VirtQueue#lock() holds} the
 * queue meanwhile.
 */
@FunctionalInterface
public interface QueueService {
    /** Serves nothing: for queues that another queue's service fills. */
    QueueService NONE = queue -> 0;

    /**
     * Serves some of what lies in the queue: takes a burst, answers what can be answered at once, and shows it to the driver.
     * Requests that take longer are answered later, from any thread, under the queue's lock.
     *
     * @param queue the queue, running
     * @return how many chains were taken; 0 lets the thread wait for the driver's next kick
     */
    int serve(VirtQueue queue);
}
