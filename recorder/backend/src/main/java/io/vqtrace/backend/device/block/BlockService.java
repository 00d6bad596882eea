package io.vqtrace.backend.device.block;

import io.vqtrace.backend.device.QueueService;
import io.vqtrace.backend.memory.GuestMemory;
import io.vqtrace.backend.queue.VirtQueue;
import io.vqtrace.backend.ring.ChainBurst;
import io.vqtrace.recorder.QueueProbe;
import io.vqtrace.trace.FaultReason;
import io.vqtrace.trace.Operation;

/**
 * Serves one request queue in the thread that calls it: takes what is there, records what each request asks for, and answers
 * one after the other, each as soon as it is done.
 */
final class BlockService implements QueueService {
    private final RequestExecutor executor;
    private final Pacer pacer;
    private final ChainBurst burst = new ChainBurst(ChainBurst.DEFAULT_CAPACITY);
    private final BlockRequest[] requests = new BlockRequest[ChainBurst.DEFAULT_CAPACITY];
    private final boolean[] parsed = new boolean[ChainBurst.DEFAULT_CAPACITY];
    private GuestMemory memory;

    BlockService(RequestExecutor executor, Pacer pacer) {
        this.executor = executor;
        this.pacer = pacer;
        for (int i = 0; i < requests.length; i++) {
            requests[i] = new BlockRequest();
        }
    }

    @Override
    public int serve(VirtQueue queue) {
        memory = queue.memory();
        int chains = queue.takeUnrecorded(burst, burst.capacity());
        for (int i = 0; i < chains; i++) {
            BlockRequest request = requests[i];
            parsed[i] = request.parse(memory, burst, i);
            queue.taken(burst, i, operation(i), parsed[i] ? request.firstSector() : 0);
        }
        for (int i = 0; i < chains; i++) {
            pacer.await();
            answer(queue, i);
            queue.flush();
        }
        memory = null;
        return chains;
    }

    private void answer(VirtQueue queue, int chain) {
        int head = burst.head(chain);
        if (!parsed[chain]) {
            queue.fault(FaultReason.REQUEST_MALFORMED);
            queue.use(head, 0, QueueProbe.UNKNOWN);
            return;
        }
        int status = executor.execute(memory, burst, chain, requests[chain]);
        queue.use(head, executor.usedBytes(), status);
    }

    private int operation(int chain) {
        if (!parsed[chain]) {
            return QueueProbe.UNKNOWN;
        }
        BlockCommand command = requests[chain].command();
        return (command == null ? Operation.COMMAND : command.operation()).code();
    }
}
