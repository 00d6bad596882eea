package io.vqtrace.analyzer.negotiation;

import io.vqtrace.analyzer.read.JsonTree;
import io.vqtrace.analyzer.read.TraceFiles;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;

/** The PCI device ids of {@code query-pci}, by bus address: they tell transitional devices from modern ones. */
final class PciIdentities {
    private static final String FILE = "query-pci.json";
    private static final long VENDOR = 0x1af4;
    private static final long FIRST_TRANSITIONAL = 0x1000;
    private static final long FIRST_MODERN = 0x1040;
    private static final long AFTER_LAST = 0x1080;

    private final Map<String, Long> byAddress = new HashMap<>();

    private PciIdentities() {}

    /** Reads the answer, if the trace holds one; an answer that makes no sense tells nothing. */
    static PciIdentities of(TraceFiles files) throws IOException {
        PciIdentities identities = new PciIdentities();
        if (files.facts().contains(FILE)) {
            try {
                identities.add(JsonTree.object(files.fact(FILE)).get("return"));
            } catch (JacksonException e) {
                // The import has already said that this answer cannot be read.
                identities.byAddress.clear();
            }
        }
        return identities;
    }

    private void add(Object node) {
        if (node instanceof List<?> list) {
            list.forEach(this::add);
        } else if (node instanceof Map<?, ?> object) {
            if (object.get("id") instanceof Map<?, ?> id
                    && object.get("bus") instanceof Long bus
                    && object.get("slot") instanceof Long slot
                    && object.get("function") instanceof Long function
                    && id.get("device") instanceof Long device
                    && Long.valueOf(VENDOR).equals(id.get("vendor"))) {
                byAddress.put(String.format(Locale.ROOT, "%02x:%02x.%x", bus, slot, function), device);
            }
            object.values().forEach(this::add);
        }
    }

    /**
     * Tells what a device's id stands for (virtio 1.4 section 4.1.2.1).
     *
     * @param address bus address, or null
     * @return {@code modern}, {@code transitional} (also of a legacy device, which has the same ids), or null if unknown
     */
    String interfaceKind(String address) {
        Long device = byAddress.get(address);
        if (device == null || device < FIRST_TRANSITIONAL || device >= AFTER_LAST) {
            return null;
        }
        return device < FIRST_MODERN ? AttemptStory.TRANSITIONAL : AttemptStory.MODERN;
    }
}
