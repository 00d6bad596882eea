package io.vqtrace.backend.device.block;

import io.vqtrace.backend.device.QueueService;
import io.vqtrace.backend.queue.VirtQueue;
import io.vqtrace.recorder.QueueProbe;
import io.vqtrace.trace.FaultReason;
import io.vqtrace.trace.Operation;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Takes the requests of one queue as soon as they are there, records what each asks for, and hands them to the queue's I/O
 * threads. While those wait for the disk the ring is looked at all the same: when a request was taken says when it came.
 */
final class BlockService implements QueueService {
    private final IoThreads threads;

    /** Not in use; under the queue's lock. */
    private final Deque<PendingRequest> spare = new ArrayDeque<>();

    BlockService(IoThreads threads) {
        this.threads = threads;
    }

    @Override
    public int serve(VirtQueue queue) {
        int taken = 0;
        PendingRequest pending = next();
        while (pending.take(queue)) {
            taken++;
            if (pending.parse()) {
                BlockRequest request = pending.request();
                queue.taken(pending.burst(), 0, operation(request), request.firstSector());
                threads.execute(pending, this::answered);
                pending = next();
            } else {
                refuse(pending);
            }
        }
        pending.clear();
        spare.push(pending);
        queue.flush();
        return taken;
    }

    private PendingRequest next() {
        return spare.isEmpty() ? new PendingRequest() : spare.pop();
    }

    private static void refuse(PendingRequest pending) {
        VirtQueue queue = pending.queue();
        queue.taken(pending.burst(), 0, QueueProbe.UNKNOWN, 0);
        queue.fault(FaultReason.REQUEST_MALFORMED);
        queue.use(pending.head(), 0, QueueProbe.UNKNOWN);
    }

    /** An I/O thread is done with a request. */
    private void answered(PendingRequest pending, int usedBytes, int status) {
        VirtQueue queue = pending.queue();
        queue.lock().lock();
        try {
            if (pending.wanted()) {
                queue.use(pending.head(), usedBytes, status);
                queue.flush();
            }
            pending.clear();
            spare.push(pending);
        } finally {
            queue.lock().unlock();
        }
    }

    private static int operation(BlockRequest request) {
        BlockCommand command = request.command();
        return (command == null ? Operation.COMMAND : command.operation()).code();
    }
}
