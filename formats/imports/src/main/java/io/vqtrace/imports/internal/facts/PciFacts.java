package io.vqtrace.imports.internal.facts;

/**
 * What {@code query-pci} says of a function.
 *
 * @param address bus, slot and function, as in {@code 00:1f.2}
 * @param id id of the command line, empty if it has none
 * @param deviceClass PCI class and subclass, such as 0x0200 for Ethernet; null if unknown
 * @param vendor vendor id, null if unknown
 * @param device device id, null if unknown
 * @param subsystem subsystem id, null if unknown; of a transitional virtio device its type
 */
public record PciFacts(
        String address, String id, Integer deviceClass, Integer vendor, Integer device, Integer subsystem) {}
