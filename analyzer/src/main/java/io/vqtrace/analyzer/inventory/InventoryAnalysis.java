package io.vqtrace.analyzer.inventory;

import io.vqtrace.analyzer.inventory.InventoryModel.Device;
import io.vqtrace.analyzer.inventory.InventoryModel.Queue;
import io.vqtrace.analyzer.inventory.InventoryModel.WorkloadDevices;
import io.vqtrace.imports.machine.DeviceClass;
import io.vqtrace.imports.machine.Implementation;
import io.vqtrace.imports.machine.MachineDevice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the inventory of workloads. */
public final class InventoryAnalysis {
    private final InventoryOptions options;
    private final boolean platform;
    private final List<String> only;

    /**
     * Makes an analysis.
     *
     * @param options thresholds
     * @param platform whether parts of the machine are listed as well
     * @param only names of the only devices to list, empty for all
     */
    public InventoryAnalysis(InventoryOptions options, boolean platform, List<String> only) {
        this.options = options;
        this.platform = platform;
        this.only = List.copyOf(only);
    }

    /**
     * Makes the inventory.
     *
     * @param workloads what was read of each
     * @return devices, verdicts and totals
     */
    public InventoryModel run(List<Workload> workloads) {
        List<WorkloadDevices> all = workloads.stream().map(this::workload).toList();
        return new InventoryModel(all, Totals.of(all));
    }

    private WorkloadDevices workload(Workload workload) {
        DeviceJudge judge = new DeviceJudge(options, workload.machines(), workload.trace());
        List<FoundDevice> found = new DeviceMerger().merge(workload);
        Map<String, Judgement> adapters = new HashMap<>();
        found.forEach(device -> adapters.putIfAbsent(adapterName(device.description()), judge.judge(device)));
        Set<String> names = new HashSet<>();
        List<Device> devices = found.stream()
                .filter(device -> platform || device.description().deviceClass() != DeviceClass.PLATFORM)
                .sorted(Comparator.comparing(
                                (FoundDevice device) -> device.description().deviceClass())
                        .thenComparing(device -> adapterName(device.description())))
                .map(device -> device(device, judge, adapters, names))
                .filter(device -> only.isEmpty() || only.contains(device.name()))
                .toList();
        return new WorkloadDevices(Shown.of(workload.name()), Shown.all(workload.sources()), devices);
    }

    private static String adapterName(MachineDevice device) {
        return device.id() == null ? String.valueOf(device.model()) : device.id();
    }

    /** The id, else the name that the trace gives it, else the model. */
    private static String name(FoundDevice found) {
        MachineDevice device = found.description();
        return device.id() == null && found.traced() != null ? found.traced().displayName() : adapterName(device);
    }

    private Device device(FoundDevice found, DeviceJudge judge, Map<String, Judgement> adapters, Set<String> names) {
        MachineDevice device = found.description();
        boolean part = device.deviceClass() == DeviceClass.PLATFORM;
        boolean attached = isServedByAdapter(device) && adapters.containsKey(device.parent());
        Judgement judgement = attached ? withAdapter(device, adapters.get(device.parent())) : judge.judge(found);
        List<String> notes = new ArrayList<>(device.notes());
        if (found.byOrder()) {
            notes.add("matched to the trace by order only: --facts, or monitor answers beside the log, would tell");
        }
        return new Device(
                Shown.of(device.id()),
                unique(Shown.of(name(found)), names),
                device.deviceClass().label(),
                Shown.of(device.model()),
                device.implementation() == null ? null : device.implementation().label(),
                device.backend() == null ? null : device.backend().label(),
                Shown.of(device.virtioType() == null ? device.parent() : null),
                Shown.of(device.address()),
                queues(found, judge.queues(found)),
                part ? null : judgement.verdict().label(),
                part ? null : Shown.of(judgement.reason()),
                part ? List.of() : Shown.all(judgement.steps()),
                Shown.all(notes));
    }

    /** A disk or port behind a virtio adapter has no queues of its own. */
    private static boolean isServedByAdapter(MachineDevice device) {
        return device.implementation() == Implementation.VIRTIO
                && device.virtioType() == null
                && device.parent() != null;
    }

    private static Judgement withAdapter(MachineDevice device, Judgement adapter) {
        return new Judgement(adapter.verdict(), "its queues are those of " + device.parent(), List.of());
    }

    private static List<Queue> queues(FoundDevice found, List<Judgement> judgements) {
        List<Queue> queues = new ArrayList<>();
        for (int i = 0; i < judgements.size(); i++) {
            queues.add(new Queue(
                    found.queues().get(i),
                    judgements.get(i).verdict().label(),
                    Shown.of(judgements.get(i).reason())));
        }
        return queues;
    }

    private static String unique(String name, Set<String> names) {
        String candidate = name;
        for (int n = 2; !names.add(candidate); n++) {
            candidate = name + " #" + n;
        }
        return candidate;
    }
}
