package io.vqtrace.backend.queue;

import io.vqtrace.trace.FaultReason;

/** Is told that a queue broke and serves nothing more until it is started anew. Called under the queue's lock. */
@FunctionalInterface
interface QueueFailure {
    void broken(int queue, FaultReason reason);
}
