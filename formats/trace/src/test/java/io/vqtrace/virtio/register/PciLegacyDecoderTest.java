package io.vqtrace.virtio.register;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Section 4.1.4.10: device features, driver features, queue address, size, select, notify, status, ISR, two vectors. */
class PciLegacyDecoderTest {
    private final Told told = new Told();
    private final PciLegacyDecoder decoder = new PciLegacyDecoder(told);

    /** The accesses with which SeaBIOS set up a disk with disable-modern=on, from a QEMU log; it accepts no features. */
    @Test
    void aFirmwaresDriver() {
        decoder.write(0x12, 1, 0);
        decoder.read(0x13, 1, 0);
        decoder.write(0x12, 1, 3);
        decoder.write(0x0e, 2, 0);
        decoder.read(0x0c, 2, 0x100);
        decoder.read(0x08, 4, 0);
        decoder.write(0x08, 4, 0xffdd);
        decoder.read(0x14, 1, 0);
        decoder.read(0x20, 1, 0xfe);
        decoder.read(0x00, 4, 0x71007ed4);
        decoder.write(0x12, 1, 7);
        assertEquals(
                List.of(
                        "status 0",
                        "reset",
                        "status 3",
                        "queue 0 split size 256 max 256 vector 65535 at ffdd000 ffde000 ffdf000",
                        "config read 0+1 0",
                        "config read 12+1 fe",
                        "offered 71007ed4 0 words 1",
                        "status 7"),
                told.take());
        assertEquals(List.of(), told.takeFaults());
    }

    /** The accesses of Linux to the same disk: it selects a queue again to write its vector, after the address. */
    @Test
    void aDriverWithVectors() {
        decoder.write(0x12, 1, 0);
        decoder.read(0x12, 1, 0);
        decoder.write(0x12, 1, 3);
        decoder.read(0x00, 4, 0x71007ed4);
        decoder.write(0x04, 4, 0x30007e54);
        decoder.write(0x14, 2, 0);
        decoder.read(0x14, 2, 0);
        queueWithVector(0, 0x2e58, 1);
        queueWithVector(1, 0x2e5c, 0xffff);
        decoder.read(0x2c, 1, 2);
        decoder.write(0x12, 1, 7);
        decoder.write(0x10, 2, 1);
        assertEquals(
                List.of(
                        "status 0",
                        "reset",
                        "status read 0",
                        "reset complete",
                        "status 3",
                        "offered 71007ed4 0 words 1",
                        "accepted 30007e54 0",
                        "queue 0 split size 256 max 256 vector 1 at 2e58000 2e59000 2e5a000",
                        "queue 1 split size 256 max 256 vector 65535 at 2e5c000 2e5d000 2e5e000",
                        "config read 20+1 2",
                        "status 7",
                        "notified 1 1 false"),
                told.take());
        assertEquals(List.of(), told.takeFaults());
    }

    private void queueWithVector(int queue, int page, int vector) {
        decoder.write(0x0e, 2, queue);
        decoder.read(0x0c, 2, 0x100);
        decoder.write(0x08, 4, page);
        decoder.write(0x0e, 2, queue);
        decoder.write(0x16, 2, vector);
        decoder.read(0x16, 2, vector);
    }

    /** With MSI-X a queue that gets no vector is told at the next access to anything else. */
    @Test
    void aQueueWithoutAVectorAmongOthers() {
        decoder.write(0x12, 1, 0);
        decoder.write(0x14, 2, 0);
        decoder.write(0x0e, 2, 2);
        decoder.read(0x0c, 2, 64);
        decoder.write(0x08, 4, 1);
        assertEquals(List.of("status 0", "reset"), told.take());
        decoder.write(0x0e, 2, 3);
        assertEquals(List.of("queue 2 split size 64 max 64 vector 65535 at 1000 1400 2000"), told.take());
        decoder.read(0x0c, 2, 64);
        decoder.write(0x08, 4, 3);
        decoder.settle();
        assertEquals(List.of("queue 3 split size 64 max 64 vector 65535 at 3000 3400 4000"), told.take());
    }

    /**
     * "If MSI-X is enabled for the device, two additional fields immediately follow this header"; device-specific fields
     * follow these. Where they start is not told until an access shows it.
     */
    @Test
    void theConfigurationStartsBehindTheVectorsOnlyWithMsiX() {
        decoder.read(0x18, 4, 5);
        decoder.read(0x14, 2, 5);
        assertEquals(List.of(), told.take(), "not known");
        decoder.read(0x14, 4, 5);
        decoder.read(0x18, 4, 6);
        decoder.write(0x19, 1, 7);
        assertEquals(List.of("config read 0+4 5", "config read 4+4 6", "config written 5+1 7"), told.take());
        decoder.write(0x16, 2, 1);
        decoder.read(0x18, 4, 5);
        assertEquals(List.of("config read 0+4 5"), told.take());
        decoder.write(0x14, 2, 0xffff);
        decoder.read(0x18, 4, 5);
        assertEquals(List.of(), told.take(), "a driver frees the vectors before it disables them");
    }

    @Test
    void aQueueStopsAndStartsAgain() {
        decoder.read(0x0c, 2, 8);
        decoder.write(0x08, 4, 1);
        decoder.write(0x08, 4, 0);
        decoder.write(0x08, 4, 2);
        assertEquals(
                List.of(
                        "queue 0 split size 8 max 8 vector -1 at 1000 1080 2000",
                        "queue 0 stopped",
                        "queue 0 split size 8 max 8 vector -1 at 2000 2080 3000"),
                told.take());
    }

    @Test
    void otherAccessesAreFaultsAndDoNothing() {
        decoder.write(0x00, 4, 1);
        decoder.read(0x12, 2, 7);
        decoder.write(0x13, 1, 1);
        decoder.read(0x01, 1, 1);
        decoder.read(-1, 1, 1);
        assertEquals(List.of(), told.take());
        assertEquals(List.of("DIRECTION", "WIDTH", "DIRECTION", "WIDTH", "NO_SUCH_REGISTER"), told.takeFaults());
    }
}
