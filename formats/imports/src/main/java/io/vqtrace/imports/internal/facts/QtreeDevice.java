package io.vqtrace.imports.internal.facts;

/**
 * A device in the answer of HMP {@code info qtree}.
 *
 * @param model QEMU's model name
 * @param id id of the command line, empty if it has none
 * @param address PCI address as in {@code 00:01.0}, or null
 * @param parent id of the device whose bus it is on, or null
 */
public record QtreeDevice(String model, String id, String address, String parent) {}
