package io.vqtrace.imports.internal.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.imports.Seeds;
import io.vqtrace.virtio.DeviceType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FactsReaderTest {
    @TempDir
    private Path folder;

    private void answer(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    private Facts read() throws Exception {
        return new FactsReader().read(folder);
    }

    @Test
    void anEmptyDirectoryIsAWarning() throws Exception {
        Facts facts = read();
        assertTrue(facts.devices().isEmpty());
        assertEquals(1, facts.warnings().size());
    }

    @Test
    void readsAnswersWithAndWithoutTheirEnvelope() throws Exception {
        answer("query-cpus-fast.json", "[{\"thread-id\": 12, \"cpu-index\": 0}, {\"thread-id\": 13}]");
        answer("query-iothreads.json", "{\"return\": [{\"id\": \"iot0\", \"thread-id\": 14}]}");
        answer(
                "x-query-virtio.json",
                "{\"return\": [{\"name\": \"virtio-user-fs\", \"path\": \"/machine/peripheral/f\"}]}");
        Facts facts = read();
        assertEquals(Map.of(12L, "vcpu 0", 14L, "iothread iot0"), facts.threadRoles());
        assertEquals("f", facts.devices().get(0).name);
        assertEquals(DeviceType.FS, facts.devices().get(0).type);
        assertEquals(List.of(), facts.warnings());
    }

    @Test
    void readsFeaturesStatusAndQueues() throws Exception {
        answer("x-query-virtio-status.json", """
                [{"path": "/machine/peripheral/blk0/virtio-backend", "reply": {"return": {
                  "device-id": 2, "num-vqs": 4,
                  "status": {"statuses": ["VIRTIO_CONFIG_S_ACKNOWLEDGE: x", "VIRTIO_CONFIG_S_DRIVER_OK: y"]},
                  "guest-features": {"unknown-dev-features": 1099511627776,
                     "dev-features": ["VIRTIO_BLK_F_MQ: Multiqueue supported"],
                     "transports": ["VIRTIO_RING_F_EVENT_IDX: x", "VIRTIO_F_VERSION_1: y"]},
                  "host-features": {"unknown-dev-features": 18446744073709551615, "dev-features": [], "transports": []}
                }}},
                {"path": "/machine/peripheral-anon/device[3]/virtio-backend", "reply": {"error": {"desc": "no"}}}]
                """);
        answer("x-query-virtio-queue-status.json", """
                [{"path": "/machine/peripheral/blk0/virtio-backend", "queue": 1, "reply": {"return": {
                  "vring-num": 64, "vring-num-default": 256, "vring-desc": 4096}}},
                 {"path": "/machine/peripheral/blk0/virtio-backend", "queue": -1, "reply": {"return": {"vring-num": 64}}}]
                """);
        Facts facts = read();
        VirtioDeviceFacts blk = facts.devices().get(0);
        assertEquals(List.of(12, 29, 32, 40), blk.accepted.bits().boxed().toList());
        assertEquals(64, blk.offered.bits().count());
        assertEquals(5, blk.status);
        assertTrue(blk.driverReady());
        assertEquals(4, blk.queueCount);
        assertEquals(Map.of(1, new QueueFacts(64, 256, 4096L, null, null)), blk.queues);
        assertNull(facts.devices().get(1).offered);
        assertEquals("device[3]", facts.devices().get(1).name);
    }

    @Test
    void readsTheDeviceTree() throws Exception {
        answer("hmp.info_qtree.txt", """
                bus: main-system-bus
                  type System
                  dev: q35-pcihost, id ""
                    bus: pcie.0
                      dev: virtio-blk-pci, id "blk0"
                        addr = 02.0
                        class SCSI controller, addr 00:02.0, pci id 1af4:1001 (sub 1af4:0002)
                        bus: virtio-bus
                          dev: virtio-blk-device, id ""
                            packed = false
                      dev: e1000, id "net0"
                        class Ethernet controller, addr 00:03.0, pci id 8086:100e (sub 1af4:1100)
                """);
        answer(
                "x-query-virtio.json",
                "[{\"name\": \"virtio-blk\", \"path\": \"/machine/peripheral/blk0/virtio-backend\"}]");
        Facts facts = read();
        assertEquals(
                List.of(
                        new QtreeDevice(2, 1, "virtio-blk-device", "", null, null, Map.of("packed", "false")),
                        new QtreeDevice(
                                1, 0, "virtio-blk-pci", "blk0", "00:02.0", "SCSI controller", Map.of("addr", "02.0")),
                        new QtreeDevice(3, 0, "e1000", "net0", "00:03.0", "Ethernet controller", Map.of()),
                        new QtreeDevice(0, null, "q35-pcihost", "", null, null, Map.of())),
                facts.tree());
        assertEquals("virtio-blk-pci", facts.devices().get(0).busModel);
        assertEquals("00:02.0", facts.devices().get(0).address);
    }

    @Test
    void findsPciDevicesBehindBridges() throws Exception {
        answer("query-pci.json", """
                {"return": [{"bus": 0, "devices": [
                  {"bus": 0, "slot": 1, "function": 0, "qdev_id": "br", "pci_bridge": {"devices": [
                    {"bus": 5, "slot": 31, "function": 7, "qdev_id": "deep"}]}},
                  {"bus": 0, "slot": 2, "function": 0, "qdev_id": ""}]}]}
                """);
        assertEquals(Map.of("00:01.0", "br", "05:1f.7", "deep"), read().idByAddress());
    }

    @Test
    void brokenAnswersAreWarnings() throws Exception {
        answer("query-pci.json", "{\"return\": [");
        answer("x-query-virtio.json", "[".repeat(5000));
        answer("query-cpus-fast.json", "");
        answer("query-iothreads.json", "[1, null, \"x\", {\"id\": 5, \"thread-id\": \"y\"}]");
        Facts facts = read();
        assertTrue(facts.devices().isEmpty());
        assertEquals(
                2,
                facts.warnings().stream()
                        .filter(w -> w.contains("not valid JSON"))
                        .count(),
                facts.warnings()::toString);
        facts.warnings().forEach(warning -> assertEquals(1, warning.lines().count()));
    }

    /** Answers with random damage may tell less, or something else, but never fail the import. */
    @Test
    void survivesDamage() throws Exception {
        String[] names = {
            "query-pci.json",
            "x-query-virtio-status.json",
            "x-query-virtio-queue-status.json",
            "x-query-virtio.json",
            "query-cpus-fast.json",
            "hmp.info_qtree.txt"
        };
        Seeds.each(300, random -> {
            for (String name : names) {
                try (var in = FactsReaderTest.class.getResourceAsStream("/io/vqtrace/imports/mixed/facts/" + name)) {
                    byte[] content = in.readAllBytes();
                    for (int i = random.nextInt(4); i > 0; i--) {
                        byte[] junk = {'"', '}', '[', '5', 'x', 0, ',', '{'};
                        content[random.nextInt(content.length)] = junk[random.nextInt(junk.length)];
                    }
                    int length = random.nextInt(5) == 0 ? random.nextInt(content.length) : content.length;
                    answer(name, new String(content, 0, length, StandardCharsets.ISO_8859_1));
                }
            }
            Facts facts = read();
            assertTrue(facts.devices().size() < 100);
        });
    }
}
