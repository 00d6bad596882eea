package io.vqtrace.imports.internal.facts;

import java.util.List;
import java.util.Map;

/** Puts together what different answers say of one device: its id leads from the QOM path to PCI address and model. */
final class FactsLinker {
    private final Facts facts;

    FactsLinker(Facts facts) {
        this.facts = facts;
    }

    void link() {
        for (VirtioDeviceFacts device : facts.byPath.values()) {
            for (Map.Entry<String, String> pci : facts.idByAddress.entrySet()) {
                if (pci.getValue().equals(device.name)) {
                    device.address = pci.getKey();
                }
            }
            List<QtreeDevice> named = facts.tree.stream()
                    .filter(node -> node.id().equals(device.name))
                    .toList();
            if (named.size() == 1) {
                device.busModel = named.get(0).model();
                device.address = device.address == null ? named.get(0).address() : device.address;
            }
        }
    }
}
