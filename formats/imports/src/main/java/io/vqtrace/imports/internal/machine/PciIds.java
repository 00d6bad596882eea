package io.vqtrace.imports.internal.machine;

import io.vqtrace.imports.internal.facts.PciFacts;
import io.vqtrace.virtio.DeviceType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** QEMU's device models by PCI id, from the table {@code pci-ids.tsv}. */
final class PciIds {
    private static final String TABLE = "pci-ids.tsv";
    private static final int VIRTIO_VENDOR = 0x1af4;
    private static final int VIRTIO_LEGACY = 0x1000;
    private static final int VIRTIO_MODERN = 0x1040;
    private static final int VIRTIO_END = 0x1080;
    private static final Map<Integer, String> MODELS = load();

    private PciIds() {}

    private static Map<Integer, String> load() {
        Map<Integer, String> models = new HashMap<>();
        try (InputStream table = PciIds.class.getResourceAsStream(TABLE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                String[] cells = line.split("\t");
                models.put(Integer.parseInt(cells[0], 16) << 16 | Integer.parseInt(cells[1], 16), cells[2]);
            });
        } catch (IOException e) {
            throw new UncheckedIOException("the table of PCI ids cannot be read", e);
        }
        return models;
    }

    /** Returns the model of a function, null if it is not one of QEMU's. */
    static String model(PciFacts function) {
        if (function.vendor() == null || function.device() == null) {
            return null;
        }
        int device = function.device();
        if (function.vendor() == VIRTIO_VENDOR && device >= VIRTIO_LEGACY && device < VIRTIO_END) {
            // Virtio 1.4 section 4.1.2: modern devices carry their type in the device id, transitional ones in the
            // subsystem.
            Integer id = device >= VIRTIO_MODERN ? Integer.valueOf(device - VIRTIO_MODERN) : function.subsystem();
            DeviceType type = id == null ? null : DeviceType.ofId(id);
            return type == null ? null : type.label();
        }
        return MODELS.get(function.vendor() << 16 | device);
    }
}
