package io.vqtrace.bench.peer;

import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.YieldingWaitStrategy;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import com.lmax.disruptor.util.DaemonThreadFactory;

/** The LMAX Disruptor, single producer: sets the fields of a preallocated object that a consumer reads. */
final class DisruptorPeer extends Peer {
    private final Disruptor<UsedEvent> disruptor = new Disruptor<>(
            UsedEvent::new, RING_EVENTS, DaemonThreadFactory.INSTANCE, ProducerType.SINGLE, new YieldingWaitStrategy());
    private final RingBuffer<UsedEvent> ring;
    private long sum;

    static final class UsedEvent {
        long ts;
        long sinceNs;
        long value;
        int outBytes;
        int inBytes;
        int usedBytes;
        int count;
        short device;
        short queue;
        short head;
        byte kind;

        long sum() {
            return ts + sinceNs + value + outBytes + inBytes + usedBytes + count + device + queue + head + kind;
        }
    }

    DisruptorPeer() {
        disruptor.handleEventsWith((event, sequence, endOfBatch) -> sum += event.sum());
        ring = disruptor.start();
    }

    @Override
    public void record(
            long sinceNs,
            long value,
            int outBytes,
            int inBytes,
            int usedBytes,
            int count,
            int device,
            int queue,
            int head,
            int kind) {
        long ts = System.nanoTime();
        long sequence = ring.next();
        UsedEvent event = ring.get(sequence);
        event.ts = ts;
        event.sinceNs = sinceNs;
        event.value = value;
        event.outBytes = outBytes;
        event.inBytes = inBytes;
        event.usedBytes = usedBytes;
        event.count = count;
        event.device = (short) device;
        event.queue = (short) queue;
        event.head = (short) head;
        event.kind = (byte) kind;
        ring.publish(sequence);
    }

    @Override
    public void close() {
        disruptor.shutdown();
        if (sum == 0) {
            throw new IllegalStateException("the Disruptor's consumer saw no event");
        }
    }
}
