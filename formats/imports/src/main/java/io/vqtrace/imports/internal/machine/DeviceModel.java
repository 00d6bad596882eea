package io.vqtrace.imports.internal.machine;

import io.vqtrace.imports.machine.Backend;
import io.vqtrace.imports.machine.DeviceClass;
import io.vqtrace.imports.machine.Implementation;

/**
 * What the table says of a device model.
 *
 * @param pattern name of the model, {@code *} for any text
 * @param deviceClass what it is to the guest
 * @param implementation how it is carried out, null if unknown
 * @param backend who serves it, null if its network backend decides or if unknown
 * @param byNetdev whether its network backend decides who serves it
 * @param counterpart family of the virtio device that does the same, null if there is none
 */
record DeviceModel(
        String pattern,
        DeviceClass deviceClass,
        Implementation implementation,
        Backend backend,
        boolean byNetdev,
        String counterpart) {

    boolean isVirtio() {
        return implementation == Implementation.VIRTIO;
    }
}
