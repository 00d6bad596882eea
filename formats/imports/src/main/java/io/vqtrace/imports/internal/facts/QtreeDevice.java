package io.vqtrace.imports.internal.facts;

import java.util.Map;

/**
 * A device in the answer of HMP {@code info qtree}.
 *
 * @param number its place in the answer
 * @param parent number of the device whose bus it is on, or null
 * @param model QEMU's model name
 * @param id id of the command line, empty if it has none
 * @param address PCI address as in {@code 00:01.0}, or null
 * @param pciClass what QEMU calls its PCI class, such as {@code Ethernet controller}, or null
 * @param properties values by name, without quotes and without what QEMU adds in parentheses
 */
public record QtreeDevice(
        int number,
        Integer parent,
        String model,
        String id,
        String address,
        String pciClass,
        Map<String, String> properties) {}
