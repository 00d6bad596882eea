package io.vqtrace.trace.box;

import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.NegotiationStep;
import io.vqtrace.trace.QueueRow;
import io.vqtrace.virtio.QueueRole;
import java.nio.ByteBuffer;

/** Makes rows of the small tables from {@linkplain ControlRecord records}. Buffers are little-endian. */
public final class ControlRecords {
    private static final String SOURCE = "recorder";
    private static final NegotiationStep[] STEPS = NegotiationStep.values();
    private static final int MAX_UNSIGNED_SHORT = 0xffff;

    private ControlRecords() {}

    /**
     * Returns what the record's step is.
     *
     * @param from memory of the records
     * @param at byte offset of the record
     * @return the step, or null if the record does not hold one of this version
     */
    public static NegotiationStep step(ByteBuffer from, int at) {
        int step = from.getInt(at + ControlRecord.STEP);
        return step >= 0 && step < STEPS.length ? STEPS[step] : null;
    }

    /**
     * Returns the device of the record.
     *
     * @param from memory of the records
     * @param at byte offset of the record
     * @return the device's id, 0 to 65535
     */
    public static int device(ByteBuffer from, int at) {
        return from.getInt(at + ControlRecord.DEVICE) & MAX_UNSIGNED_SHORT;
    }

    /**
     * Returns the queue of the record.
     *
     * @param from memory of the records
     * @param at byte offset of the record
     * @return the queue's index, 0 to 65535, or null if the record concerns none
     */
    public static Integer queue(ByteBuffer from, int at) {
        int queue = from.getInt(at + ControlRecord.QUEUE);
        return queue < 0 ? null : (Integer) (queue & MAX_UNSIGNED_SHORT);
    }

    /**
     * Makes the row of the negotiation table.
     *
     * @param from memory of the records
     * @param at byte offset of a record whose {@link #step} is known
     * @return the row
     */
    public static NegotiationRow negotiation(ByteBuffer from, int at) {
        int fields = from.getInt(at + ControlRecord.FIELDS);
        boolean features = (fields & ControlRecord.HAS_FEATURES) != 0;
        NegotiationStep step = step(from, at);
        return new NegotiationRow(
                device(from, at),
                from.getLong(at + ControlRecord.TS),
                step,
                queue(from, at),
                (fields & ControlRecord.HAS_VALUE) != 0 ? from.getLong(at + ControlRecord.VALUE) : null,
                features ? from.getLong(at + ControlRecord.FEATURES_LOW) : null,
                features ? from.getLong(at + ControlRecord.FEATURES_HIGH) : null,
                (fields & ControlRecord.BY_DEVICE) != 0 ? "device" : "driver",
                null,
                SOURCE,
                detail(step, from, at));
    }

    private static String detail(NegotiationStep step, ByteBuffer from, int at) {
        int a = from.getInt(at + ControlRecord.DETAIL_A);
        int b = from.getInt(at + ControlRecord.DETAIL_B);
        return switch (step) {
            case CONFIG_READ, CONFIG_WRITE -> "offset " + a + ", width " + b;
            case COALESCING_SET -> a == 1 ? "receive" : "transmit";
            default -> null;
        };
    }

    /**
     * Makes the row of the queues table.
     *
     * @param from memory of the records
     * @param at byte offset of a record whose step is {@link NegotiationStep#QUEUE_SETUP}
     * @param role the queue's role by its device's type
     * @return the row
     */
    public static QueueRow configuration(ByteBuffer from, int at, QueueRole role) {
        return new QueueRow(
                device(from, at),
                queue(from, at),
                role.name(),
                role.kind().label(),
                from.getInt(at + ControlRecord.PACKED) == 1 ? "packed" : "split",
                known(from.getInt(at + ControlRecord.SIZE)),
                known(from.getInt(at + ControlRecord.MAX_SIZE)),
                known(from.getInt(at + ControlRecord.VECTOR)),
                from.getLong(at + ControlRecord.DESC_ADDR),
                from.getLong(at + ControlRecord.DRIVER_ADDR),
                from.getLong(at + ControlRecord.DEVICE_ADDR),
                from.getLong(at + ControlRecord.TS),
                SOURCE);
    }

    private static Integer known(int number) {
        return number < 0 ? null : (Integer) number;
    }
}
