package io.vqtrace.bench.peer;

import java.nio.ByteBuffer;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.YieldingIdleStrategy;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RecordDescriptor;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/** Agrona's one-to-one ring: claim, put the fields, commit; a thread of its own reads every field back. */
final class AgronaPeer extends Peer {
    private static final int EVENT_TYPE = 1;
    private static final int READ_LIMIT = 4096;
    private static final int SINCE = Long.BYTES;
    private static final int VALUE = SINCE + Long.BYTES;
    private static final int OUT_BYTES = VALUE + Long.BYTES;
    private static final int IN_BYTES = OUT_BYTES + Integer.BYTES;
    private static final int USED_BYTES = IN_BYTES + Integer.BYTES;
    private static final int COUNT = USED_BYTES + Integer.BYTES;
    private static final int DEVICE = COUNT + Integer.BYTES;
    private static final int QUEUE = DEVICE + Short.BYTES;
    private static final int HEAD = QUEUE + Short.BYTES;
    private static final int KIND = HEAD + Short.BYTES;

    private final OneToOneRingBuffer ring;
    private final Consumer consumer;

    AgronaPeer() {
        int recordBytes = BitUtil.align(EVENT_BYTES + RecordDescriptor.HEADER_LENGTH, RecordDescriptor.ALIGNMENT);
        int capacity = BitUtil.findNextPositivePowerOfTwo(RING_EVENTS * recordBytes);
        ring = new OneToOneRingBuffer(
                new UnsafeBuffer(ByteBuffer.allocateDirect(capacity + RingBufferDescriptor.TRAILER_LENGTH)));
        YieldingIdleStrategy idle = new YieldingIdleStrategy();
        consumer = new Consumer("agrona-consumer") {
            @Override
            void take() {
                idle.idle(ring.read((type, buffer, index, length) -> add(sumOf(buffer, index)), READ_LIMIT));
            }
        };
        consumer.start();
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
        int at = ring.tryClaim(EVENT_TYPE, EVENT_BYTES);
        while (at < 0) {
            Thread.onSpinWait();
            at = ring.tryClaim(EVENT_TYPE, EVENT_BYTES);
        }
        AtomicBuffer buffer = ring.buffer();
        buffer.putLong(at, ts);
        buffer.putLong(at + SINCE, sinceNs);
        buffer.putLong(at + VALUE, value);
        buffer.putInt(at + OUT_BYTES, outBytes);
        buffer.putInt(at + IN_BYTES, inBytes);
        buffer.putInt(at + USED_BYTES, usedBytes);
        buffer.putInt(at + COUNT, count);
        buffer.putShort(at + DEVICE, (short) device);
        buffer.putShort(at + QUEUE, (short) queue);
        buffer.putShort(at + HEAD, (short) head);
        buffer.putByte(at + KIND, (byte) kind);
        ring.commit(at);
    }

    private static long sumOf(DirectBuffer buffer, int at) {
        return buffer.getLong(at)
                + buffer.getLong(at + SINCE)
                + buffer.getLong(at + VALUE)
                + buffer.getInt(at + OUT_BYTES)
                + buffer.getInt(at + IN_BYTES)
                + buffer.getInt(at + USED_BYTES)
                + buffer.getInt(at + COUNT)
                + buffer.getShort(at + DEVICE)
                + buffer.getShort(at + QUEUE)
                + buffer.getShort(at + HEAD)
                + buffer.getByte(at + KIND);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
