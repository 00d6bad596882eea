package io.vqtrace.imports.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.imports.ImportException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
    @TempDir
    private Path folder;

    private List<Machine> read(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("command.txt"), text);
        assertEquals(MachineSource.COMMAND_LINE, MachineReader.sniff(file));
        return MachineReader.read(file, MachineSource.COMMAND_LINE);
    }

    /** One line for each device: id, model, class, implementation, backend, adapter. */
    private static String text(Machine machine) {
        StringBuilder lines = new StringBuilder();
        machine.devices()
                .forEach(device -> lines.append(device.id())
                        .append(' ')
                        .append(device.model())
                        .append(' ')
                        .append(device.deviceClass().label())
                        .append(' ')
                        .append(
                                device.implementation() == null
                                        ? "?"
                                        : device.implementation().label())
                        .append(' ')
                        .append(
                                device.backend() == null
                                        ? "?"
                                        : device.backend().label())
                        .append(device.parent() == null ? "" : " on " + device.parent())
                        .append('\n'));
        return lines.toString();
    }

    @Test
    void otherCommandsMayStandBeforeItInItsLine() throws Exception {
        List<Machine> machines = read("""
                #!/bin/sh
                cd /vm && exec qemu-system-x86_64 -nodefaults \\
                  -device virtio-net-pci,id=n0 -name a
                modprobe vhost; sudo nice qemu-system-x86_64 -nodefaults -device e1000,id=n1 -name b &
                qemu-system-x86_64 -nodefaults -device nvme,id=d0 -name c
                """);
        assertEquals(
                List.of("a n0", "b n1", "c d0"),
                machines.stream()
                        .map(machine ->
                                machine.name() + " " + machine.devices().get(0).id())
                        .toList());
    }

    @Test
    void whoServesANetworkDeviceFollowsFromItsBackend() throws Exception {
        Machine machine = read("""
                #!/bin/sh
                # qemu-system-x86_64 -device this,is=a-comment
                exec /usr/bin/qemu-system-x86_64 -nodefaults -name 'guest=my vm,debug-threads=on' \\
                  -netdev tap,id=a,vhost=on -device virtio-net-pci,netdev=a,id=n1,mac=52:54:00:00:00:01 \\
                  -netdev tap,id=b -device virtio-net-pci,netdev=b,id=n2 \\
                  -netdev tap,id=c,vhostfd=7 -device virtio-net-pci-transitional,netdev=c,id=n3 \\
                  -chardev socket,id=s,path=/run/a,,b.sock -netdev vhost-user,id=d,chardev=s \\
                  -device virtio-net-pci,netdev=d,id=n4 \\
                  -netdev vhost-vdpa,id=e,vhostdev=/dev/vhost-vdpa-0 -device virtio-net-pci,netdev=e,id=n5 \\
                  -netdev user,id=f -device e1000e,netdev=f,id=n6 \\
                  -device virtio-net-pci,netdev=nowhere,id=n7 >log 2>&1
                """).get(0);
        assertEquals("my vm", machine.name());
        assertEquals("""
                n1 virtio-net-pci nic virtio vhost-kernel
                n2 virtio-net-pci nic virtio qemu
                n3 virtio-net-pci-transitional nic virtio vhost-kernel
                n4 virtio-net-pci nic virtio vhost-user
                n5 virtio-net-pci nic virtio vdpa
                n6 e1000e nic emulated qemu
                n7 virtio-net-pci nic virtio ?
                """, text(machine));
        assertEquals("52:54:00:00:00:01", machine.devices().get(0).property("mac"));
    }

    @Test
    void scsiDisksAreWhatTheirAdapterIs() throws Exception {
        assertEquals(
                """
                s0 virtio-scsi-pci disk virtio qemu
                l0 lsi53c895a disk emulated qemu
                d0 scsi-hd disk virtio qemu on s0
                d1 scsi-hd disk emulated qemu on l0
                d2 scsi-generic disk passthrough scsi-generic on s0
                """,
                text(read("qemu-kvm -nodefaults -device virtio-scsi-pci,id=s0 -device lsi53c895a,id=l0"
                                + " -device scsi-hd,id=d0,bus=s0.0,drive=a -device scsi-hd,id=d1,bus=l0.0,drive=b"
                                + " -device scsi-generic,id=d2,bus=s0.0,drive=c")
                        .get(0)));
        // Without a bus a disk goes to the only adapter.
        assertEquals(
                """
                s0 virtio-scsi-pci disk virtio qemu
                null scsi-cd disk virtio qemu on s0
                """,
                text(read("qemu-kvm -nodefaults -device virtio-scsi-pci,id=s0 -device scsi-cd")
                        .get(0)));
    }

    @Test
    void shortOptionsMakeTheDevicesOfTheMachine() throws Exception {
        assertEquals(
                """
                null ide-hd disk emulated qemu
                null ide-cd disk emulated qemu
                null virtio-blk-pci disk virtio qemu
                null floppy disk emulated qemu
                null sd-card disk emulated qemu
                null rtl8139 nic emulated qemu
                null qxl-vga other emulated qemu
                null usb-tablet other emulated qemu
                """,
                text(read("qemu-system-x86_64 -hda a.img -cdrom b.iso -drive file=c,if=virtio -drive if=none,id=z"
                                + " -fda d -sd e -pflash f -nic user,model=rtl8139 -vga qxl -usbdevice tablet")
                        .get(0)));
        assertEquals(
                """
                null virtio-blk-ccw disk virtio qemu
                null virtio-net-ccw nic virtio qemu
                """,
                text(read("qemu-system-s390x -hda a.img -net nic -net user").get(0)));
        assertEquals(
                """
                lsi53c895a lsi53c895a disk emulated qemu
                null scsi-hd disk emulated qemu on lsi53c895a
                null scsi-hd disk emulated qemu on lsi53c895a
                """,
                text(read("qemu-system-x86_64 -nodefaults -drive file=a,if=scsi -drive file=b,if=scsi")
                        .get(0)));
    }

    @Test
    void whatQemuAddsByItselfIsSaid() throws Exception {
        MachineDevice nic =
                read("qemu-system-x86_64 -M q35 -m 1G").get(0).devices().get(0);
        assertEquals("e1000e", nic.model());
        assertEquals(1, nic.notes().size());
        assertTrue(read("qemu-system-x86_64 -M q35 -nic none -m 1")
                .get(0)
                .devices()
                .isEmpty());
        assertTrue(read("qemu-system-x86_64 -M q35 -nodefaults -m 1")
                .get(0)
                .devices()
                .isEmpty());
    }

    @Test
    void passedThroughDevicesAreTold() throws Exception {
        assertEquals(
                """
                v0 vfio-pci other passthrough vfio
                v1 vfio-pci other passthrough mdev
                u0 usb-host other passthrough usb-host
                x0 vhost-vdpa-device-pci other virtio vdpa
                """,
                text(read("qemu-kvm -nodefaults -device vfio-pci,host=0000:01:00.0,id=v0 -device"
                                + " vfio-pci,sysfsdev=/sys/bus/mdev/devices/4b20d080-1b54-4048-85b3-a6a62d165c01,id=v1"
                                + " -device usb-host,id=u0 -device vhost-vdpa-device-pci,vhostdev=/dev/vhost-vdpa-1,id=x0")
                        .get(0)));
    }

    @Test
    void readsProcCmdlineAndJsonOptionsOfLibvirt() throws Exception {
        String line = String.join(
                "\0",
                "/usr/bin/qemu-system-x86_64",
                "-name",
                "guest=web",
                "-uuid",
                "ABCD",
                "-nodefaults",
                "-netdev",
                "{\"type\":\"tap\",\"fd\":\"28\",\"vhost\":true,\"vhostfd\":\"30\",\"id\":\"hostnet0\"}",
                "-device",
                "{\"driver\":\"virtio-net-pci\",\"netdev\":\"hostnet0\",\"id\":\"net0\",\"bus\":\"pci.0\",\"addr\":\"0x3\"}",
                "");
        Machine machine = read(line).get(0);
        assertEquals("web", machine.name());
        assertEquals("abcd", machine.uuid());
        assertEquals("net0 virtio-net-pci nic virtio vhost-kernel\n", text(machine));
        assertEquals("00:03.0", machine.devices().get(0).address());
    }

    @Test
    void ofALogTheLastStartOfEachMachineCounts() throws Exception {
        List<Machine> machines = read("""
                2026-01-01 12:00:00.000+0000: starting up libvirt version: 9.0.0, qemu version: 7.2.2
                LC_ALL=C \\
                HOME=/var/lib/libvirt \\
                /usr/bin/qemu-system-x86_64 \\
                -name guest=a -nodefaults \\
                -device e1000,id=old
                char device redirected to /dev/pts/1 (label charserial0)
                2026-01-02 12:00:00.000+0000: shutting down, it's over
                LC_ALL=C /usr/bin/qemu-system-x86_64 -name guest=a -nodefaults -device e1000e,id=new
                """);
        assertEquals(1, machines.size());
        assertEquals("new e1000e nic emulated qemu\n", text(machines.get(0)));
    }

    @Test
    void brokenOptionsAreNamed() {
        ImportException open = assertThrows(ImportException.class, () -> read("qemu-kvm -m 1 -name \"x"));
        assertTrue(open.getMessage().endsWith("command.txt: a quote in line 1 is not closed"), open.getMessage());
        ImportException json = assertThrows(
                ImportException.class, () -> read("qemu-kvm -m 1 -device '{" + "\"a\":[".repeat(100) + "'"));
        assertTrue(json.getMessage().contains("an option in JSON cannot be read"), json.getMessage());
    }

    @Test
    void proseIsNoCommandLine() throws Exception {
        Path file = Files.writeString(
                folder.resolve("notes.txt"), "We use qemu and kvm - mostly.\nqemu-system-x86_64: warning\n");
        assertNull(MachineReader.sniff(file));
    }
}
