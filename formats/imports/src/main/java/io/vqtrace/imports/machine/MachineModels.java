package io.vqtrace.imports.machine;

import io.vqtrace.imports.internal.machine.DeviceModels;

/** QEMU's device models by name. */
public final class MachineModels {
    private MachineModels() {}

    /**
     * Describes a device of which only the model is known.
     *
     * @param model QEMU's name of the model or the name of a virtio device type, such as {@code e1000} or
     *     {@code virtio-blk}; null if unknown
     * @param id id of the device, null if it has none
     * @return what follows from the model
     */
    public static MachineDevice describe(String model, String id) {
        return DeviceModels.describe(model, id);
    }
}
