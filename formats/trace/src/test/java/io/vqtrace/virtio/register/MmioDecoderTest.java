package io.vqtrace.virtio.register;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vqtrace.virtio.MmioRegister;
import java.util.List;
import org.junit.jupiter.api.Test;

class MmioDecoderTest {
    private final Told told = new Told();
    private final MmioDecoder decoder = new MmioDecoder(told);

    private void write(MmioRegister register, long value) {
        decoder.write(register.offset(), 4, value);
    }

    private void read(MmioRegister register, long value) {
        decoder.read(register.offset(), 4, value);
    }

    private void offered(int select, long word) {
        write(MmioRegister.DEVICE_FEATURES_SEL, select);
        read(MmioRegister.DEVICE_FEATURES, word);
    }

    private void accepted(int select, long word) {
        write(MmioRegister.DRIVER_FEATURES_SEL, select);
        write(MmioRegister.DRIVER_FEATURES, word);
    }

    private void place(int queue, int size, long desc, long driver, long device) {
        write(MmioRegister.QUEUE_SEL, queue);
        write(MmioRegister.QUEUE_SIZE, size);
        write(MmioRegister.QUEUE_DESC_LOW, desc & 0xffff_ffffL);
        write(MmioRegister.QUEUE_DESC_HIGH, desc >>> 32);
        write(MmioRegister.QUEUE_DRIVER_LOW, driver & 0xffff_ffffL);
        write(MmioRegister.QUEUE_DRIVER_HIGH, driver >>> 32);
        write(MmioRegister.QUEUE_DEVICE_LOW, device & 0xffff_ffffL);
        write(MmioRegister.QUEUE_DEVICE_HIGH, device >>> 32);
    }

    /** Brings the device up to FEATURES_OK with the given bits from 32 on accepted. */
    private void negotiate(long secondWord) {
        write(MmioRegister.STATUS, 0);
        write(MmioRegister.STATUS, 1);
        write(MmioRegister.STATUS, 3);
        accepted(1, secondWord);
        write(MmioRegister.STATUS, 11);
        read(MmioRegister.STATUS, 11);
        told.take();
    }

    /** Section 3.1.1: "The driver MUST follow this sequence to initialize a device". */
    @Test
    void theSequenceOfSection3_1_1() {
        read(MmioRegister.VERSION, 2);
        write(MmioRegister.STATUS, 0);
        read(MmioRegister.STATUS, 0);
        write(MmioRegister.STATUS, 1);
        write(MmioRegister.STATUS, 3);
        offered(1, 0x101);
        offered(0, 0x3000_7e54);
        accepted(1, 1);
        accepted(0, 0x3000_6e54);
        read(MmioRegister.STATUS, 3);
        write(MmioRegister.STATUS, 11);
        read(MmioRegister.STATUS, 11);
        write(MmioRegister.QUEUE_SEL, 0);
        read(MmioRegister.QUEUE_READY, 0);
        read(MmioRegister.QUEUE_SIZE_MAX, 1024);
        place(0, 256, 0x1_0000_1000L, 0x2000, 0x3000);
        write(MmioRegister.QUEUE_READY, 1);
        decoder.read(0x114, 4, 512);
        write(MmioRegister.STATUS, 15);
        assertEquals(
                List.of(
                        "status 0",
                        "reset",
                        "status read 0",
                        "reset complete",
                        "status 1",
                        "status 3",
                        "offered 10130007e54 0 words 3",
                        "accepted 130006e54 0",
                        "status read 3",
                        "status 11",
                        "status read 11",
                        "queue 0 split size 256 max 1024 vector -1 at 100001000 2000 3000",
                        "config read 20+4 200",
                        "status 15"),
                told.take());
        assertEquals(List.of(), told.takeFaults());
    }

    /** Section 4.2.2: "returns 32 consecutive flag bits, … depending on the last value written to DeviceFeaturesSel". */
    @Test
    void featureWordsUpToBit127AreSelected() {
        write(MmioRegister.STATUS, 0);
        told.take();
        for (int word = 0; word < 6; word++) {
            offered(word, 0x8000_0001L + word);
        }
        read(MmioRegister.STATUS, 0);
        assertEquals(
                "offered 8000000280000001 8000000480000003 words f", told.take().get(0));
    }

    @Test
    void anOfferIsToldOnceAResetAndWhenMoreOfItIsSeen() {
        offered(0, 5);
        read(MmioRegister.STATUS, 3);
        offered(0, 5);
        read(MmioRegister.STATUS, 3);
        assertEquals(List.of("offered 5 0 words 1", "status read 3"), told.take());
        offered(1, 0);
        read(MmioRegister.STATUS, 3);
        assertEquals(List.of("offered 5 0 words 3"), told.take());
        write(MmioRegister.STATUS, 0);
        offered(0, 5);
        read(MmioRegister.STATUS, 0);
        assertEquals("offered 5 0 words 1", told.take().get(2));
    }

    /** A driver may poll the status: the same answer again says nothing. */
    @Test
    void aPolledStatusIsToldWhenItChanges() {
        write(MmioRegister.STATUS, 15);
        for (int value : new int[] {15, 15, 15, 79, 79}) {
            read(MmioRegister.STATUS, value);
        }
        write(MmioRegister.STATUS, 15);
        read(MmioRegister.STATUS, 79);
        assertEquals(
                List.of("status 15", "status read 15", "status read 79", "status 15", "status read 79"), told.take());
    }

    /** Section 4.2.2: the value written to QueueNotify is the queue index, or the notification data of section 2.9. */
    @Test
    void notificationsCarryTheirData() {
        write(MmioRegister.QUEUE_NOTIFY, 3);
        assertEquals(List.of("notified 3 3 false"), told.take());
        negotiate(1L << 38 - 32);
        write(MmioRegister.QUEUE_NOTIFY, 0x8005_0003L);
        assertEquals(List.of("notified 3 80050003 true"), told.take());
    }

    /** Section 4.2.2.2: "To stop using the queue the driver MUST write zero (0x0) to this QueueReady and MUST read the value back". */
    @Test
    void aStoppedQueueIsReadBack() {
        negotiate(1);
        place(1, 8, 0x1000, 0x2000, 0x3000);
        write(MmioRegister.QUEUE_READY, 1);
        write(MmioRegister.QUEUE_READY, 0);
        read(MmioRegister.QUEUE_READY, 0);
        place(1, 8, 0x1000, 0x2000, 0x3000);
        write(MmioRegister.QUEUE_READY, 1);
        assertEquals(3, told.take().size());
        assertEquals(List.of(), told.takeFaults());
        write(MmioRegister.QUEUE_READY, 0);
        write(MmioRegister.QUEUE_SIZE, 16);
        assertEquals(List.of("QUEUE_STOP_NOT_READ of queue 1"), told.takeFaults());
    }

    /** Section 4.2.2.2: "When QueueReady is not zero, the driver MUST NOT access QueueSize, QueueDescLow, …". */
    @Test
    void aReadyQueueIsLeftAlone() {
        negotiate(1);
        place(0, 8, 0x1000, 0x2000, 0x3000);
        write(MmioRegister.QUEUE_READY, 1);
        write(MmioRegister.QUEUE_DESC_LOW, 0x8000);
        write(MmioRegister.QUEUE_SEL, 1);
        write(MmioRegister.QUEUE_DESC_LOW, 0x8000);
        assertEquals(List.of("QUEUE_READY of queue 0"), told.takeFaults());
    }

    /** Section 4.2.2.2: a size "less than or equal to the value presented in QueueSizeMax"; section 2.7: a power of 2. */
    @Test
    void sizesAndAlignment() {
        negotiate(1);
        write(MmioRegister.QUEUE_SEL, 0);
        read(MmioRegister.QUEUE_SIZE_MAX, 64);
        for (int size : new int[] {64, 128, 48, 0}) {
            write(MmioRegister.QUEUE_SIZE, size);
        }
        assertEquals(
                List.of("QUEUE_SIZE of queue 0", "QUEUE_SIZE of queue 0", "QUEUE_SIZE of queue 0"), told.takeFaults());
        place(0, 64, 0x1000, 0x2002, 0x3002);
        write(MmioRegister.QUEUE_READY, 1);
        assertEquals(List.of("QUEUE_ALIGNMENT of queue 0"), told.takeFaults());
    }

    /** Section 2.8: a packed ring's size need not be a power of 2, and its areas are aligned to 16, 4 and 4 bytes. */
    @Test
    void packedRings() {
        negotiate(1L << 34 - 32);
        place(0, 48, 0x1000, 0x2004, 0x3004);
        write(MmioRegister.QUEUE_READY, 1);
        assertEquals(List.of("queue 0 packed size 48 max -1 vector -1 at 1000 2004 3004"), told.take());
        assertEquals(List.of(), told.takeFaults());
    }

    /** Section 2.6.1.1.2: "the driver MUST verify that the queue has actually been reset". */
    @Test
    void aQueueResetIsAwaited() {
        negotiate(1L << 40 - 32);
        place(2, 8, 0x1000, 0x2000, 0x3000);
        write(MmioRegister.QUEUE_READY, 1);
        write(MmioRegister.QUEUE_RESET, 1);
        read(MmioRegister.QUEUE_RESET, 1);
        read(MmioRegister.QUEUE_RESET, 0);
        place(2, 16, 0x4000, 0x5000, 0x6000);
        write(MmioRegister.QUEUE_READY, 1);
        assertEquals(
                List.of(
                        "queue 2 split size 8 max -1 vector -1 at 1000 2000 3000",
                        "queue 2 reset",
                        "queue 2 reset complete",
                        "queue 2 split size 16 max -1 vector -1 at 4000 5000 6000"),
                told.take());
        assertEquals(List.of(), told.takeFaults());
        write(MmioRegister.QUEUE_RESET, 1);
        write(MmioRegister.QUEUE_READY, 1);
        assertEquals(
                List.of("QUEUE_RESET_NOT_AWAITED of queue 2", "QUEUE_NOT_CONFIGURED of queue 2"), told.takeFaults());
        negotiate(1);
        write(MmioRegister.QUEUE_RESET, 1);
        assertEquals(List.of("QUEUE_RESET_NOT_NEGOTIATED of queue 0"), told.takeFaults());
    }

    /** Section 4.2.2.1: the device presents each event "until the driver acknowledges the interrupt". */
    @Test
    void interruptsStayUntilAcknowledged() {
        read(MmioRegister.INTERRUPT_STATUS, 1);
        read(MmioRegister.INTERRUPT_STATUS, 3);
        write(MmioRegister.INTERRUPT_ACK, 1);
        read(MmioRegister.INTERRUPT_STATUS, 3);
        assertEquals(
                List.of("interrupt 1 fresh 1", "interrupt 3 fresh 2", "acknowledged 1", "interrupt 3 fresh 1"),
                told.take());
        assertEquals(List.of(), told.takeFaults());
        write(MmioRegister.INTERRUPT_ACK, 5);
        read(MmioRegister.INTERRUPT_STATUS, 0);
        assertEquals(List.of("INTERRUPT_ACK", "INTERRUPT_STATUS_LOST"), told.takeFaults());
        read(MmioRegister.INTERRUPT_STATUS, 1);
        write(MmioRegister.STATUS, 0);
        read(MmioRegister.INTERRUPT_STATUS, 0);
        assertEquals(List.of(), told.takeFaults());
    }

    /** Section 4.2.2.2: "Before reading from DeviceFeatures, the driver MUST write a value to DeviceFeaturesSel". */
    @Test
    void featureWordsAreSelectedFirst() {
        read(MmioRegister.DEVICE_FEATURES, 1);
        assertEquals(List.of(), told.takeFaults(), "the selection may have come before the first access that was seen");
        write(MmioRegister.STATUS, 0);
        read(MmioRegister.DEVICE_FEATURES, 1);
        write(MmioRegister.DRIVER_FEATURES, 1);
        assertEquals(List.of("FEATURES_NOT_SELECTED", "FEATURES_NOT_SELECTED"), told.takeFaults());
    }

    /** Section 3.1.1, steps 4 to 6, and "the driver MUST NOT accept new feature bits after this step". */
    @Test
    void featuresAreAgreedOnBeforeTheDriverGoesOn() {
        write(MmioRegister.STATUS, 3);
        decoder.write(0x104, 4, 1);
        write(MmioRegister.STATUS, 11);
        accepted(0, 1);
        decoder.write(0x104, 4, 1);
        write(MmioRegister.STATUS, 15);
        assertEquals(
                List.of("CONFIG_WRITTEN_IN_NEGOTIATION", "FEATURES_AFTER_FEATURES_OK", "FEATURES_OK_NOT_READ"),
                told.takeFaults());
    }

    @Test
    void aReadingWhoseAnswerIsNotSeenStillCounts() {
        write(MmioRegister.STATUS, 3);
        write(MmioRegister.STATUS, 11);
        decoder.readUnseen(MmioRegister.STATUS.offset(), 4);
        write(MmioRegister.STATUS, 15);
        place(0, 8, 0x1000, 0x2000, 0x3000);
        write(MmioRegister.QUEUE_READY, 1);
        write(MmioRegister.QUEUE_READY, 0);
        decoder.readUnseen(MmioRegister.QUEUE_READY.offset(), 4);
        write(MmioRegister.QUEUE_SIZE, 8);
        assertEquals(List.of(), told.takeFaults());
    }

    /** Section 4.2.2.2: "The driver MUST only use 32 bit wide and aligned reads and writes to access the control registers". */
    @Test
    void widthsAndDirections() {
        decoder.write(MmioRegister.STATUS.offset(), 1, 1);
        decoder.read(MmioRegister.STATUS.offset() + 2, 2, 1);
        decoder.write(MmioRegister.VERSION.offset(), 4, 2);
        decoder.read(MmioRegister.QUEUE_SEL.offset(), 4, 0);
        decoder.read(0x2c, 4, 0);
        decoder.read(-4, 4, 0);
        decoder.read(0x101, 2, 0);
        decoder.read(0x100, 3, 0);
        assertEquals(
                List.of(
                        "WIDTH",
                        "WIDTH",
                        "DIRECTION",
                        "DIRECTION",
                        "NO_SUCH_REGISTER",
                        "NO_SUCH_REGISTER",
                        "WIDTH",
                        "WIDTH"),
                told.takeFaults());
        assertEquals(List.of("config read 1+2 0"), told.take());
    }

    @Test
    void aQueueBeyondTheLastIsNone() {
        place(0x10000, 8, 0x1000, 0x2000, 0x3000);
        write(MmioRegister.QUEUE_READY, 1);
        assertEquals(List.of("NO_SUCH_QUEUE"), told.takeFaults());
        assertEquals(List.of(), told.take());
        place(0xffff, 8, 0x1000, 0x2000, 0x3000);
        write(MmioRegister.QUEUE_READY, 1);
        assertEquals(List.of("queue 65535 split size 8 max -1 vector -1 at 1000 2000 3000"), told.take());
    }

    /** Section 2.3: the generation changes when the configuration does. */
    @Test
    void generationsAreTold() {
        for (int generation : new int[] {4, 4, 5}) {
            read(MmioRegister.CONFIG_GENERATION, generation);
        }
        assertEquals(List.of("generation 5"), told.take());
    }

    /** Section 4.2.4: the legacy layout places a queue by page number, page size and alignment. */
    @Test
    void legacyQueuesLieInOnePiece() {
        read(MmioRegister.VERSION, 1);
        write(MmioRegister.STATUS, 0);
        write(MmioRegister.GUEST_PAGE_SIZE, 4096);
        write(MmioRegister.STATUS, 3);
        decoder.write(0x104, 4, 1);
        write(MmioRegister.QUEUE_SEL, 1);
        read(MmioRegister.QUEUE_PFN, 0);
        read(MmioRegister.QUEUE_SIZE_MAX, 128);
        write(MmioRegister.QUEUE_SIZE, 128);
        write(MmioRegister.QUEUE_ALIGN, 4096);
        write(MmioRegister.QUEUE_PFN, 0x10);
        write(MmioRegister.QUEUE_PFN, 0);
        assertEquals(
                List.of(
                        "status 0",
                        "reset",
                        "status 3",
                        "config written 4+4 1",
                        "queue 1 split size 128 max 128 vector -1 at 10000 10800 11000",
                        "queue 1 stopped"),
                told.take());
        assertEquals(List.of(), told.takeFaults());
        write(MmioRegister.QUEUE_READY, 1);
        assertEquals(List.of("NO_SUCH_REGISTER"), told.takeFaults());
    }
}
