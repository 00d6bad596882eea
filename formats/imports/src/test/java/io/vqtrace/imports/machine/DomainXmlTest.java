package io.vqtrace.imports.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.imports.ImportException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DomainXmlTest {
    @TempDir
    private Path folder;

    private Machine read(String xml) throws Exception {
        Path file = Files.writeString(folder.resolve("vm.xml"), xml);
        assertEquals(MachineSource.DOMAIN_XML, MachineReader.sniff(file));
        return MachineReader.read(file, MachineSource.DOMAIN_XML).get(0);
    }

    private String devices(String elements) throws Exception {
        return read("<domain type='kvm'><name>vm</name><os><type arch='x86_64'>hvm</type></os><devices>" + elements
                        + "</devices></domain>")
                .devices()
                .stream()
                .map(device -> device.id() + " " + device.model() + " "
                        + device.deviceClass().label() + " "
                        + device.implementation().label() + " "
                        + device.backend().label() + (device.parent() == null ? "" : " on " + device.parent()))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void interfaces() throws Exception {
        assertEquals("""
                ua-lan virtio-net-pci nic virtio vhost-kernel
                vnet1 virtio-net-pci nic virtio qemu
                net0 virtio-net-pci nic virtio vhost-user
                net1 virtio-net-pci-non-transitional nic virtio vdpa
                net2 e1000 nic emulated qemu
                net3 rtl8139 nic emulated qemu
                net4 vfio-pci nic passthrough vfio
                net5 virtio-net-pci nic virtio qemu""", devices("""
                <interface type='bridge'><model type='virtio'/><alias name='ua-lan'/></interface>
                <interface type='network'><target dev='vnet1'/><model type='virtio'/><driver name='qemu'/></interface>
                <interface type='vhostuser'><model type='virtio'/></interface>
                <interface type='vdpa'><model type='virtio-non-transitional'/></interface>
                <interface type='network'><model type='e1000'/></interface>
                <interface type='user'/>
                <interface type='hostdev'><source><address type='pci' domain='0x0000' bus='0x65' slot='0x00'
                  function='0x1'/></source></interface>
                <interface type='user'><model type='virtio'/></interface>"""));
    }

    @Test
    void disks() throws Exception {
        assertEquals("""
                scsi0 virtio-scsi-pci disk virtio qemu
                vda virtio-blk-pci disk virtio qemu
                sda scsi-hd disk virtio qemu on scsi0
                sdb scsi-block disk passthrough scsi-generic on scsi0
                sdc ide-cd disk emulated qemu
                hda ide-hd disk emulated qemu
                vdb vhost-user-blk-pci disk virtio vhost-user
                sdd usb-storage disk emulated qemu
                fda floppy disk emulated qemu""", devices("""
                <controller type='scsi' index='0' model='virtio-scsi'/><controller type='usb' model='qemu-xhci'/>
                <controller type='pci' model='pcie-root'/>
                <disk type='file' device='disk'><target dev='vda' bus='virtio'/><driver queues='4' iothread='1'/></disk>
                <disk type='file' device='disk'><target dev='sda' bus='scsi'/></disk>
                <disk type='block' device='lun'><target dev='sdb' bus='scsi'/></disk>
                <disk type='file' device='cdrom'><target dev='sdc' bus='sata'/></disk>
                <disk type='file' device='disk'><target dev='hda'/></disk>
                <disk type='vhostuser' device='disk'><target dev='vdb' bus='virtio'/></disk>
                <disk type='file' device='disk'><target dev='sdd' bus='usb'/></disk>
                <disk type='file' device='floppy'><target dev='fda' bus='fdc'/></disk>"""));
    }

    @Test
    void others() throws Exception {
        assertEquals("""
                hostdev0 vfio-pci other passthrough vfio
                hostdev1 vfio-pci other passthrough mdev
                hostdev2 usb-host other passthrough usb-host
                hostdev3 vhost-scsi-pci disk virtio vhost-kernel
                fs0 vhost-user-fs-pci other virtio vhost-user
                fs1 virtio-9p-pci other virtio qemu
                balloon0 virtio-balloon-pci other virtio qemu
                rng0 virtio-rng-pci other virtio qemu
                video0 qxl-vga other emulated qemu
                sound0 ich9-intel-hda other emulated qemu
                input0 usb-tablet other emulated qemu
                input1 virtio-keyboard-pci other virtio qemu
                watchdog0 i6300esb other emulated qemu
                tpm0 tpm-crb other emulated qemu
                vsock0 vhost-vsock-pci other virtio vhost-kernel
                virtio-serial0 virtio-serial-pci other virtio qemu
                channel0 virtserialport other virtio qemu on virtio-serial0""", devices("""
                <hostdev mode='subsystem' type='pci'><source><address domain='0' bus='1' slot='0' function='0'/></source></hostdev>
                <hostdev mode='subsystem' type='mdev' model='vfio-pci'><source><address uuid='u'/></source></hostdev>
                <hostdev mode='subsystem' type='usb'/>
                <hostdev mode='subsystem' type='scsi_host'><source protocol='vhost' wwpn='naa.1'/></hostdev>
                <filesystem type='mount'><driver type='virtiofs'/><target dir='a'/></filesystem>
                <filesystem type='mount'><target dir='b'/></filesystem>
                <memballoon model='virtio'/><rng model='virtio'/><video><model type='qxl'/></video><sound model='ich9'/>
                <input type='tablet' bus='usb'/><input type='keyboard' bus='virtio'/><input type='mouse' bus='ps2'/>
                <watchdog model='i6300esb'/><tpm model='tpm-crb'/><vsock model='virtio'/>
                <controller type='virtio-serial'/><channel type='unix'><target type='virtio' name='g'/></channel>
                <serial type='pty'/><emulator>x</emulator><graphics type='vnc'/><memballoon model='none'/>"""));
    }

    @Test
    void severalDomainsMayBeInsideAnyElement() throws Exception {
        Path file = Files.writeString(
                folder.resolve("all.xml"),
                "<all><domain><name>a</name></domain><x><domain><name>b</name><uuid>AB</uuid></domain></x></all>");
        var machines = MachineReader.read(file, MachineSource.DOMAIN_XML);
        assertEquals("a", machines.get(0).name());
        assertEquals("ab", machines.get(1).uuid());
    }

    @Test
    void otherEncodingsAreRead() throws Exception {
        Path file = folder.resolve("utf16.xml");
        Files.write(
                file,
                "<?xml version='1.0' encoding='UTF-16'?><domain><name>é</name></domain>"
                        .getBytes(StandardCharsets.UTF_16));
        assertEquals(MachineSource.DOMAIN_XML, MachineReader.sniff(file));
        assertEquals(
                "é", MachineReader.read(file, MachineSource.DOMAIN_XML).get(0).name());
    }

    @Test
    void devicesThatAreHandedToQemuAreOfTheMachineToo() throws Exception {
        Machine machine = read("""
                <domain type='kvm' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'><name>vm</name>
                <devices><interface type='user'><model type='virtio'/></interface></devices>
                <qemu:commandline>
                  <qemu:arg value='-netdev'/><qemu:arg value='vhost-vdpa,id=v,vhostdev=/dev/vhost-vdpa-0'/>
                  <qemu:arg value='-device'/><qemu:arg value='virtio-net-pci,netdev=v,id=net9'/>
                  <qemu:arg value='-device'/><qemu:arg value='e1000e,id=net8'/>
                </qemu:commandline></domain>""");
        assertEquals(
                List.of("net0 qemu", "net9 vdpa", "net8 qemu"),
                machine.devices().stream()
                        .map(device -> device.id() + " " + device.backend().label())
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE domain><domain><name>x</name></domain>",
                "<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><domain><name>&x;</name></domain>",
                "<!DOCTYPE d [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;'>]><domain><name>&c;"
                        + "</name></domain>",
                "<!DOCTYPE d SYSTEM 'http://127.0.0.1:1/x.dtd'><domain><name>x</name></domain>",
                "<!DOCTYPE d [<!ENTITY % p SYSTEM 'http://127.0.0.1:1/x'> %p;]><domain><name>x</name></domain>",
            })
    void documentTypesAreRefused(String xml) {
        ImportException e = assertThrows(ImportException.class, () -> read(xml));
        assertTrue(e.getMessage().contains("DOCTYPE"), e.getMessage());
        assertFalse(e.getMessage().contains("root:"), e.getMessage());
        assertEquals(1, e.getMessage().lines().count());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<domain xmlns:xi='http://www.w3.org/2001/XInclude'><name><xi:include href='/etc/passwd'"
                        + " parse='text'/></name></domain>",
                "<domain><name>&x;</name></domain>",
                "<domain><name>x</domain>",
                "<domain",
                "<nothing/>",
                "<?xml version='1.0' encoding='no-such'?><domain><name>x</name></domain>",
            })
    void whatIsNoPlainDomainIsRefusedInOneLine(String xml) {
        ImportException e = assertThrows(ImportException.class, () -> read(xml));
        assertTrue(e.getMessage().contains("vm.xml: "), e.getMessage());
        assertEquals(1, e.getMessage().lines().count());
    }

    @Test
    void depthAndSizeAreBounded() {
        for (String xml : new String[] {
            "<domain><devices>" + "<a>".repeat(100_000),
            "<domain><devices>" + "<a/>".repeat(300_000),
            "<domain><name>" + "x".repeat(17 << 20)
        }) {
            ImportException e = assertThrows(ImportException.class, () -> read(xml));
            assertTrue(e.getMessage().contains("larger"), e.getMessage());
        }
    }
}
