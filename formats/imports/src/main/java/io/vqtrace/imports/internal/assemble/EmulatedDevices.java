package io.vqtrace.imports.internal.assemble;

import io.vqtrace.imports.internal.facts.Facts;
import io.vqtrace.imports.internal.facts.QtreeDevice;
import io.vqtrace.imports.internal.scan.EmulatedFamily;
import io.vqtrace.imports.internal.scan.EventCounts;
import io.vqtrace.trace.DeviceRow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntSupplier;

/**
 * The emulated and passed through devices that a log shows.
 *
 * <p>Controllers of the chipset ({@code ich9-ahci}, {@code piix3-ide}) are in every machine, so that only their own events
 * make a device of them; another PCI device is one as soon as its registers are mapped.
 */
final class EmulatedDevices {
    private static final Set<EmulatedFamily> CHIPSET = Set.of(EmulatedFamily.AHCI, EmulatedFamily.IDE);
    private static final Set<String> DISKS = Set.of("ide-hd", "ide-cd");

    private final Map<EmulatedFamily, Map<String, Long>> events = new EnumMap<>(EmulatedFamily.class);
    private final Set<PciDevice> pciDevices;
    private final Facts facts;

    EmulatedDevices(EventCounts counts, Set<PciDevice> pciDevices, Facts facts) {
        this.pciDevices = pciDevices;
        this.facts = facts;
        counts.emulated().forEach((family, instances) -> events.put(family, byInstance(instances)));
        for (PciDevice pci : pciDevices) {
            EmulatedFamily family = EmulatedFamily.ofModel(pci.model());
            if (family != null && !CHIPSET.contains(family)) {
                events.computeIfAbsent(family, f -> new TreeMap<>(Map.of("", 0L)));
            }
        }
        assignAtaEvents();
    }

    /** Events that name no instance belong to the only one there is; of several, to none. */
    private static Map<String, Long> byInstance(Map<String, Long> instances) {
        Map<String, Long> named = new TreeMap<>(instances);
        Long unnamed = named.remove("");
        if (unnamed == null) {
            return named;
        }
        if (named.isEmpty()) {
            named.put("", unnamed);
        } else if (named.size() == 1) {
            named.merge(named.keySet().iterator().next(), unnamed, Long::sum);
        }
        return named;
    }

    /** ATA commands are those of the only controller that there is. */
    private void assignAtaEvents() {
        Map<String, Long> commands = events.remove(EmulatedFamily.ATA);
        boolean ide = events.containsKey(EmulatedFamily.IDE);
        boolean ahci = events.containsKey(EmulatedFamily.AHCI);
        if (commands == null || ide == ahci) {
            return;
        }
        Map<String, Long> controller = events.get(ide ? EmulatedFamily.IDE : EmulatedFamily.AHCI);
        if (controller.size() == 1) {
            controller.merge(controller.keySet().iterator().next(), commands.get(""), Long::sum);
        }
    }

    /** Returns the number of events by model. */
    Map<String, Object> eventsByModel() {
        Map<String, Object> byModel = new TreeMap<>();
        events.forEach((family, instances) -> {
            long sum = instances.values().stream().mapToLong(Long::longValue).sum();
            if (sum > 0) {
                byModel.put(family.model(), sum);
            }
        });
        return byModel;
    }

    /** Returns a row for each device. */
    List<DeviceRow> rows(IntSupplier ids) {
        List<DeviceRow> rows = new ArrayList<>();
        events.forEach((family, instances) -> instances.forEach(
                (instance, count) -> rows.add(row(ids.getAsInt(), family, instance, count, instances.size() == 1))));
        return rows;
    }

    private DeviceRow row(int id, EmulatedFamily family, String instance, long count, boolean only) {
        PciDevice pci = only ? onlyPci(family) : null;
        String model = pci == null ? family.model() : pci.model();
        return new DeviceRow(
                id,
                name(family, pci),
                model,
                null,
                pci == null ? null : "pci",
                instance.isEmpty() ? null : instance,
                family == EmulatedFamily.VFIO ? "vfio" : "emulated",
                pci == null ? null : pci.address(),
                model,
                count == 0 ? null : count,
                null);
    }

    private PciDevice onlyPci(EmulatedFamily family) {
        List<PciDevice> found = pciDevices.stream()
                .filter(pci -> family.isPciModel(pci.model()))
                .toList();
        return found.size() == 1 ? found.get(0) : null;
    }

    /** The id of the command line: that of the device, or, of a disk controller, that of its only disk. */
    private String name(EmulatedFamily family, PciDevice pci) {
        String id = pci == null ? null : facts.idByAddress().get(pci.address());
        if (id != null) {
            return id;
        }
        List<QtreeDevice> nodes = facts.tree().stream()
                .filter(node ->
                        CHIPSET.contains(family) ? DISKS.contains(node.model()) : family.isPciModel(node.model()))
                .filter(node -> !node.id().isEmpty())
                .toList();
        return nodes.size() == 1 ? nodes.get(0).id() : null;
    }
}
