package io.vqtrace.trace.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vqtrace.trace.NegotiationRows;
import io.vqtrace.trace.NegotiationStep;
import io.vqtrace.virtio.DeviceType;
import io.vqtrace.virtio.QueueRoles;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** A record becomes the row that {@link NegotiationRows} makes of the same step. */
class ControlRecordsTest {
    private static final int AT = ControlRecord.BYTES;
    private static final String RECORDER = "recorder";

    private final ByteBuffer memory =
            ByteBuffer.allocate(2 * ControlRecord.BYTES).order(ByteOrder.LITTLE_ENDIAN);

    private void record(NegotiationStep step, int queue, int fields, long value) {
        memory.putLong(AT + ControlRecord.TS, 77)
                .putInt(AT + ControlRecord.STEP, step.ordinal())
                .putInt(AT + ControlRecord.DEVICE, 3)
                .putInt(AT + ControlRecord.QUEUE, queue)
                .putInt(AT + ControlRecord.FIELDS, fields)
                .putLong(AT + ControlRecord.VALUE, value);
    }

    @Test
    void statusSaysWhoActed() {
        record(NegotiationStep.STATUS, -1, ControlRecord.HAS_VALUE, 11);
        assertEquals(
                NegotiationRows.status(3, 77L, 11, "driver", null, RECORDER), ControlRecords.negotiation(memory, AT));
        record(NegotiationStep.STATUS, -1, ControlRecord.HAS_VALUE | ControlRecord.BY_DEVICE, 3);
        assertEquals(
                NegotiationRows.status(3, 77L, 3, "device", null, RECORDER), ControlRecords.negotiation(memory, AT));
    }

    @Test
    void featuresKeepAllTheirBits() {
        memory.putLong(AT + ControlRecord.FEATURES_LOW, -5).putLong(AT + ControlRecord.FEATURES_HIGH, 9);
        record(NegotiationStep.FEATURES_OFFERED, -1, ControlRecord.HAS_FEATURES | ControlRecord.BY_DEVICE, 0);
        assertEquals(
                NegotiationRows.featuresOffered(3, 77L, -5, 9L, null, RECORDER, null),
                ControlRecords.negotiation(memory, AT));
        record(NegotiationStep.FEATURES_ACCEPTED, -1, ControlRecord.HAS_FEATURES, 0);
        assertEquals(
                NegotiationRows.featuresAccepted(3, 77L, -5, 9, null, RECORDER),
                ControlRecords.negotiation(memory, AT));
    }

    @Test
    void aQueueSetupIsAStepAndAConfiguration() {
        memory.putInt(AT + ControlRecord.SIZE, 64)
                .putInt(AT + ControlRecord.MAX_SIZE, -1)
                .putInt(AT + ControlRecord.VECTOR, 5)
                .putInt(AT + ControlRecord.PACKED, 1)
                .putLong(AT + ControlRecord.DESC_ADDR, 16)
                .putLong(AT + ControlRecord.DRIVER_ADDR, 32)
                .putLong(AT + ControlRecord.DEVICE_ADDR, 48);
        record(NegotiationStep.QUEUE_SETUP, 2, 0, 0);
        assertEquals(
                NegotiationRows.queueSetup(3, 77L, 2, true, 64, null, 5, 16, 32, 48, null, RECORDER),
                ControlRecords.negotiation(memory, AT));
        assertNull(ControlRecords.configuration(memory, AT, QueueRoles.of(DeviceType.BLK, 2))
                .maxSize());
    }

    @Test
    void resets() {
        record(NegotiationStep.QUEUE_RESET, 4, 0, 0);
        assertEquals(NegotiationRows.queueReset(3, 77L, 4, null, RECORDER), ControlRecords.negotiation(memory, AT));
        record(NegotiationStep.DEVICE_RESET, -1, 0, 0);
        assertEquals(NegotiationRows.deviceReset(3, 77L, null, RECORDER), ControlRecords.negotiation(memory, AT));
    }

    @Test
    void configuration() {
        memory.putInt(AT + ControlRecord.DETAIL_A, 20).putInt(AT + ControlRecord.DETAIL_B, 4);
        record(NegotiationStep.CONFIG_READ, -1, ControlRecord.HAS_VALUE, 512);
        assertEquals(
                NegotiationRows.configRead(3, 77L, 20, 4, 512L, null, RECORDER),
                ControlRecords.negotiation(memory, AT));
        record(NegotiationStep.CONFIG_WRITE, -1, ControlRecord.HAS_VALUE, -1);
        assertEquals(
                NegotiationRows.configWrite(3, 77L, 20, 4, -1, null, RECORDER), ControlRecords.negotiation(memory, AT));
        record(NegotiationStep.CONFIG_CHANGED, -1, ControlRecord.BY_DEVICE, 0);
        assertEquals(
                NegotiationRows.configChanged(3, 77L, null, null, RECORDER), ControlRecords.negotiation(memory, AT));
    }

    @Test
    void coalescing() {
        memory.putInt(AT + ControlRecord.DETAIL_A, 1);
        record(NegotiationStep.COALESCING_SET, -1, ControlRecord.HAS_VALUE, 9L << 32 | 0xffff_fffeL);
        assertEquals(
                NegotiationRows.coalescingSet(3, 77L, null, true, 9, -2, null, RECORDER),
                ControlRecords.negotiation(memory, AT));
    }
}
