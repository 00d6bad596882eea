package io.vqtrace.imports.internal.assemble;

import java.util.Comparator;

/**
 * A PCI device as configuration space events name it.
 *
 * @param model QEMU's model name, such as {@code virtio-blk-pci}
 * @param address as in {@code 00:1f.2}
 */
public record PciDevice(String model, String address) implements Comparable<PciDevice> {
    private static final Comparator<PciDevice> ORDER =
            Comparator.comparing(PciDevice::address).thenComparing(PciDevice::model);

    @Override
    public int compareTo(PciDevice other) {
        return ORDER.compare(this, other);
    }

    /**
     * Tells whether this is a virtio device, whoever serves it.
     *
     * @return whether the model's name starts with {@code virtio-} or {@code vhost-}
     */
    public boolean isVirtio() {
        return model.startsWith("virtio-") || model.startsWith("vhost-");
    }
}
