package io.vqtrace.analyzer.inventory;

import io.vqtrace.analyzer.inventory.InventoryModel.Device;
import io.vqtrace.analyzer.inventory.InventoryModel.WorkloadDevices;
import io.vqtrace.imports.machine.DeviceClass;
import io.vqtrace.imports.machine.Implementation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts devices. */
final class Totals {
    /** Counts those whose implementation no source tells. */
    static final String UNKNOWN = "unknown";

    private Totals() {}

    static InventoryModel.Totals of(List<WorkloadDevices> workloads) {
        List<Device> devices = workloads.stream()
                .flatMap(workload -> workload.devices().stream())
                .filter(device -> !device.deviceClass().equals(DeviceClass.PLATFORM.label()))
                .toList();
        Map<String, Map<String, Integer>> byClass = new LinkedHashMap<>();
        for (DeviceClass deviceClass : List.of(DeviceClass.NIC, DeviceClass.DISK, DeviceClass.OTHER)) {
            Map<String, Integer> counts = new LinkedHashMap<>();
            for (Implementation implementation : Implementation.values()) {
                counts.put(implementation.label(), 0);
            }
            counts.put(UNKNOWN, 0);
            devices.stream()
                    .filter(device -> device.deviceClass().equals(deviceClass.label()))
                    .forEach(device -> counts.merge(
                            device.implementation() == null ? UNKNOWN : device.implementation(), 1, Integer::sum));
            byClass.put(deviceClass.label(), counts);
        }
        Map<String, Integer> byVerdict = new LinkedHashMap<>();
        for (Verdict verdict : Verdict.values()) {
            byVerdict.put(verdict.label(), 0);
        }
        devices.forEach(device -> byVerdict.merge(device.verdict(), 1, Integer::sum));
        return new InventoryModel.Totals(workloads.size(), devices.size(), byClass, byVerdict);
    }
}
