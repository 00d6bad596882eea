package io.vqtrace.imports.internal.scan;

import java.util.List;

/**
 * Devices that QEMU emulates or passes through, told by the events that only they raise.
 *
 * <p>The importer counts these events, it does not decode them. Names are those of QEMU's {@code hw/*} {@code trace-events}
 * files; {@code memory_region_ops_*} events belong to a device by the name of the region.
 */
public enum EmulatedFamily {
    /** AHCI host bus adapter, {@code hw/ide/ahci.c}. */
    AHCI("ahci", List.of("ahci_"), List.of()),
    /** IDE ports and bus master of the PIIX and ISA controllers, {@code hw/ide/core.c}, {@code hw/ide/pci.c}. */
    IDE("ide", List.of("ide_ioport_", "ide_status_read", "ide_ctrl_write", "ide_data_", "bmdma_"), List.of()),
    /** ATA commands, raised behind IDE ports and behind AHCI alike; tells no device by itself. */
    ATA(null, List.of("ide_"), List.of()),
    /** Intel 82540EM. */
    E1000("e1000", List.of("e1000_"), List.of("e1000-mmio", "e1000-io")),
    /** Intel 82574L. */
    E1000E("e1000e", List.of("e1000e_"), List.of("e1000e-mmio", "e1000e-io")),
    /** Intel 82576. */
    IGB("igb", List.of("igb_"), List.of("igb-mmio", "igb-io")),
    /** Realtek 8139. */
    RTL8139("rtl8139", List.of("rtl8139_"), List.of("rtl8139")),
    /** AMD PCnet. */
    PCNET("pcnet", List.of("pcnet_"), List.of("pcnet-mmio", "pcnet-io")),
    /** VMware's network adapter. */
    VMXNET3("vmxnet3", List.of("vmxnet3_"), List.of("vmxnet3-b0", "vmxnet3-b1")),
    /** NVM Express controller. */
    NVME("nvme", List.of("pci_nvme_"), List.of()),
    /** LSI 53C895A SCSI controller. */
    LSI("lsi53c895a", List.of("lsi_"), List.of("lsi-mmio", "lsi-io")),
    /** LSI MegaRAID SAS. */
    MEGASAS("megasas", List.of("megasas_"), List.of("megasas-mmio", "megasas-io")),
    /** LSI SAS1068. */
    MPTSAS("mptsas1068", List.of("mptsas_"), List.of("mptsas-mmio")),
    /** VMware's paravirtual SCSI controller. */
    PVSCSI("pvscsi", List.of("pvscsi_"), List.of("pvscsi-io")),
    /** Devices of the host that the guest has to itself, {@code hw/vfio}. */
    VFIO("vfio-pci", List.of("vfio_"), List.of());

    private static final EmulatedFamily[] VALUES = values();

    private final String model;
    private final List<String> prefixes;
    private final List<String> regions;

    EmulatedFamily(String model, List<String> prefixes, List<String> regions) {
        this.model = model;
        this.prefixes = prefixes;
        this.regions = regions;
    }

    /**
     * Returns QEMU's name of the device model.
     *
     * @return the model, or null for events that tell no device
     */
    public String model() {
        return model;
    }

    /**
     * Finds the family of an event.
     *
     * @param event an event's name
     * @return the family, or null
     */
    static EmulatedFamily ofEvent(String event) {
        for (EmulatedFamily family : VALUES) {
            for (String prefix : family.prefixes) {
                if (event.startsWith(prefix)) {
                    return family;
                }
            }
        }
        return null;
    }

    /** Finds the family of a memory region, or null. */
    static EmulatedFamily ofRegion(String region) {
        for (EmulatedFamily family : VALUES) {
            if (family.regions.contains(region)) {
                return family;
            }
        }
        return null;
    }

    /**
     * Finds the family of a PCI device model.
     *
     * @param model model name as {@code pci_update_mappings_add} prints it
     * @return the family, or null if the model is not in the table
     */
    public static EmulatedFamily ofModel(String model) {
        for (EmulatedFamily family : VALUES) {
            if (model.equals(family.model)) {
                return family;
            }
        }
        return null;
    }

    /**
     * Tells whether a PCI device model is of this family.
     *
     * @param model model name as {@code pci_update_mappings_add} prints it
     * @return whether it is
     */
    public boolean isPciModel(String model) {
        return switch (this) {
            case AHCI -> model.equals("ich9-ahci");
            case IDE -> model.equals("piix3-ide") || model.equals("piix4-ide");
            default -> model.equals(this.model);
        };
    }

    /** Finds the part of an event's arguments that tells one device of the family from another, or an empty range. */
    boolean locateInstance(byte[] text, int from, int to, int[] range) {
        return switch (this) {
            case AHCI -> locatePointer(text, from, to, range);
            case VFIO -> locateHostAddress(text, from, to, range);
            default -> false;
        };
    }

    /** {@code ahci(0x55cc20758570)}. */
    private static boolean locatePointer(byte[] text, int from, int to, int[] range) {
        int open = from + "ahci".length();
        if (open + 3 >= to || text[open] != '(' || text[open + 1] != '0' || text[open + 2] != 'x') {
            return false;
        }
        int at = open + 3;
        while (Bytes.hexDigit(text[at]) >= 0) {
            at++;
        }
        range[0] = open + 1;
        range[1] = at;
        return text[at] == ')';
    }

    /** {@code 0000:01:00.0} anywhere. */
    private static boolean locateHostAddress(byte[] text, int from, int to, int[] range) {
        for (int dot = from + 10; dot < to - 1; dot++) {
            if (text[dot] == '.'
                    && text[dot - 3] == ':'
                    && text[dot - 6] == ':'
                    && hex(text, dot - 10, dot - 6)
                    && hex(text, dot - 5, dot - 3)
                    && hex(text, dot - 2, dot)
                    && hex(text, dot + 1, dot + 2)) {
                range[0] = dot - 10;
                range[1] = dot + 2;
                return true;
            }
        }
        return false;
    }

    private static boolean hex(byte[] text, int from, int to) {
        for (int at = from; at < to; at++) {
            if (Bytes.hexDigit(text[at]) < 0) {
                return false;
            }
        }
        return true;
    }
}
