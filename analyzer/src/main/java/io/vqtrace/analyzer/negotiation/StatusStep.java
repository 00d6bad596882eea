package io.vqtrace.analyzer.negotiation;

import io.vqtrace.virtio.DeviceStatus;

/**
 * One access to the device status register (virtio 1.4 section 2.1).
 *
 * @param ns time in nanoseconds since the epoch, null without a clock
 * @param bits what was written or read
 * @param read true if it is what the device answered or set by itself, false for a write of the driver
 */
public record StatusStep(Long ns, int bits, boolean read) {
    /**
     * Tells whether a bit is set.
     *
     * @param bit the bit
     * @return true if it is
     */
    public boolean has(DeviceStatus bit) {
        return bit.in(bits);
    }
}
