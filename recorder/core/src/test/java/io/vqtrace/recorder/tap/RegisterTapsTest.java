package io.vqtrace.recorder.tap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vqtrace.recorder.ProbeCalls;
import io.vqtrace.virtio.MmioRegister;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegisterTapsTest {
    private final ProbeCalls calls = new ProbeCalls();

    private static void write(MmioTap tap, MmioRegister register, long value) {
        tap.write(register.offset(), 4, value);
    }

    private static void read(MmioTap tap, MmioRegister register, long value) {
        tap.read(register.offset(), 4, value);
    }

    /** Virtio 1.4 section 3.1.1 as the registers of section 4.2.2 show it. */
    @Test
    void mmioAccessesBecomeNegotiationAndKicks() {
        MmioTap tap = new MmioTap(calls);
        tap.queue(1, calls.queue(1, 256));
        write(tap, MmioRegister.STATUS, 0);
        write(tap, MmioRegister.STATUS, 3);
        write(tap, MmioRegister.DEVICE_FEATURES_SEL, 1);
        read(tap, MmioRegister.DEVICE_FEATURES, 0x141);
        write(tap, MmioRegister.DRIVER_FEATURES_SEL, 1);
        write(tap, MmioRegister.DRIVER_FEATURES, 0x141);
        write(tap, MmioRegister.STATUS, 11);
        read(tap, MmioRegister.STATUS, 11);
        write(tap, MmioRegister.QUEUE_SEL, 1);
        read(tap, MmioRegister.QUEUE_SIZE_MAX, 256);
        write(tap, MmioRegister.QUEUE_SIZE, 128);
        write(tap, MmioRegister.QUEUE_DESC_LOW, 0x1000);
        write(tap, MmioRegister.QUEUE_DRIVER_LOW, 0x2000);
        write(tap, MmioRegister.QUEUE_DEVICE_LOW, 0x3000);
        write(tap, MmioRegister.QUEUE_READY, 1);
        write(tap, MmioRegister.STATUS, 15);
        write(tap, MmioRegister.QUEUE_NOTIFY, 0x0007_0001);
        write(tap, MmioRegister.QUEUE_NOTIFY, 0x0007_0000);
        tap.read(0x100, 8, 77);
        tap.write(0x108, 4, 9);
        read(tap, MmioRegister.INTERRUPT_STATUS, 3);
        read(tap, MmioRegister.INTERRUPT_STATUS, 3);
        write(tap, MmioRegister.QUEUE_RESET, 1);
        assertEquals(
                List.of(
                        "status 0",
                        "reset",
                        "status 3",
                        "offered 14100000000 0",
                        "accepted 14100000000 0",
                        "status 11",
                        "status read 11",
                        "queue 1 split 128 of 256 vector -1 at 1000 2000 3000",
                        "status 15",
                        "q1 kick 70001",
                        "config read 0+8 4d",
                        "config write 8+4 9",
                        "config changed -1",
                        "queue 1 reset"),
                calls.take());
        assertEquals(1, tap.faults(), "the configuration is read in at most 32 bits");
    }

    @Test
    void faultsOfAQueueAreItsRows() {
        MmioTap tap = new MmioTap(calls);
        write(tap, MmioRegister.QUEUE_SIZE, 3);
        assertEquals(List.of(), calls.take());
        tap.queue(0, calls.queue(0, 8));
        write(tap, MmioRegister.QUEUE_SIZE, 3);
        write(tap, MmioRegister.QUEUE_READY, 1);
        write(tap, MmioRegister.QUEUE_SIZE, 4);
        assertEquals(
                List.of("q0 fault 17", "q0 fault 17", "queue 0 split 3 of -1 vector -1 at 0 0 0", "q0 fault 23"),
                calls.take());
        assertEquals(4, tap.faults());
        tap.read(0x100, 8, 77);
        assertEquals(List.of("q0 fault 18"), calls.take().subList(0, 1), "a refusal of the device stands with queue 0");
    }

    @Test
    void kicksWithoutPositionAreBare() {
        MmioTap tap = new MmioTap(calls);
        tap.queue(3, calls.queue(3, 8));
        write(tap, MmioRegister.QUEUE_NOTIFY, 3);
        write(tap, MmioRegister.QUEUE_NOTIFY, 0xffff);
        assertEquals(List.of("q3 kick"), calls.take());
        assertThrows(IllegalArgumentException.class, () -> tap.queue(-1, calls.queue(0, 8)));
        assertThrows(IllegalArgumentException.class, () -> tap.queue(0x10000, calls.queue(0, 8)));
    }

    /** Virtio 1.4 section 4.1.4.3. */
    @Test
    void pciAccessesBecomeNegotiation() {
        PciCommonConfigTap tap = new PciCommonConfigTap(calls);
        tap.queue(2, calls.queue(2, 64));
        tap.write(0x14, 1, 0);
        tap.read(0x14, 1, 0);
        tap.write(0x00, 4, 0);
        tap.read(0x04, 4, 5);
        tap.write(0x08, 4, 0);
        tap.write(0x0c, 4, 4);
        tap.write(0x14, 1, 11);
        tap.read(0x14, 1, 3);
        tap.write(0x16, 2, 2);
        tap.read(0x18, 2, 64);
        tap.write(0x1a, 2, 1);
        tap.write(0x20, 4, 0x1000);
        tap.write(0x24, 4, 1);
        tap.write(0x28, 4, 0x2000);
        tap.write(0x30, 4, 0x3000);
        tap.write(0x1c, 2, 1);
        tap.write(0x1c, 2, 0);
        assertEquals(
                List.of(
                        "status 0",
                        "reset",
                        "status read 0",
                        "offered 5 0",
                        "accepted 4 0",
                        "status 11",
                        "status read 3",
                        "queue 2 split 64 of 64 vector 1 at 100001000 2000 3000",
                        "q2 fault 29"),
                calls.take());
        assertEquals(1, tap.faults());
    }
}
