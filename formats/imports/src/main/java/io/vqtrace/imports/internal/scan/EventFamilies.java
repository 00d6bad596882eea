package io.vqtrace.imports.internal.scan;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The families of QEMU's trace events: what stands before the first underscore of their names.
 *
 * <p>A line without the classic prefix could be any text; it is a trace event only if its name belongs to one of these.
 * The list is made from the events of QEMU 7.2 ({@code trace-events-all}) and of later {@code trace-events} files.
 */
final class EventFamilies {
    /** What Linux prints before messages of its drivers; guest consoles end up in the same files. */
    private static final Set<String> LINUX_DRIVERS = Set.of(
            "virtio_blk",
            "virtio_net",
            "virtio_scsi",
            "virtio_pci",
            "virtio_mmio",
            "virtio_balloon",
            "virtio_console",
            "virtio_rng",
            "virtio_gpu",
            "virtio_crypto",
            "virtio_input",
            "virtio_mem",
            "virtio_pmem",
            "virtio_iommu",
            "virtio_snd",
            "virtio_fs",
            "virtio_vdpa",
            "virtio_rproc_serial",
            "vhost_net",
            "vhost_vsock",
            "vhost_vdpa",
            "vfio_pci",
            "pci_bus",
            "pci_hotplug",
            "scsi_mod",
            "scsi_debug",
            "kvm_intel",
            "kvm_amd",
            "cpu_idle",
            "i2c_dev",
            "input_leds",
            "serial_core",
            "acpi_pm",
            "acpi_cpufreq",
            "tpm_tis",
            "tpm_crb",
            "usb_storage");

    private static final String RESOURCE = "event-families.txt";

    private final Set<String> families;

    private EventFamilies(Set<String> families) {
        this.families = families;
    }

    /** Reads the list that comes with this library. */
    static EventFamilies load() {
        try (InputStream in = EventFamilies.class.getResourceAsStream(RESOURCE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            return new EventFamilies(lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .flatMap(line -> Arrays.stream(line.trim().split("\\s+")))
                    .collect(Collectors.toUnmodifiableSet()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells whether an event's name has the form and the family of a QEMU trace event. */
    boolean contains(String name) {
        int underscore = name.indexOf('_');
        return underscore > 0 && families.contains(name.substring(0, underscore)) && !LINUX_DRIVERS.contains(name);
    }
}
