package io.vqtrace.virtio.register;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vqtrace.virtio.PciCommonConfigRegister;
import java.util.List;
import org.junit.jupiter.api.Test;

class PciCommonConfigDecoderTest {
    private final Told told = new Told();
    private final PciCommonConfigDecoder decoder = new PciCommonConfigDecoder(told);

    private void write(PciCommonConfigRegister field, long value) {
        decoder.write(field.offset(), field.width(), value);
    }

    private void read(PciCommonConfigRegister field, long value) {
        decoder.read(field.offset(), field.width(), value);
    }

    private void address(PciCommonConfigRegister field, long value) {
        decoder.write(field.offset(), 4, value & 0xffff_ffffL);
        decoder.write(field.offset() + 4, 4, value >>> 32);
    }

    private void place(int queue, long desc, long driver, long device) {
        write(PciCommonConfigRegister.QUEUE_SELECT, queue);
        address(PciCommonConfigRegister.QUEUE_DESC, desc);
        address(PciCommonConfigRegister.QUEUE_DRIVER, driver);
        address(PciCommonConfigRegister.QUEUE_DEVICE, device);
    }

    /** The accesses with which SeaBIOS set up a disk, from a QEMU log; it does not read the status back after the reset. */
    @Test
    void aFirmwaresDriver() {
        decoder.write(0x14, 1, 0);
        decoder.write(0x14, 1, 3);
        decoder.write(0x00, 4, 0);
        decoder.read(0x04, 4, 0x30007e54);
        decoder.write(0x00, 4, 1);
        decoder.read(0x04, 4, 0x101);
        decoder.write(0x08, 4, 0);
        decoder.write(0x0c, 4, 0x44);
        decoder.write(0x08, 4, 1);
        decoder.write(0x0c, 4, 1);
        decoder.write(0x14, 1, 0xb);
        decoder.read(0x14, 1, 0xb);
        decoder.write(0x16, 2, 0);
        decoder.read(0x18, 2, 0x100);
        decoder.read(0x1c, 2, 0);
        decoder.write(0x20, 4, 0xffdd000);
        decoder.write(0x24, 4, 0);
        decoder.write(0x28, 4, 0xffde000);
        decoder.write(0x2c, 4, 0);
        decoder.write(0x30, 4, 0xffdf000);
        decoder.write(0x34, 4, 0);
        decoder.write(0x1c, 2, 1);
        decoder.read(0x1e, 2, 0);
        decoder.write(0x14, 1, 0xf);
        assertEquals(
                List.of(
                        "status 0",
                        "reset",
                        "status 3",
                        "offered 10130007e54 0 words 3",
                        "accepted 100000044 0",
                        "status 11",
                        "status read 11",
                        "queue 0 split size 256 max 256 vector 65535 at ffdd000 ffde000 ffdf000",
                        "status 15"),
                told.take());
        assertEquals(List.of("RESET_NOT_AWAITED"), told.takeFaults());
    }

    /** Section 4.1.4.3: queue_size "On reset, specifies the maximum queue size …. This can be modified by the driver". */
    @Test
    void theSizeIsTheLargestUntilTheDriverWritesIt() {
        write(PciCommonConfigRegister.QUEUE_SELECT, 3);
        read(PciCommonConfigRegister.QUEUE_SIZE, 256);
        write(PciCommonConfigRegister.QUEUE_SIZE, 64);
        read(PciCommonConfigRegister.QUEUE_SIZE, 64);
        write(PciCommonConfigRegister.QUEUE_MSIX_VECTOR, 2);
        read(PciCommonConfigRegister.QUEUE_MSIX_VECTOR, 0xffff);
        place(3, 0x1_0000_0000L, 0x2000, 0x3000);
        write(PciCommonConfigRegister.QUEUE_ENABLE, 1);
        write(PciCommonConfigRegister.DEVICE_STATUS, 0);
        read(PciCommonConfigRegister.DEVICE_STATUS, 0);
        place(3, 0x1000, 0x2000, 0x3000);
        write(PciCommonConfigRegister.QUEUE_ENABLE, 1);
        assertEquals(
                List.of(
                        "queue 3 split size 64 max 256 vector 65535 at 100000000 2000 3000",
                        "status 0",
                        "reset",
                        "status read 0",
                        "reset complete",
                        "queue 3 split size 256 max 256 vector 65535 at 1000 2000 3000"),
                told.take());
        assertEquals(List.of(), told.takeFaults());
    }

    /** Section 4.1.4.3.2: the driver configures a queue before it enables it, and never writes 0 to queue_enable. */
    @Test
    void queuesAreConfiguredThenEnabled() {
        write(PciCommonConfigRegister.QUEUE_SELECT, 0);
        write(PciCommonConfigRegister.QUEUE_ENABLE, 1);
        write(PciCommonConfigRegister.QUEUE_SIZE, 64);
        write(PciCommonConfigRegister.QUEUE_ENABLE, 0);
        assertEquals(
                List.of("QUEUE_NOT_CONFIGURED of queue 0", "QUEUE_READY of queue 0", "QUEUE_ENABLE_ZERO of queue 0"),
                told.takeFaults());
    }

    /** Section 4.1.4.3.2: "the driver MUST NOT consider queue reset to be complete until it reads back 0 in queue_reset". */
    @Test
    void queueReset() {
        write(PciCommonConfigRegister.DRIVER_FEATURE_SELECT, 1);
        write(PciCommonConfigRegister.DRIVER_FEATURE, 0x101);
        write(PciCommonConfigRegister.QUEUE_SELECT, 1);
        write(PciCommonConfigRegister.QUEUE_RESET, 1);
        read(PciCommonConfigRegister.QUEUE_RESET, 1);
        read(PciCommonConfigRegister.QUEUE_RESET, 0);
        write(PciCommonConfigRegister.QUEUE_RESET, 1);
        write(PciCommonConfigRegister.QUEUE_SIZE, 64);
        assertEquals(
                List.of("accepted 10100000000 0", "queue 1 reset", "queue 1 reset complete", "queue 1 reset"),
                told.take());
        assertEquals(List.of("QUEUE_RESET_NOT_AWAITED of queue 1"), told.takeFaults());
    }

    /** Section 4.1.3.1: accesses of a field's width; the parts of 64-bit fields may be accessed independently. */
    @Test
    void accessesOfAnotherWidthAreFaultsAndDecoded() {
        decoder.write(0x08, 2, 1);
        decoder.write(0x0c, 2, 0x0101);
        decoder.write(0x0e, 2, 0x0002);
        decoder.write(0x14, 4, 0x0005_0003);
        decoder.write(0x18, 8, 0x0000_0000_0007_0020L);
        decoder.write(0x20, 8, 0x1_0000_2000L);
        decoder.write(0x28, 4, 0x3000);
        decoder.write(0x30, 4, 0x4000);
        decoder.write(0x1c, 1, 1);
        assertEquals(
                List.of(
                        "accepted 2010100000000 0",
                        "status 3",
                        "queue 5 split size 32 max -1 vector 7 at 100002000 3000 4000"),
                told.take());
        assertEquals(
                List.of(
                        "WIDTH",
                        "WIDTH",
                        "WIDTH",
                        "WIDTH",
                        "DIRECTION",
                        "WIDTH",
                        "QUEUE_ENABLE_ZERO of queue 5",
                        "DIRECTION",
                        "WIDTH",
                        "WIDTH"),
                told.takeFaults());
        decoder.read(0x04, 2, 0x6e54);
        decoder.read(0x06, 2, 0x3000);
        decoder.read(0x14, 2, 0x0203);
        assertEquals(List.of("offered 30006e54 0 words 1", "status read 3"), told.take());
    }

    @Test
    void whatIsPendingIsToldAtTheEnd() {
        write(PciCommonConfigRegister.DRIVER_FEATURE_SELECT, 0);
        write(PciCommonConfigRegister.DRIVER_FEATURE, 4);
        assertEquals(List.of(), told.take());
        decoder.settle();
        decoder.settle();
        assertEquals(List.of("accepted 4 0"), told.take());
    }

    @Test
    void outsideOfTheStructureIsNothing() {
        decoder.read(64, 4, 0);
        decoder.write(-1, 4, 0);
        decoder.write(0, 0, 0);
        decoder.write(62, 8, 0);
        assertEquals(List.of("NO_SUCH_REGISTER", "NO_SUCH_REGISTER", "WIDTH", "WIDTH", "DIRECTION"), told.takeFaults());
        assertEquals(List.of(), told.take());
    }
}
