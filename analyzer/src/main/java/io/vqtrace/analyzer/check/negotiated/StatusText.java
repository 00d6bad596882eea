package io.vqtrace.analyzer.check.negotiated;

import io.vqtrace.virtio.DeviceStatus;

/** Device status in words. */
final class StatusText {
    private StatusText() {}

    /** Returns such as {@code 11 (ACKNOWLEDGE DRIVER FEATURES_OK)}. */
    static String of(int bits) {
        return bits == 0 ? "0" : bits + " (" + String.join(" ", DeviceStatus.names(bits)) + ")";
    }
}
