package io.vqtrace.imports.internal.machine;

import io.vqtrace.imports.machine.Backend;
import java.util.HashMap;
import java.util.Map;

/** Network backends of QEMU by id: they decide who serves the queues of a virtio-net device. */
final class NetBackends {
    private final Map<String, Map<String, String>> byId = new HashMap<>();

    void add(String id, Map<String, String> options) {
        byId.put(id, options);
    }

    /** Tells the device who serves it and by what; a backend that is not described leaves that open. */
    void connect(DeviceDraft device, String id) {
        Map<String, String> options = id == null ? null : byId.get(id);
        if (options != null) {
            connect(device, options);
        }
    }

    static void connect(DeviceDraft device, Map<String, String> options) {
        device.property("netdev-type", options.get("type"));
        DeviceModel known = device.known();
        if (known != null && known.byNetdev()) {
            device.backend(server(options));
        }
    }

    private static Backend server(Map<String, String> options) {
        return switch (options.getOrDefault("type", "")) {
            case "vhost-user" -> Backend.VHOST_USER;
            case "vhost-vdpa" -> Backend.VDPA;
            case "tap" -> isVhost(options) ? Backend.VHOST_KERNEL : Backend.QEMU;
            case "passt" -> "on".equals(options.get("vhost-user")) ? Backend.VHOST_USER : Backend.QEMU;
            case "" -> null;
            default -> Backend.QEMU;
        };
    }

    /** {@code net/tap.c}: without {@code vhost} a file descriptor of vhost, or {@code vhostforce}, asks for it. */
    private static boolean isVhost(Map<String, String> options) {
        String vhost = options.get("vhost");
        if (vhost != null) {
            return isOn(vhost);
        }
        return options.containsKey("vhostfd")
                || options.containsKey("vhostfds")
                || isOn(options.getOrDefault("vhostforce", "off"));
    }

    private static boolean isOn(String value) {
        return value.equals("on") || value.equals("yes") || value.equals("true") || value.equals("y");
    }
}
