package io.vqtrace.imports.internal.facts;

import io.vqtrace.virtio.DeviceStatus;
import io.vqtrace.virtio.DeviceType;
import io.vqtrace.virtio.FeatureSet;
import io.vqtrace.virtio.Features;
import java.math.BigInteger;
import tools.jackson.databind.JsonNode;

/**
 * Reads the answer of {@code x-query-virtio-status}: features and status bits are strings, a name and a description; bits
 * that QEMU has no name for are numbers.
 */
final class FeatureFacts {
    private FeatureFacts() {}

    static void take(JsonNode answer, VirtioDeviceFacts device) {
        JsonNode id = answer.get("device-id");
        if (id != null && id.isIntegralNumber() && device.type == null) {
            device.type = DeviceType.ofId(id.intValue());
        }
        JsonNode queues = answer.get("num-vqs");
        if (queues != null && queues.isIntegralNumber()) {
            device.queueCount = queues.intValue();
        }
        device.offered = features(answer.get("host-features"), device.type);
        device.accepted = features(answer.get("guest-features"), device.type);
        device.status = status(answer.get("status"));
        JsonNode started = answer.get("vhost-started");
        device.vhostStarted = started != null && started.isBoolean() ? Boolean.valueOf(started.booleanValue()) : null;
        device.vhostUser = isVhostUser(answer.path("vhost-dev"));
    }

    /** Only vhost-user negotiates protocol features; the kernel's backends and vDPA have none. */
    private static boolean isVhostUser(JsonNode vhost) {
        return !vhost.path("protocol-features").path("protocols").isEmpty();
    }

    private static FeatureSet features(JsonNode node, DeviceType type) {
        if (node == null || !node.isObject()) {
            return null;
        }
        FeatureSet set = named(node.get("dev-features"), type, FeatureSet.NONE);
        set = named(node.get("transports"), type, set);
        set = numbered(node.get("unknown-dev-features"), 0, set);
        // QEMU with 128 feature bits prints the upper half by itself.
        return numbered(node.get("unknown-dev-features2"), 64, set);
    }

    private static FeatureSet named(JsonNode names, DeviceType type, FeatureSet before) {
        FeatureSet set = before;
        if (names != null) {
            for (JsonNode name : names) {
                int bit = name.isString() ? Features.bit(type, name.stringValue()) : -1;
                if (bit >= 0) {
                    set = set.set(bit);
                }
            }
        }
        return set;
    }

    private static FeatureSet numbered(JsonNode number, int shift, FeatureSet before) {
        if (number == null || !number.isIntegralNumber()) {
            return before;
        }
        BigInteger bits = number.bigIntegerValue();
        FeatureSet set = before;
        for (int bit = 0; bit < 64; bit++) {
            if (bits.testBit(bit)) {
                set = set.set(bit + shift);
            }
        }
        return set;
    }

    private static Integer status(JsonNode node) {
        if (node == null || !node.isObject()) {
            return null;
        }
        int status = 0;
        JsonNode names = node.get("statuses");
        if (names != null) {
            for (JsonNode name : names) {
                DeviceStatus bit = name.isString() ? DeviceStatus.ofName(name.stringValue()) : null;
                status |= bit == null ? 0 : bit.mask();
            }
        }
        JsonNode unknown = node.get("unknown-statuses");
        return unknown != null && unknown.isIntegralNumber() ? Integer.valueOf(status | unknown.intValue()) : status;
    }
}
