package io.vqtrace.imports.internal.facts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that a facts directory says. Empty if there is none. */
public final class Facts {
    final Map<String, VirtioDeviceFacts> byPath = new LinkedHashMap<>();
    final Map<Long, String> threadRoles = new LinkedHashMap<>();
    final Map<String, String> idByAddress = new LinkedHashMap<>();
    final List<QtreeDevice> tree = new ArrayList<>();
    final List<PciFacts> pci = new ArrayList<>();
    final Map<String, byte[]> files = new LinkedHashMap<>();
    final List<String> warnings = new ArrayList<>();
    boolean ordered;

    VirtioDeviceFacts device(String path) {
        return byPath.computeIfAbsent(path, VirtioDeviceFacts::new);
    }

    /**
     * Returns the virtio devices.
     *
     * @return in the order of {@code x-query-virtio}
     */
    public List<VirtioDeviceFacts> devices() {
        return List.copyOf(byPath.values());
    }

    /**
     * Tells whether the order of the devices is that of {@code x-query-virtio}, which is that of their first reset.
     *
     * @return whether that answer was there
     */
    public boolean ordered() {
        return ordered;
    }

    /**
     * Returns the roles of threads.
     *
     * @return by thread id of the operating system
     */
    public Map<Long, String> threadRoles() {
        return threadRoles;
    }

    /**
     * Returns the ids of PCI devices.
     *
     * @return by address, as in {@code 00:1f.2}
     */
    public Map<String, String> idByAddress() {
        return idByAddress;
    }

    /**
     * Returns the functions of {@code query-pci}.
     *
     * @return in the answer's order
     */
    public List<PciFacts> pci() {
        return pci;
    }

    /**
     * Returns the devices of {@code info qtree}.
     *
     * @return virtio devices and all others
     */
    public List<QtreeDevice> tree() {
        return tree;
    }

    /**
     * Returns the files that were recognised.
     *
     * @return contents by name
     */
    public Map<String, byte[]> files() {
        return files;
    }

    /**
     * Returns what could not be used.
     *
     * @return one line each
     */
    public List<String> warnings() {
        return warnings;
    }
}
