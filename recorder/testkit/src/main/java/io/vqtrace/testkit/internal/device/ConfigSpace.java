package io.vqtrace.testkit.internal.device;

import io.vqtrace.trace.FaultReason;

/** Accesses of the device specific configuration (virtio 1.4 section 2.5). */
final class ConfigSpace {
    private ConfigSpace() {}

    static long read(VirtioDevice device, int offset, int width) {
        if (offset < 0 || offset > device.config().capacity() - width) {
            device.fault(0, FaultReason.REGISTER_ACCESS);
            return 0;
        }
        long value = 0;
        for (int i = width - 1; i >= 0; i--) {
            value = value << 8 | device.config().get(offset + i) & 0xff;
        }
        device.configRead(offset, width, value);
        return value;
    }

    static void write(VirtioDevice device, int offset, int width, long value) {
        if (offset < 0 || offset > device.config().capacity() - width) {
            device.fault(0, FaultReason.REGISTER_ACCESS);
            return;
        }
        for (int i = 0; i < width; i++) {
            device.config().put(offset + i, (byte) (value >>> 8 * i));
        }
        device.configWrite(offset, width, value);
    }
}
