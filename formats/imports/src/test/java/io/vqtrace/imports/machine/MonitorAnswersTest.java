package io.vqtrace.imports.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.imports.ImportException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MonitorAnswersTest {
    private static final String TREE = """
            bus: main-system-bus
              type System
              dev: i440FX-pcihost, id ""
                bus: pci.0
                  type PCI
                  dev: virtio-scsi-pci, id "s0"
                    addr = 05.0
                    class SCSI controller, addr 00:05.0, pci id 1af4:1004 (sub 1af4:0008)
                    bus: virtio-bus
                      type virtio-pci-bus
                      dev: virtio-scsi-device, id ""
                        num_queues = 2 (0x2)
                        bus: s0.0
                          type SCSI
                          dev: scsi-hd, id "d0"
                            drive = "x"
                  dev: vfio-pci, id "h0"
                    host = "0000:65:00.0"
                    class Ethernet controller, addr 00:06.0, pci id 8086:1572 (sub 8086:0001)
                  dev: piix3-ide, id ""
                    bus: ide.0
                      type IDE
                      dev: ide-hd, id "hd0"
                        drive = "d1"
                  dev: some-new-bridge, id ""
                    class Bridge, addr 00:07.0, pci id 1b36:ffff (sub 0000:0000)
                  dev: VGA, id ""
                    class VGA controller, addr 00:02.0, pci id 1234:1111 (sub 1af4:1100)
            """;
    private static final String PCI = """
            {"return": [{"bus": 0, "devices": [
              {"bus": 0, "slot": 6, "function": 0, "qdev_id": "h0", "class_info": {"class": 512},
               "id": {"vendor": 32902, "device": 5490, "subsystem": 1}},
              {"bus": 0, "slot": 5, "function": 0, "qdev_id": "s0", "class_info": {"class": 256},
               "id": {"vendor": 6900, "device": 4100, "subsystem": 8}},
              {"bus": 0, "slot": 3, "function": 0, "qdev_id": "n0", "class_info": {"class": 512},
               "id": {"vendor": 32902, "device": 4110, "subsystem": 4352}},
              {"bus": 0, "slot": 1, "function": 0, "qdev_id": "", "class_info": {"class": 1537},
               "id": {"vendor": 32902, "device": 28672, "subsystem": 4352}}]}]}
            """;

    @TempDir
    private Path folder;

    private static String text(List<Machine> machines) {
        return machines.get(0).devices().stream()
                .filter(device -> device.deviceClass() != DeviceClass.PLATFORM)
                .map(device -> device.id() + " " + device.model() + " "
                        + device.deviceClass().label() + " " + device.implementation() + " " + device.backend()
                        + (device.parent() == null ? "" : " on " + device.parent()))
                .collect(Collectors.joining("\n"));
    }

    /** No QMP command names the file of what HMP prints. */
    @ParameterizedTest
    @ValueSource(strings = {"info-qtree.txt", "info qtree.txt", "qtree.txt", "hmp.info_qtree.txt", "info_qtree.log"})
    void theDeviceTreeIsFoundByWhatItsNameSays(String name) throws Exception {
        Files.writeString(folder.resolve(name), TREE);
        assertEquals(MachineSource.MONITOR, MachineReader.sniff(folder));
        assertTrue(text(MachineReader.read(folder, MachineSource.MONITOR)).contains("d0 scsi-hd disk "));
    }

    @Test
    void theDeviceTreeMayBeTheAnswerOfAQmpCommand() throws Exception {
        String answer = TREE.replace("\"", "\\\"").replace("\n", "\\r\\n");
        Files.writeString(folder.resolve("info-qtree.json"), "{\"return\": \"" + answer + "\"}");
        assertTrue(text(MachineReader.read(folder, MachineSource.MONITOR)).contains("d0 scsi-hd disk "));
        Files.writeString(folder.resolve("info-qtree.json"), "{\"return\": ");
        List<String> problems =
                MachineReader.read(folder, MachineSource.MONITOR).get(0).problems();
        assertTrue(problems.get(0).contains("info qtree is not valid JSON"), problems::toString);
    }

    @Test
    void theDeviceTreeTellsAdaptersDisksAndPlatform() throws Exception {
        Files.writeString(folder.resolve("hmp.info_qtree.txt"), TREE);
        Files.writeString(folder.resolve("query-pci.json"), PCI);
        assertEquals(MachineSource.MONITOR, MachineReader.sniff(folder));
        List<Machine> machines = MachineReader.read(folder, MachineSource.MONITOR);
        assertEquals("""
                s0 virtio-scsi-pci disk VIRTIO QEMU
                d0 scsi-hd disk VIRTIO QEMU on s0
                h0 vfio-pci nic PASSTHROUGH VFIO
                hd0 ide-hd disk EMULATED QEMU
                null VGA other EMULATED QEMU""", text(machines));
        assertEquals(
                "2",
                machines.get(0).devices().stream()
                        .filter(device -> "s0".equals(device.id()))
                        .findFirst()
                        .orElseThrow()
                        .property("num_queues"));
    }

    @Test
    void withoutTheTreePciIdsTell() throws Exception {
        Path file = Files.writeString(folder.resolve("anything.json"), PCI);
        assertEquals(MachineSource.MONITOR, MachineReader.sniff(file));
        List<Machine> machines = MachineReader.read(file, MachineSource.MONITOR);
        assertEquals("""
                h0 null nic null null
                s0 virtio-scsi disk VIRTIO QEMU
                n0 e1000 nic EMULATED QEMU""", text(machines));
    }

    @Test
    void vhostUserIsToldByTheRunningDevice() throws Exception {
        Files.writeString(folder.resolve("x-query-virtio.json"), """
                [{"name": "virtio-net", "path": "/machine/peripheral/n0/virtio-backend"}]""");
        Files.writeString(folder.resolve("x-query-virtio-status.json"), """
                [{"path": "/machine/peripheral/n0/virtio-backend", "reply": {"return": {"device-id": 1,
                  "vhost-started": true, "vhost-dev": {"protocol-features": {"protocols": ["X: y"]}}}}}]""");
        assertEquals("n0 virtio-net nic VIRTIO VHOST_USER", text(MachineReader.read(folder, MachineSource.MONITOR)));
    }

    @Test
    void jsonBombsAreRefusedInOneLine() throws Exception {
        for (String bomb : new String[] {
            "[".repeat(5_000_000),
            "{\"a\":".repeat(100_000),
            "[" + "1,".repeat(3_000_000) + "1]",
            "[" + "9".repeat(1_000_000) + "]",
            "[\"" + "x".repeat(3_000_000) + "\"]",
            "[" + " ".repeat(17 << 20) + "]",
        }) {
            Path file = Files.writeString(folder.resolve("bomb.json"), bomb);
            ImportException e =
                    assertThrows(ImportException.class, () -> MachineReader.read(file, MachineSource.MONITOR));
            assertTrue(e.getMessage().contains("bomb.json: "), e.getMessage());
            assertEquals(1, e.getMessage().lines().count());
            assertTrue(e.getMessage().length() < 500, e.getMessage());
        }
    }

    @Test
    void aBombInAFolderCostsOnlyItself() throws Exception {
        Files.writeString(folder.resolve("hmp.info_qtree.txt"), TREE);
        Files.writeString(folder.resolve("query-pci.json"), "[".repeat(100_000));
        Machine machine = MachineReader.read(folder, MachineSource.MONITOR).get(0);
        assertEquals(1, machine.problems().size());
        assertTrue(machine.devices().size() > 5);
    }
}
