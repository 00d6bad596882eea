package io.vqtrace.analyzer.inventory;

import io.vqtrace.imports.machine.Backend;
import io.vqtrace.imports.machine.DeviceClass;
import io.vqtrace.imports.machine.Machine;
import io.vqtrace.imports.machine.MachineDevice;
import io.vqtrace.imports.machine.MachineModels;
import io.vqtrace.trace.DeviceRow;
import io.vqtrace.virtio.DeviceType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Puts together what the sources of one workload say of its devices. Used once. */
final class DeviceMerger {
    private static final Set<String> DISK_CONTROLLERS = Set.of("ide", "ahci", "piix3-ide", "piix4-ide", "ich9-ahci");
    private static final String DISK_COUNTERPART = "virtio-blk";

    private final List<FoundDevice> found = new ArrayList<>();
    private final Set<FoundDevice> taken = new HashSet<>();

    /** Merges descriptions in the order of trust: the monitor knows what runs, the others what was asked for. */
    List<FoundDevice> merge(Workload workload) {
        Stream<Machine> machines = workload.machines().stream();
        if (workload.trace() != null && workload.trace().answers() != null) {
            machines = Stream.concat(Stream.of(workload.trace().answers()), machines);
        }
        machines.sorted(Comparator.comparingInt(DeviceMerger::trust)).forEach(machine -> {
            taken.clear();
            machine.devices().forEach(this::description);
        });
        if (workload.trace() != null) {
            taken.clear();
            trace(workload.trace().devices());
        }
        return found;
    }

    private static int trust(Machine machine) {
        return switch (machine.source()) {
            case MONITOR -> 0;
            case COMMAND_LINE -> 1;
            case DOMAIN_XML -> 2;
        };
    }

    private void description(MachineDevice device) {
        FoundDevice match = Stream.concat(
                        found.stream().filter(other -> other.is(device)),
                        found.stream().filter(other -> other.couldBe(device)))
                .filter(other -> !taken.contains(other))
                .findFirst()
                .orElse(null);
        if (match == null) {
            match = new FoundDevice(device);
            found.add(match);
        } else {
            match.merge(device);
        }
        taken.add(match);
    }

    private void trace(List<TracedDevice> devices) {
        List<TracedDevice> unnamed = new ArrayList<>();
        for (TracedDevice device : devices) {
            found.stream()
                    .filter(other -> !taken.contains(other) && isNamed(other.description(), device.row()))
                    .findFirst()
                    .ifPresentOrElse(named -> assign(named, device, false), () -> unnamed.add(device));
        }
        unnamed.stream()
                .filter(device -> !isControllerOfKnownDisks(device.row()))
                .forEach(this::assign);
    }

    private static boolean isNamed(MachineDevice known, DeviceRow row) {
        return row.name() != null && row.name().equals(known.id())
                || row.address() != null
                        && row.address().equals(known.address())
                        && known.deviceClass() != DeviceClass.PLATFORM
                || row.sourceId() != null && row.sourceId().equals(known.property("host"));
    }

    /** A controller of the chipset whose disks are known stands for these, which are in the list themselves. */
    private boolean isControllerOfKnownDisks(DeviceRow row) {
        return isDiskController(row)
                && found.stream()
                        .anyMatch(other ->
                                String.valueOf(other.description().model()).startsWith("ide-"));
    }

    private static boolean isDiskController(DeviceRow row) {
        return row.type() != null && DISK_CONTROLLERS.contains(row.type());
    }

    private void assign(TracedDevice device) {
        List<FoundDevice> candidates = found.stream()
                .filter(other -> !taken.contains(other) && isOfType(other.description(), device.row()))
                .filter(other -> other.description().deviceClass() != DeviceClass.PLATFORM)
                .toList();
        List<FoundDevice> byQueues = candidates.stream()
                .filter(other -> fitsQueues(other.description(), device))
                .toList();
        if (candidates.isEmpty()) {
            FoundDevice alone = new FoundDevice(ofRow(device));
            found.add(alone);
            assign(alone, device, false);
        } else if (byQueues.size() == 1) {
            assign(byQueues.get(0), device, false);
        } else {
            assign(candidates.get(0), device, candidates.size() > 1);
        }
    }

    private static boolean isOfType(MachineDevice known, DeviceRow row) {
        DeviceType type = row.type() == null ? null : DeviceType.ofName(row.type());
        return type == null ? row.model() != null && row.model().equals(known.model()) : known.virtioType() == type;
    }

    /** Tells whether the queues that were used are as many as the device was given. */
    private static boolean fitsQueues(MachineDevice known, TracedDevice device) {
        String queues = known.property("num-queues", "num_queues");
        return queues != null && queues.equals(Integer.toString(device.queues().size()));
    }

    private void assign(FoundDevice known, TracedDevice device, boolean byOrder) {
        taken.add(known);
        known.trace(device, byOrder);
        known.merge(ofRow(device));
    }

    /** What the trace alone says of a device. */
    private static MachineDevice ofRow(TracedDevice device) {
        DeviceRow row = device.row();
        String model = row.model() == null ? row.type() : row.model();
        MachineDevice known = MachineModels.describe(model, row.name());
        Backend backend = backend(row.backend());
        return new MachineDevice(
                known.id(),
                known.model(),
                isDiskController(row) ? DeviceClass.DISK : known.deviceClass(),
                known.implementation(),
                backend == null ? known.backend() : backend,
                known.virtioType(),
                isDiskController(row) ? DISK_COUNTERPART : known.counterpart(),
                row.address(),
                null,
                known.properties(),
                known.notes());
    }

    /** The trace's names of backends, which are those of this enumeration but for two. */
    private static Backend backend(String label) {
        return switch (String.valueOf(label)) {
            case "vhost-vdpa" -> Backend.VDPA;
            case "emulated" -> Backend.QEMU;
            default ->
                Stream.of(Backend.values())
                        .filter(backend -> backend.label().equals(label))
                        .findFirst()
                        .orElse(null);
        };
    }
}
