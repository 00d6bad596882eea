package io.vqtrace.imports.internal.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vqtrace.imports.machine.Backend;
import io.vqtrace.imports.machine.DeviceClass;
import io.vqtrace.imports.machine.Implementation;
import io.vqtrace.imports.machine.MachineDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceModelsTest {

    @ParameterizedTest
    @CsvSource({
        "virtio-net-pci, NIC, VIRTIO, ",
        "virtio-net-ccw, NIC, VIRTIO, ",
        "virtio-net-device, NIC, VIRTIO, ",
        "virtio-blk-pci-non-transitional, DISK, VIRTIO, QEMU",
        "virtio-blk-pci-transitional, DISK, VIRTIO, QEMU",
        "virtio-scsi, DISK, VIRTIO, QEMU",
        "virtio-vga-gl, OTHER, VIRTIO, QEMU",
        "virtio-mmio, PLATFORM, VIRTIO, QEMU",
        "vhost-user-blk-pci, DISK, VIRTIO, VHOST_USER",
        "vhost-user-scsi-pci-transitional, DISK, VIRTIO, VHOST_USER",
        "vhost-user-fs-ccw, OTHER, VIRTIO, VHOST_USER",
        "vhost-user-vga, OTHER, VIRTIO, VHOST_USER",
        "vhost-user-vsock-device, OTHER, VIRTIO, VHOST_USER",
        "vhost-scsi-ccw, DISK, VIRTIO, VHOST_KERNEL",
        "vhost-vsock-pci-non-transitional, OTHER, VIRTIO, VHOST_KERNEL",
        "vhost-vdpa-device-pci, OTHER, VIRTIO, VDPA",
        "vfio-pci-nohotplug, OTHER, PASSTHROUGH, VFIO",
        "vfio-user-pci, OTHER, PASSTHROUGH, VFIO_USER",
        "scsi-generic, DISK, PASSTHROUGH, SCSI_GENERIC",
        "usb-host, OTHER, PASSTHROUGH, USB_HOST",
        "e1000-82545em, NIC, EMULATED, QEMU",
        "i82557b, NIC, EMULATED, QEMU",
        "ne2k_isa, NIC, EMULATED, QEMU",
        "lsi53c895a, DISK, EMULATED, QEMU",
        "nvme-ns, DISK, EMULATED, QEMU",
        "floppy, DISK, EMULATED, QEMU",
        "cirrus-vga, OTHER, EMULATED, QEMU",
        "ich9-ahci, PLATFORM, EMULATED, QEMU",
        "PIIX4_PM, PLATFORM, EMULATED, QEMU",
        "isa-fdc, PLATFORM, EMULATED, QEMU",
        "ich9-usb-uhci3, PLATFORM, EMULATED, QEMU",
    })
    void modelsAreWhatQemuSays(String model, DeviceClass what, Implementation how, Backend who) {
        MachineDevice device = DeviceModels.describe(model, "x");
        assertEquals(what, device.deviceClass());
        assertEquals(how, device.implementation());
        assertEquals(who, device.backend());
    }

    /** Names of {@code -device help} of QEMU 7.2 and of later versions, of every class that moves data. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "am53c974",
                "dc390",
                "ide-cd",
                "ide-hd",
                "lsi53c810",
                "megasas-gen2",
                "mptsas1068",
                "nvme",
                "pvscsi",
                "scsi-block",
                "scsi-cd",
                "scsi-hd",
                "sd-card",
                "usb-bot",
                "usb-mtp",
                "usb-storage",
                "usb-uas",
                "virtio-9p-pci",
                "virtio-pmem",
                "e1000",
                "e1000e",
                "igb",
                "i82801",
                "ne2k_pci",
                "pcnet",
                "pvrdma",
                "rocker",
                "rtl8139",
                "tulip",
                "usb-net",
                "vmxnet3",
                "spapr-vlan",
                "usb-tablet",
                "vhost-user-gpio-pci",
                "virtio-input-host-pci",
                "virtconsole",
                "virtserialport",
                "qxl",
                "ramfb",
                "VGA",
                "AC97",
                "hda-duplex",
                "intel-hda",
                "i6300esb",
                "ivshmem-plain",
                "pvpanic-pci",
                "tpm-crb",
                "virtio-mem-pci",
                "virtio-iommu",
                "virtio-sound-pci",
                "virtio-crypto-pci",
                "pcie-root-port",
                "pxb-pcie",
                "qemu-xhci",
                "vfio-ap",
                "vfio-ccw"
            })
    void modelsAreKnown(String model) {
        assertNotNull(DeviceModels.find(model));
    }

    @Test
    void anUnknownModelIsNothingCertain() {
        MachineDevice device = DeviceModels.describe("flux-capacitor", "x");
        assertNull(device.implementation());
        assertNull(device.backend());
        assertEquals(DeviceClass.OTHER, device.deviceClass());
    }
}
