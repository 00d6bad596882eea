package io.vqtrace.trace.box;

import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.NegotiationRows;
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
        int device = device(from, at);
        Long ts = from.getLong(at + ControlRecord.TS);
        Long value = (fields & ControlRecord.HAS_VALUE) != 0 ? from.getLong(at + ControlRecord.VALUE) : null;
        long number = value == null ? 0 : value;
        long low = from.getLong(at + ControlRecord.FEATURES_LOW);
        long high = from.getLong(at + ControlRecord.FEATURES_HIGH);
        int a = from.getInt(at + ControlRecord.DETAIL_A);
        int b = from.getInt(at + ControlRecord.DETAIL_B);
        String actor = (fields & ControlRecord.BY_DEVICE) != 0 ? NegotiationRows.DEVICE : NegotiationRows.DRIVER;
        return switch (step(from, at)) {
            case STATUS -> NegotiationRows.status(device, ts, (int) number, actor, null, SOURCE);
            case FEATURES_OFFERED -> NegotiationRows.featuresOffered(device, ts, low, high, null, SOURCE, null);
            case FEATURES_ACCEPTED -> NegotiationRows.featuresAccepted(device, ts, low, high, null, SOURCE);
            case QUEUE_SETUP ->
                NegotiationRows.queueSetup(
                        device,
                        ts,
                        index(from, at),
                        from.getInt(at + ControlRecord.PACKED) == 1,
                        known(from.getInt(at + ControlRecord.SIZE)),
                        known(from.getInt(at + ControlRecord.MAX_SIZE)),
                        known(from.getInt(at + ControlRecord.VECTOR)),
                        from.getLong(at + ControlRecord.DESC_ADDR),
                        from.getLong(at + ControlRecord.DRIVER_ADDR),
                        from.getLong(at + ControlRecord.DEVICE_ADDR),
                        null,
                        SOURCE);
            case QUEUE_RESET -> NegotiationRows.queueReset(device, ts, index(from, at), null, SOURCE);
            case DEVICE_RESET -> NegotiationRows.deviceReset(device, ts, null, SOURCE);
            case CONFIG_READ -> NegotiationRows.configRead(device, ts, a, b, value, null, SOURCE);
            case CONFIG_WRITE -> NegotiationRows.configWrite(device, ts, a, b, number, null, SOURCE);
            case CONFIG_CHANGED ->
                NegotiationRows.configChanged(device, ts, value == null ? null : (int) number, null, SOURCE);
            case COALESCING_SET ->
                NegotiationRows.coalescingSet(
                        device, ts, queue(from, at), a == 1, (int) (number >>> 32), (int) number, null, SOURCE);
        };
    }

    private static int index(ByteBuffer from, int at) {
        return from.getInt(at + ControlRecord.QUEUE) & MAX_UNSIGNED_SHORT;
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
                index(from, at),
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
