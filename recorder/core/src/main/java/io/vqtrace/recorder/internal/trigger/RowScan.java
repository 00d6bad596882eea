package io.vqtrace.recorder.internal.trigger;

import io.vqtrace.recorder.Trigger.Kind;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.Observed;
import java.nio.ByteBuffer;

/**
 * Looks through rows for what fires by a single row, and keeps the watches of the queues informed. One pass over the kind
 * and {@code since_ns} columns; the others are read at rows that matter.
 */
final class RowScan {
    private static final byte USED = EventKind.USED.code();
    private static final byte DROP = EventKind.DROP.code();
    private static final byte FAULT = EventKind.FAULT.code();
    private static final byte GAP = EventKind.GAP.code();

    private final TriggerEngine engine;
    private final RowColumns at;
    private final Thresholds thresholds;
    private final boolean followsQueues;

    RowScan(TriggerEngine engine, RowColumns columns, Thresholds thresholds) {
        this.engine = engine;
        this.at = columns;
        this.thresholds = thresholds;
        followsQueues = thresholds.watchesRingFull() || thresholds.watchesStalls();
    }

    void scan(ByteBuffer body, int from, int to) {
        long slowNs = thresholds.slowRequestNs();
        for (int i = from; i < to; i++) {
            byte kind = body.get(at.kind + i);
            if (kind == USED) {
                if (body.getLong(at.sinceNs + (i << 3)) > slowNs) {
                    slow(body, i);
                }
            } else if (kind == DROP || kind == FAULT || kind == GAP) {
                rare(body, i, kind);
            }
        }
        if (followsQueues) {
            follow(body, from, to);
        }
    }

    /** Tells each queue of its last completion, and one whose ring is full of the depth at each POP. */
    private void follow(ByteBuffer body, int from, int to) {
        int key = -1;
        QueueWatch watch = null;
        int last = -1;
        for (int i = from; i < to; i++) {
            if (body.get(at.kind + i) != USED) {
                continue;
            }
            int rowKey = body.getShort(at.device + (i << 1)) << 16 | body.getShort(at.queue + (i << 1)) & 0xffff;
            if (rowKey != key || watch == null) {
                endRun(body, watch, last);
                key = rowKey;
                watch = engine.find(key >>> 16, key & 0xffff);
            }
            last = i;
            if (watch != null && watch.ringFull().candidate()) {
                long popTs = body.getLong(at.ts + (i << 3)) - body.getLong(at.sinceNs + (i << 3));
                watch.ringFull().popped(popTs, Short.toUnsignedLong(body.getShort(at.inFlight + (i << 1))));
            }
        }
        endRun(body, watch, last);
    }

    private void endRun(ByteBuffer body, QueueWatch watch, int last) {
        if (watch != null) {
            watch.stall().completedAt(body.getLong(at.ts + (last << 3)));
            watch.ringFull().descriptors(Integer.toUnsignedLong(body.getInt(at.count + (last << 2))));
        }
    }

    private void slow(ByteBuffer body, int i) {
        QueueWatch watch = watch(body, i);
        boolean returned = (body.getShort(at.flags + (i << 1)) & Observed.RETURNED) != 0;
        long tookNs = body.getLong(at.sinceNs + (i << 3));
        int head = Short.toUnsignedInt(body.getShort(at.head + (i << 1)));
        if (watch == null || watch.queue().supply() || returned) {
            return;
        }
        long popTs = body.getLong(at.ts + (i << 3)) - tookNs;
        if (watch.slow().reported(head, popTs) || !engine.mayFire()) {
            return;
        }
        boolean reset = (body.getShort(at.flags + (i << 1)) & Observed.RESET) != 0;
        engine.fire(
                Kind.SLOW_REQUEST,
                watch.queue(),
                ReasonText.slowRequest(watch.queue(), head, tookNs, reset, thresholds.slowRequestNs()));
    }

    private void rare(ByteBuffer body, int i, byte kind) {
        QueueWatch watch = watch(body, i);
        if (watch == null) {
            return;
        }
        if (kind == GAP) {
            watch.ringFull().lostRows(body.getLong(at.ts + (i << 3)));
        } else if (kind == DROP && thresholds.drop() && engine.mayFire()) {
            long packets = Integer.toUnsignedLong(body.getInt(at.count + (i << 2)));
            long bytes = body.getLong(at.value + (i << 3));
            engine.fire(Kind.DROP, watch.queue(), ReasonText.drop(watch.queue(), packets, bytes));
        } else if (kind == FAULT && thresholds.fault() && engine.mayFire()) {
            long code = body.getLong(at.value + (i << 3));
            engine.fire(Kind.FAULT, watch.queue(), ReasonText.fault(watch.queue(), code));
        }
    }

    private QueueWatch watch(ByteBuffer body, int i) {
        return engine.find(
                Short.toUnsignedInt(body.getShort(at.device + (i << 1))),
                Short.toUnsignedInt(body.getShort(at.queue + (i << 1))));
    }
}
