package io.vqtrace.virtio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceStatusTest {
    @Test
    void bitsAreThoseOfSection2_1() {
        // ACKNOWLEDGE (1), DRIVER (2), DRIVER_OK (4), FEATURES_OK (8), SUSPEND (16), DEVICE_NEEDS_RESET (64), FAILED
        // (128)
        assertEquals(
                List.of(1, 2, 4, 8, 16, 64, 128),
                Arrays.stream(DeviceStatus.values()).map(DeviceStatus::mask).toList());
        assertEquals(
                List.of("ACKNOWLEDGE", "DRIVER", "DRIVER_OK", "FEATURES_OK", "SUSPEND", "DEVICE_NEEDS_RESET", "FAILED"),
                DeviceStatus.names(1 | 2 | 4 | 8 | 16 | 64 | 128));
    }

    @Test
    void valuesSeenInTracesAreDecoded() {
        assertEquals(List.of(), DeviceStatus.names(0));
        assertEquals(List.of("ACKNOWLEDGE", "DRIVER", "DRIVER_OK"), DeviceStatus.names(7));
        assertEquals(List.of("ACKNOWLEDGE", "DRIVER", "DRIVER_OK", "FEATURES_OK"), DeviceStatus.names(15));
        assertTrue(DeviceStatus.DRIVER_OK.in(7));
        assertFalse(DeviceStatus.FEATURES_OK.in(7));
    }

    @Test
    void unknownBitsAreKept() {
        assertEquals(List.of("ACKNOWLEDGE", "bit 5 (unknown)"), DeviceStatus.names(0x21));
        assertEquals(List.of("bit 31 (unknown)"), DeviceStatus.names(0x8000_0000));
    }

    @ParameterizedTest
    @CsvSource({
        "DRIVER_OK, DRIVER_OK",
        "VIRTIO_CONFIG_S_ACKNOWLEDGE: Valid virtio device found, ACKNOWLEDGE",
        "VIRTIO_CONFIG_S_NEEDS_RESET: Irrecoverable error, DEVICE_NEEDS_RESET",
        "DEVICE_NEEDS_RESET, DEVICE_NEEDS_RESET"
    })
    void namesOfQmpAreUnderstood(String text, DeviceStatus expected) {
        assertSame(expected, DeviceStatus.ofName(text));
    }

    @Test
    void otherTextIsNoStatus() {
        assertNull(DeviceStatus.ofName("READY"));
    }
}
