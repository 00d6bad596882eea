package io.vqtrace.imports.internal.machine;

/**
 * What QEMU takes where a command line does not say, by the kind of machine: {@code default_nic} and
 * {@code block_default_type} of the machine classes in QEMU's {@code hw/} folders.
 *
 * @param nic model of a network adapter, null if the machine has none by default
 * @param driveInterface interface of a drive
 * @param scsiAdapter adapter that serves {@code if=scsi}, null if unknown
 * @param virtioBus suffix of virtio device models
 */
record MachineDefaults(String nic, String driveInterface, String scsiAdapter, String virtioBus) {

    /**
     * Finds the defaults.
     *
     * @param program name of the QEMU program, which tells the architecture
     * @param machine argument of {@code -machine}, null if there is none
     */
    static MachineDefaults of(String program, String machine) {
        String type = machine == null ? "" : machine;
        if (type.startsWith("microvm")) {
            return new MachineDefaults(null, "ide", null, "-device");
        }
        if (type.startsWith("s390") || program.contains("s390x")) {
            return new MachineDefaults("virtio-net-ccw", "virtio", null, "-ccw");
        }
        if (type.startsWith("pseries") || type.isEmpty() && program.contains("ppc64")) {
            return new MachineDefaults("spapr-vlan", "scsi", "spapr-vscsi", "-pci");
        }
        if (type.startsWith("virt")) {
            return new MachineDefaults("virtio-net-pci", "virtio", "virtio-scsi-pci", "-pci");
        }
        if (type.equals("q35") || type.startsWith("pc-q35")) {
            return new MachineDefaults("e1000e", "ide", "lsi53c895a", "-pci");
        }
        if (type.equals("isapc")) {
            return new MachineDefaults("ne2k_isa", "ide", null, "-pci");
        }
        boolean x86 =
                program.isEmpty() || program.contains("x86_64") || program.contains("i386") || program.endsWith("kvm");
        return x86 && !type.equals("none")
                ? new MachineDefaults("e1000", "ide", "lsi53c895a", "-pci")
                : new MachineDefaults(null, "ide", null, "-pci");
    }
}
