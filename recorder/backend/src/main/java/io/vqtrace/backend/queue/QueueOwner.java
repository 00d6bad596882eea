package io.vqtrace.backend.queue;

import io.vqtrace.trace.FaultReason;

/** Who runs a queue. Called under the queue's lock. */
interface QueueOwner {
    /** The queue broke: it serves nothing more until it is started anew. */
    void broken(int queue, FaultReason reason);

    /** An interrupt is held back: {@link VirtQueue#deadline()} has to be awaited. */
    void deadlineSet(int queue);
}
