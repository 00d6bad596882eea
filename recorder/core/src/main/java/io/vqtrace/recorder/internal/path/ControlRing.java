package io.vqtrace.recorder.internal.path;

import io.vqtrace.trace.NegotiationStep;
import io.vqtrace.trace.box.ControlRecord;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ObjIntConsumer;

/**
 * Negotiation records from any thread to the drain, laid out as {@link ControlRecord}. A record that finds no slot is counted
 * and lost; nobody waits.
 */
public final class ControlRing {
    /** Offset of no record: the step is lost. */
    private static final int NONE = -1;

    private final ByteBuffer memory;
    private final int mask;
    private final TimeSource time;
    private final AtomicLong claimed = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private volatile long taken;

    /** Uses a buffer of zeros, a power of two of records large. */
    public ControlRing(ByteBuffer memory, TimeSource time) {
        this.memory = memory;
        this.time = time;
        mask = memory.capacity() / ControlRecord.BYTES - 1;
    }

    /** Records a step without arguments, or with a value. */
    public void step(NegotiationStep step, int device, int queue, int fields, long value) {
        step(step, device, queue, fields, value, 0, 0);
    }

    /** Records a step with a value and the numbers of its detail. */
    public void step(NegotiationStep step, int device, int queue, int fields, long value, int detailA, int detailB) {
        long n = claim();
        if (n == NONE) {
            return;
        }
        int at = begin(n, step, device, queue, fields);
        memory.putLong(at + ControlRecord.VALUE, value);
        memory.putInt(at + ControlRecord.DETAIL_A, detailA);
        memory.putInt(at + ControlRecord.DETAIL_B, detailB);
        publish(at, n);
    }

    /** Records a step about feature bits. */
    public void features(NegotiationStep step, int device, int fields, long low, long high) {
        long n = claim();
        if (n == NONE) {
            return;
        }
        int at = begin(n, step, device, NONE, fields | ControlRecord.HAS_FEATURES);
        memory.putLong(at + ControlRecord.FEATURES_LOW, low);
        memory.putLong(at + ControlRecord.FEATURES_HIGH, high);
        publish(at, n);
    }

    /** Records a queue's configuration. */
    public void queue(
            int device,
            int queue,
            boolean packed,
            int size,
            int maxSize,
            int vector,
            long descAddr,
            long driverAddr,
            long deviceAddr) {
        long n = claim();
        if (n == NONE) {
            return;
        }
        int at = begin(n, NegotiationStep.QUEUE_SETUP, device, queue, ControlRecord.HAS_VALUE);
        memory.putLong(at + ControlRecord.VALUE, size);
        memory.putInt(at + ControlRecord.SIZE, size);
        memory.putInt(at + ControlRecord.MAX_SIZE, maxSize);
        memory.putInt(at + ControlRecord.VECTOR, vector);
        memory.putInt(at + ControlRecord.PACKED, packed ? 1 : 0);
        memory.putLong(at + ControlRecord.DESC_ADDR, descAddr);
        memory.putLong(at + ControlRecord.DRIVER_ADDR, driverAddr);
        memory.putLong(at + ControlRecord.DEVICE_ADDR, deviceAddr);
        publish(at, n);
    }

    private long claim() {
        while (true) {
            long n = claimed.get();
            if (n - taken > mask) {
                lost.incrementAndGet();
                return NONE;
            }
            if (claimed.compareAndSet(n, n + 1)) {
                return n;
            }
        }
    }

    private int begin(long n, NegotiationStep step, int device, int queue, int fields) {
        int at = at(n);
        memory.putLong(at + ControlRecord.TS, time.now());
        memory.putInt(at + ControlRecord.STEP, step.ordinal());
        memory.putInt(at + ControlRecord.DEVICE, device);
        memory.putInt(at + ControlRecord.QUEUE, queue);
        memory.putInt(at + ControlRecord.FIELDS, fields);
        return at;
    }

    private void publish(int at, long n) {
        Views.LONGS.setRelease(memory, at + ControlRecord.SEQUENCE, n + 1);
    }

    private int at(long n) {
        return ((int) n & mask) * ControlRecord.BYTES;
    }

    /**
     * Hands the records that are whole to the drain, in the order in which their slots were claimed.
     *
     * @param target gets the memory and a record's byte offset
     * @return how many there were
     */
    public int poll(ObjIntConsumer<ByteBuffer> target) {
        int count = 0;
        long n = taken;
        while ((long) Views.LONGS.getAcquire(memory, at(n) + ControlRecord.SEQUENCE) == n + 1) {
            target.accept(memory, at(n));
            n++;
            taken = n;
            count++;
        }
        return count;
    }

    /** Returns the records that found no slot. */
    public long lost() {
        return lost.get();
    }
}
