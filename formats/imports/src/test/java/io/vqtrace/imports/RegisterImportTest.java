package io.vqtrace.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Register accesses of captured logs; the figures are those that the guest printed and QEMU's monitor answered. */
class RegisterImportTest {
    /** What {@code /sys/bus/virtio/devices/virtio0/features} of the guest on PCI held, lowest bit first. */
    private static final String BLOCK_FEATURES = "0010101001111110000000000000110010000000100000000000000000000000";

    private static final String ENTROPY_FEATURES = "0000000000000000000000000000110010000000100000000000000000000000";
    private static final String MMIO_FEATURES = "0010101001110110000000000000110010000000000000000000000000000000";
    private static final String LEGACY_FEATURES = "0010101001111110000000000000110000000000000000000000000000000000";

    @TempDir
    private Path folder;

    private ImportedTrace imported(String name) throws Exception {
        Path log = folder.resolve(name);
        try (InputStream in = RegisterImportTest.class.getResourceAsStream("registers/" + name)) {
            Files.write(log, in.readAllBytes());
        }
        Path trace = folder.resolve(name + ".vqtrace");
        QemuLogImport.builder().inputs(List.of(log)).build().importTo(trace);
        return ImportedTrace.read(trace);
    }

    private static Map<String, Object> device(ImportedTrace trace, String sourceId) {
        return trace.devices().stream()
                .filter(row -> sourceId.equals(row.get("source_id")))
                .findFirst()
                .orElseThrow();
    }

    private static List<Map<String, Object>> steps(ImportedTrace trace, Object device, String step) {
        return trace.negotiation().stream()
                .filter(row ->
                        row.get("device").equals(device) && row.get("step").equals(step))
                .toList();
    }

    private static String bits(Object mask) {
        String binary = String.format("%64s", Long.toBinaryString(((Number) mask).longValue()));
        return new StringBuilder(binary.replace(' ', '0')).reverse().toString();
    }

    private static Map<String, Object> last(List<Map<String, Object>> rows) {
        return rows.get(rows.size() - 1);
    }

    @Test
    void acceptedFeaturesAreThoseOfTheGuest() throws Exception {
        ImportedTrace pci = imported("pci.log");
        Map<String, Object> block = device(pci, "0x55eec5cc9600");
        List<Map<String, Object>> accepted = steps(pci, block.get("device"), "features_accepted");
        assertEquals(2, accepted.size(), "firmware and Linux");
        assertEquals(BLOCK_FEATURES, bits(last(accepted).get("features_low")));
        assertEquals(0x1_0000_0044L, ((Number) accepted.get(0).get("features_low")).longValue());
        List<Map<String, Object>> offered = steps(pci, block.get("device"), "features_offered");
        assertEquals(0x101_3000_7e54L, ((Number) last(offered).get("features_low")).longValue());
        assertNull(last(offered).get("features_high"), "bits from 64 on were not looked at");
        assertEquals("virtio-blk", block.get("type"));
        assertEquals("pci", block.get("transport"));
        Map<String, Object> entropy = device(pci, "0x55eec5fa8e20");
        assertEquals(
                ENTROPY_FEATURES,
                bits(last(steps(pci, entropy.get("device"), "features_accepted"))
                        .get("features_low")));
        assertEquals("virtio-rng", entropy.get("type"));

        ImportedTrace mmio = imported("mmio.log");
        Map<String, Object> disk = device(mmio, "0x564300055c00");
        assertEquals(
                MMIO_FEATURES,
                bits(last(steps(mmio, disk.get("device"), "features_accepted")).get("features_low")));
        assertEquals(List.of(), steps(mmio, disk.get("device"), "features_offered"), "reads show no value");
        assertEquals("mmio", disk.get("transport"));
    }

    /** A disk with disable-modern=on: SeaBIOS accepts no features, then Linux; both by the legacy I/O header. */
    @Test
    void theLegacyInterfaceTellsFeaturesStatusAndQueues() throws Exception {
        ImportedTrace trace = imported("legacy.log");
        Map<String, Object> disk = device(trace, "0x55e09d868540");
        Object id = disk.get("device");
        assertEquals("pci", disk.get("transport"));
        List<Map<String, Object>> accepted = steps(trace, id, "features_accepted");
        assertEquals(1, accepted.size());
        assertEquals(LEGACY_FEATURES, bits(accepted.get(0).get("features_low")));
        List<Map<String, Object>> offered = steps(trace, id, "features_offered");
        assertEquals(2, offered.size(), "firmware and Linux");
        assertEquals(0x7100_7ed4L, ((Number) last(offered).get("features_low")).longValue());
        assertEquals("legacy interface, bits 32 to 63 not read", last(offered).get("detail"));
        assertEquals(
                List.of("0", "0", "0", "0", "0", "0", "3", "7", "0", "0", "1", "3", "7", "0", "0", "0"),
                steps(trace, id, "status").stream()
                        .filter(row -> !"device".equals(row.get("actor")))
                        .map(row -> row.get("value").toString())
                        .toList());
        assertEquals(
                List.of(
                        "0 256/256 vector 65535 ffdd000 ffde000 ffdf000",
                        "0 256/256 vector 1 2e58000 2e59000 2e5a000",
                        "1 256/256 vector 2 2e5c000 2e5d000 2e5e000"),
                trace.queues().stream()
                        .filter(row -> row.get("desc_addr") != null)
                        .map(row -> row.get("queue") + " " + row.get("size") + "/" + row.get("max_size") + " vector "
                                + row.get("vector") + " " + Long.toHexString(ImportedTrace.number(row, "desc_addr"))
                                + " " + Long.toHexString(ImportedTrace.number(row, "driver_addr"))
                                + " " + Long.toHexString(ImportedTrace.number(row, "device_addr")))
                        .toList());
    }

    @Test
    void aStatusIsToldOnceForEachWrite() throws Exception {
        ImportedTrace trace = imported("pci.log");
        Object block = device(trace, "0x55eec5cc9600").get("device");
        List<String> firmware = steps(trace, block, "status").stream()
                .filter(row -> ImportedTrace.number(row, "ts") >= 1795353460416000000L
                        && ImportedTrace.number(row, "ts") < 1795353461000000000L)
                .map(row -> row.get("value") + " " + row.get("actor"))
                .toList();
        assertEquals(List.of("0 driver", "0 null", "3 driver", "11 driver", "11 device", "15 driver"), firmware);
        assertTrue(steps(trace, block, "device_reset").isEmpty());
    }

    @Test
    void queuesHaveSizesVectorsAndAddresses() throws Exception {
        ImportedTrace trace = imported("pci.log");
        Object block = device(trace, "0x55eec5cc9600").get("device");
        List<String> queues = trace.queues().stream()
                .filter(row -> row.get("device").equals(block))
                .map(row -> row.get("queue") + " " + row.get("ring") + " " + row.get("size") + "/" + row.get("max_size")
                        + " vector " + row.get("vector") + " "
                        + Long.toHexString(ImportedTrace.number(row, "desc_addr")) + " "
                        + Long.toHexString(ImportedTrace.number(row, "driver_addr")) + " "
                        + Long.toHexString(ImportedTrace.number(row, "device_addr")) + " " + row.get("source"))
                .toList();
        assertEquals(
                List.of(
                        "0 split 256/256 vector 65535 ffdd000 ffde000 ffdf000 log",
                        "0 split 256/256 vector 1 2ece000 2ecf000 2ecf240 log",
                        "1 split 256/256 vector 2 1078000 1079000 1079240 log"),
                queues);
        assertEquals(3, steps(trace, block, "queue_setup").size());
        assertEquals(256L, steps(trace, block, "queue_setup").get(0).get("value"));
    }

    @Test
    void configurationAccessesAreSteps() throws Exception {
        ImportedTrace pci = imported("pci.log");
        List<Map<String, Object>> reads =
                steps(pci, device(pci, "0x55eec5cc9600").get("device"), "config_read");
        assertEquals(21, reads.size());
        assertEquals("offset 12, 4 bytes", reads.get(0).get("detail"));
        assertEquals(0xfeL, reads.get(0).get("value"));
        ImportedTrace mmio = imported("mmio.log");
        Map<String, Object> unseen = steps(mmio, device(mmio, "0x564300055c00").get("device"), "config_read")
                .get(0);
        assertEquals("offset 12", unseen.get("detail"));
        assertNull(unseen.get("value"));
        Map<String, Object> queue = mmio.queues().get(0);
        assertEquals("1024/1024", queue.get("size") + "/" + queue.get("max_size"));
        assertEquals(0x2b28000L, ImportedTrace.number(queue, "desc_addr"));
    }

    @Test
    void accessesThatAreDecodedAreNotUnknown() throws Exception {
        ImportedTrace trace = imported("pci.log");
        assertTrue(trace.json().get("import").get("unknown_events").isEmpty());
        assertEquals(0, trace.json().get("import").get("unparsed_lines").intValue());
        assertTrue(
                imported("mmio.log").json().get("import").get("unknown_events").isEmpty());
    }

    @Test
    void registersAloneShowTheNegotiation() throws Exception {
        Path log = Files.writeString(
                folder.resolve("alone.log"),
                "7@1.000001:memory_region_ops_write cpu 0 mr 0xaa addr 0xfe000014 value 0x3 size 1"
                        + " name 'virtio-pci-common-virtio-net'\n");
        QemuLogImport.builder().inputs(List.of(log)).build().importTo(folder.resolve("alone.vqtrace"));
        ImportedTrace trace = ImportedTrace.read(folder.resolve("alone.vqtrace"));
        assertEquals("[\"negotiation\"]", trace.json().get("observable").toString());
        assertEquals("virtio-net", trace.devices().get(0).get("type"));
        assertNull(trace.devices().get(0).get("source_id"));
        assertEquals(3L, trace.negotiation().get(0).get("value"));
        assertEquals(
                trace.devices().get(0).get("device"), trace.negotiation().get(0).get("device"));
    }
}
