package io.vqtrace.backend.device.entropy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.backend.device.DeviceDriver;
import io.vqtrace.backend.protocol.ProtocolException;
import io.vqtrace.recorder.VirtioRecorder;
import io.vqtrace.testkit.ring.Buffers;
import org.junit.jupiter.api.Test;

/** Virtio 1.4 section 5.4. */
class EntropyBackendTest {
    @Test
    void fillsBuffersAcrossTheirBordersWithDifferentBytes() throws ProtocolException {
        try (DeviceDriver driver = driver(0)) {
            long at = driver.memory().allocate(512, 16);
            driver.submit(new Buffers().writable(at, 100).writable(at + 200, 156));
            driver.await();
            assertEquals(256, driver.usedLength());
            long distinct = java.util.stream.IntStream.range(0, 156)
                    .map(i -> driver.memory().getByte(at + 200 + i))
                    .distinct()
                    .count();
            assertTrue(distinct > 40, distinct + " different bytes in 156");
            assertEquals(0, driver.memory().getByte(at + 100), "between the buffers");
        }
    }

    /** Section 5.4.6.1: the driver must not place device-readable buffers; 5.4.6.2: less than asked for may be given. */
    @Test
    void refusesReadableBuffersAndGivesWhatIsLeft() throws ProtocolException {
        try (DeviceDriver driver = driver(64)) {
            long at = driver.memory().allocate(4096, 16);
            driver.submit(new Buffers().readable(at, 16));
            driver.await();
            assertEquals(0, driver.usedLength());
            driver.submit(new Buffers().writable(at, 4096));
            driver.await();
            assertEquals(64, driver.usedLength(), "a second's worth");
            driver.submit(new Buffers().writable(at, 4096));
            driver.await();
            assertTrue(driver.usedLength() > 0 && driver.usedLength() < 64, () -> driver.usedLength() + " bytes");
        }
    }

    @Test
    void refusesRatesThatWouldHoldItsQueue() {
        assertThrows(IllegalArgumentException.class, () -> new EntropyBackend(63));
        assertThrows(IllegalArgumentException.class, () -> new EntropyBackend(-1));
        assertThrows(IllegalArgumentException.class, () -> new EntropyBackend((1L << 32) + 1));
    }

    private static DeviceDriver driver(long rate) throws ProtocolException {
        return new DeviceDriver(new EntropyBackend(rate), VirtioRecorder.disabled(), 0, false);
    }
}
