package io.vqtrace.imports.internal.assemble;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.imports.Seeds;
import io.vqtrace.trace.NegotiationRow;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegisterAssemblyTest {
    private final StringBuilder log = new StringBuilder();
    private long micros = 1_000_000;

    private void line(int thread, String event) {
        micros++;
        log.append(thread)
                .append(String.format("@%d.%06d:", micros / 1_000_000, micros % 1_000_000))
                .append(event)
                .append('\n');
    }

    private void pci(int thread, boolean write, String region, long address, long value, int size, String name) {
        line(
                thread,
                String.format(
                        "memory_region_ops_%s cpu -1 mr %s addr 0x%x value 0x%x size %d name '%s'",
                        write ? "write" : "read", region, address, value, size, name));
    }

    private void common(boolean write, long address, long value, int size) {
        pci(7, write, "0xaa", address, value, size, "virtio-pci-common-virtio-blk");
    }

    private void statusSet(int thread, String device, int value) {
        line(thread, "virtio_set_status vdev " + device + " val " + value);
    }

    private void mmioStatus(int thread, String device, int value) {
        line(thread, "virtio_mmio_write_offset virtio_mmio_write offset 0x70 value 0x" + Integer.toHexString(value));
        statusSet(thread, device, value);
    }

    private void mmio(int thread, int offset, int value) {
        line(thread, String.format("virtio_mmio_write_offset virtio_mmio_write offset 0x%x value 0x%x", offset, value));
    }

    private void mmioRead(int thread, int offset) {
        line(thread, String.format("virtio_mmio_read virtio_mmio_read offset 0x%x", offset));
    }

    private static String pointer(AssembledLog assembled, NegotiationRow row) {
        return assembled.queues.devices().stream()
                .filter(device -> device.id == row.device())
                .map(device -> device.known() ? Long.toHexString(device.pointer()) : "?")
                .findFirst()
                .orElseThrow();
    }

    /** Returns device, step, queue, value and actor of each row. */
    private List<String> steps() {
        AssembledLog assembled = new AssembledLog(log.toString());
        return assembled.negotiation.stream()
                .map(row -> pointer(assembled, row) + " " + row.step().label()
                        + (row.queue() == null ? "" : " " + row.queue())
                        + (row.value() == null ? "" : " " + row.value())
                        + (row.featuresLow() == null ? "" : " " + Long.toHexString(row.featuresLow()))
                        + " " + row.actor())
                .toList();
    }

    @Test
    void aLogThatStartsWithinANegotiationKeepsItsSteps() {
        common(true, 0xfe000008L, 1, 4);
        common(true, 0xfe00000cL, 1, 4);
        common(true, 0xfe000014L, 11, 1);
        line(9, "virtio_set_status vdev 0xd9 val 11");
        statusSet(7, "0xd0", 11);
        common(false, 0xfe000014L, 3, 1);
        assertEquals(
                List.of(
                        "d9 status 11 null",
                        "d0 features_accepted 100000000 driver",
                        "d0 status 11 driver",
                        "d0 status 3 device"),
                steps());
    }

    @Test
    void withoutStatusEventsRegistersTellTheStatus() {
        common(true, 0xfe000014L, 0, 1);
        common(true, 0xfe000014L, 3, 1);
        common(true, 0xfe00000cL, 4, 4);
        assertEquals(List.of("? status 0 driver", "? status 3 driver", "? features_accepted 4 driver"), steps());
        AssembledLog assembled = new AssembledLog(log.toString());
        assertEquals("[virtio-blk]", assembled.queues.devices().get(0).types.toString());
        assertEquals("pci", assembled.queues.devices().get(0).transport());
    }

    @Test
    void theConfigurationIsFoundWhereTheBarLies() {
        common(true, 0xfe000014L, 0, 1);
        statusSet(7, "0xd0", 0);
        pci(7, false, "0xbb", 0xfe002004L, 5, 4, "virtio-pci-device-virtio-blk");
        common(true, 0xfd000014L, 1, 1);
        statusSet(7, "0xd0", 1);
        pci(7, true, "0xbb", 0xfd002006L, 6, 2, "virtio-pci-device-virtio-blk");
        pci(7, true, "0xbb", 0xfe002006L, 6, 2, "virtio-pci-device-virtio-blk");
        assertEquals(
                List.of(
                        "d0 status 0 driver",
                        "d0 config_read 5 driver",
                        "d0 status 1 driver",
                        "d0 config_write 6 driver"),
                steps());
    }

    /** A status that QEMU sets by itself, as at a reset of the machine, is no write of the driver. */
    @Test
    void aStatusOfAnotherValueOrThreadIsNotTheDrivers() {
        common(true, 0xfe000014L, 15, 1);
        statusSet(7, "0xd0", 15);
        statusSet(7, "0xd0", 0);
        common(true, 0xfe000014L, 1, 1);
        statusSet(8, "0xd1", 1);
        statusSet(7, "0xd0", 1);
        assertEquals(
                List.of("d0 status 15 driver", "d0 status 0 null", "d1 status 1 null", "d0 status 1 driver"), steps());
    }

    private void legacy(boolean write, long address, long value, int size) {
        pci(7, write, "0xcc", address, value, size, "virtio-pci");
    }

    @Test
    void aLegacyHeaderIsFoundByItsStatus() {
        legacy(true, 0xc052L, 0, 1);
        statusSet(7, "0xd0", 0);
        legacy(true, 0xc052L, 3, 1);
        statusSet(7, "0xd0", 3);
        legacy(false, 0xc054L, 0x40, 1);
        legacy(false, 0xc060L, 0x77, 4);
        legacy(true, 0xc072L, 9, 1);
        legacy(false, 0xc040L, 0x71, 4);
        legacy(true, 0xc044L, 0x31, 4);
        legacy(true, 0xc052L, 7, 1);
        statusSet(7, "0xd0", 7);
        assertEquals(
                List.of(
                        "d0 status 0 driver",
                        "d0 status 3 driver",
                        "d0 config_read 64 driver",
                        "d0 config_read 119 driver",
                        "d0 config_write 9 driver",
                        "d0 features_offered 71 device",
                        "d0 features_accepted 31 driver",
                        "d0 status 7 driver"),
                steps());
    }

    @Test
    void aLegacyHeaderMayMove() {
        legacy(true, 0xc012L, 0, 1);
        statusSet(7, "0xd0", 0);
        legacy(false, 0xc040L, 1, 4);
        legacy(true, 0xc052L, 3, 1);
        statusSet(7, "0xd0", 3);
        legacy(false, 0xc040L, 2, 4);
        legacy(true, 0x1044L, 4, 4);
        assertEquals(
                List.of(
                        "d0 status 0 driver",
                        "d0 status 3 driver",
                        "d0 features_offered 2 device",
                        "d0 features_accepted 4 driver"),
                steps());
    }

    @Test
    void aLegacyHeaderIsFoundByOtherWritesToo() {
        legacy(false, 0xc040L, 1, 4);
        legacy(true, 0xc044L, 4, 4);
        legacy(true, 0xc04eL, 0, 2);
        legacy(false, 0xc040L, 6, 4);
        legacy(true, 0xc052L, 7, 1);
        assertEquals(
                List.of("? features_accepted 4 driver", "? features_offered 6 device", "? status 7 driver"), steps());
    }

    private void probe(int thread, String device, int features) {
        mmioRead(thread, 0);
        mmioRead(thread, 4);
        mmioStatus(thread, device, 0);
        mmioStatus(thread, device, 3);
        mmio(thread, 0x24, 0);
        mmio(thread, 0x20, features);
        mmioStatus(thread, device, 11);
        mmio(thread, 0x30, 0);
        mmio(thread, 0x38, 64);
        line(thread, "virtio_mmio_queue_write mmio_queue write 0x40 max 1024");
        mmio(thread, 0x80, 0x1000 * features);
        mmio(thread, 0x90, 0x2000);
        mmio(thread, 0xa0, 0x3000);
        mmio(thread, 0x44, 1);
        mmioStatus(thread, device, 15);
    }

    @Test
    void devicesOnMmioAreToldApartByTheirStatus() {
        probe(7, "0xd0", 1);
        probe(8, "0xd1", 2);
        mmioRead(8, 0x100);
        mmioStatus(7, "0xd0", 0);
        mmioStatus(7, "0xd1", 0);
        assertEquals(
                List.of(
                        "d0 status 0 driver",
                        "d0 status 3 driver",
                        "d0 features_accepted 1 driver",
                        "d0 status 11 driver",
                        "d0 queue_setup 0 64 driver",
                        "d0 status 15 driver",
                        "d1 status 0 driver",
                        "d1 status 3 driver",
                        "d1 features_accepted 2 driver",
                        "d1 status 11 driver",
                        "d1 queue_setup 0 64 driver",
                        "d1 status 15 driver",
                        "d0 status 0 driver",
                        "d1 status 0 driver"),
                steps());
    }

    @Test
    void aProbeMayMoveToAnotherThread() {
        mmioRead(7, 0);
        mmioStatus(7, "0xd0", 0);
        mmio(8, 0x20, 4);
        mmioStatus(8, "0xd0", 11);
        assertEquals(List.of("d0 status 0 driver", "d0 features_accepted 4 driver", "d0 status 11 driver"), steps());
    }

    @Test
    void aQueueResetEndsItsConfiguration() {
        common(true, 0xfe000014L, 0, 1);
        statusSet(7, "0xd0", 0);
        enable(0x1000);
        statusSet(7, "0xd0", 15);
        line(7, "virtio_queue_notify vdev 0xd0 n 0 vq 0x70000010");
        common(true, 0xfe00003aL, 1, 2);
        enable(0x2000);
        line(7, "virtio_queue_notify vdev 0xd0 n 0 vq 0x70000010");
        AssembledLog assembled = new AssembledLog(log.toString());
        DeviceState device = assembled.queues.device(0xd0);
        List<QueueConfiguration> configurations = device.queues.get(0).configurations;
        assertEquals(2, configurations.size());
        assertEquals(0x1000, device.setups.at(0, configurations.get(0).firstTs).descAddr);
        assertEquals(0x2000, device.setups.at(0, configurations.get(1).firstTs).descAddr);
    }

    private void enable(int descAddr) {
        common(true, 0xfe000020L, descAddr, 4);
        common(true, 0xfe000028L, 0x2000, 4);
        common(true, 0xfe000030L, 0x3000, 4);
        common(true, 0xfe00001cL, 1, 2);
    }

    @Test
    void howTheInputIsCutDoesNotMatter() {
        probe(7, "0xd0", 1);
        for (int i = 0; i < 50; i++) {
            common(true, 0xfe000014L, i, 1);
            statusSet(7, "0xd5", i);
        }
        probe(8, "0xd1", 2);
        String text = log.toString();
        List<String> whole = new AssembledLog(text).fingerprint();
        int longest = text.lines().mapToInt(String::length).max().orElseThrow();
        Seeds.each(
                20,
                random -> assertEquals(
                        whole,
                        new AssembledLog(longest + 1 + random.nextInt(2000), 1 + random.nextInt(3), text)
                                .fingerprint()));
    }

    @Test
    void damagedLinesAreCountedOrLeftOut() {
        line(7, "virtio_mmio_read virtio_mmio_read offset");
        line(7, "virtio_mmio_write_offset virtio_mmio_write offset 0x70");
        line(7, "memory_region_ops_write cpu 0 mr 0xaa addr 0x14 size 1 name 'virtio-pci-common-virtio-blk'");
        line(7, "memory_region_ops_write cpu 0 mr 0xaa addr 0xfe000014 value 0x1 size 1 name 'virtio-pci-common");
        AssembledLog assembled = new AssembledLog(log.toString());
        assertEquals(2, assembled.assembly.counts().unusable());
        assertTrue(assembled.negotiation.isEmpty());
    }
}
