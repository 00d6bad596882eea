package io.vqtrace.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class NegotiationRowsTest {
    @Test
    void configurationAccessesSayWhereAndHowWide() {
        NegotiationRow read = NegotiationRows.configRead(3, 7L, 20, 4, 512L, 1, "recorder");
        assertEquals("offset 20, 4 bytes", read.detail());
        assertEquals(512, read.value());
        assertEquals("driver", read.actor());
        assertEquals(
                "offset 6, 1 byte",
                NegotiationRows.configWrite(3, 7L, 6, 1, 1, 1, "recorder").detail());
        NegotiationRow unseen = NegotiationRows.configRead(3, 7L, 20, 0, null, 1, "log");
        assertEquals("offset 20", unseen.detail());
        assertNull(unseen.value());
    }

    @Test
    void aQueueSetupHoldsTheSizeAndTellsTheRest() {
        NegotiationRow row =
                NegotiationRows.queueSetup(0, 1L, 2, false, 64, 256, 3, 0x1000, 0x2000, -4096, null, "log");
        assertEquals(64, row.value());
        assertEquals(2, row.queue());
        assertEquals(
                "split, max 256, vector 3, descriptor area 0x1000, driver area 0x2000, device area 0xfffffffffffff000",
                row.detail());
        NegotiationRow bare = NegotiationRows.queueSetup(0, 1L, 2, true, null, null, null, 16, 32, 48, null, "log");
        assertEquals("packed, descriptor area 0x10, driver area 0x20, device area 0x30", bare.detail());
        assertNull(bare.value());
    }

    @Test
    void coalescingKeepsBothParametersWhole() {
        NegotiationRow row = NegotiationRows.coalescingSet(0, 1L, null, true, 7, -1, 0, "recorder");
        assertEquals(7L << 32 | 0xffff_ffffL, row.value());
        assertEquals("receive", row.detail());
        assertNull(row.queue());
    }

    @Test
    void actorsAreThoseThatActed() {
        assertEquals(
                "device",
                NegotiationRows.featuresOffered(0, 1L, 1, null, 0, "log", null).actor());
        assertEquals(
                "driver",
                NegotiationRows.featuresAccepted(0, 1L, 1, 0, 0, "log").actor());
        assertEquals(
                "device", NegotiationRows.configChanged(0, 1L, 2, 0, "recorder").actor());
        assertEquals("driver", NegotiationRows.deviceReset(0, 1L, 0, "recorder").actor());
        assertEquals(
                "driver", NegotiationRows.queueReset(0, 1L, 4, 0, "recorder").actor());
        assertEquals(
                "device",
                NegotiationRows.status(0, 1L, 11, NegotiationRows.DEVICE, 0, "log")
                        .actor());
    }
}
