package io.vqtrace.analyzer.inventory;

import io.vqtrace.imports.machine.Machine;
import io.vqtrace.imports.machine.MachineDevice;
import io.vqtrace.virtio.DeviceType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Gives the verdict on one device. Immutable. */
final class DeviceJudge {
    /** Types with a device of the host that could be passed through in their place. */
    private static final Set<DeviceType> HAS_HARDWARE =
            EnumSet.of(DeviceType.NET, DeviceType.BLK, DeviceType.SCSI, DeviceType.GPU, DeviceType.CRYPTO);

    /** Of several queues the one whose verdict asks for most decides. */
    private static final List<Verdict> WEIGHT =
            List.of(Verdict.TUNE_FIRST, Verdict.PASSTHROUGH_CANDIDATE, Verdict.KEEP_VIRTIO, Verdict.UNKNOWN);

    private final InventoryOptions options;
    private final List<Machine> machines;
    private final TraceEvidence trace;

    DeviceJudge(InventoryOptions options, List<Machine> machines, TraceEvidence trace) {
        this.options = options;
        this.machines = machines;
        this.trace = trace;
    }

    Judgement judge(FoundDevice found) {
        MachineDevice device = found.description();
        if (device.implementation() == null) {
            return new Judgement(
                    Verdict.UNKNOWN,
                    device.model() == null
                            ? "its model is not known"
                            : "vqtrace does not know the model " + device.model(),
                    List.of("Capture info qtree, or give the command line."));
        }
        return switch (device.implementation()) {
            case EMULATED -> emulated(device);
            case PASSTHROUGH ->
                new Judgement(Verdict.PASSED_THROUGH, "the guest drives a device of the host itself", List.of());
            case VIRTIO -> virtio(found);
        };
    }

    private Judgement emulated(MachineDevice device) {
        if (device.counterpart() == null) {
            return new Judgement(
                    Verdict.NO_COUNTERPART, "no virtio device does what " + device.model() + " does", List.of());
        }
        return new Judgement(
                Verdict.MOVE_TO_VIRTIO,
                "each access to a register of an emulated device stops the guest's CPU; " + device.counterpart()
                        + " does the same work with one notification for many requests",
                new MigrationSteps(device, machines).steps());
    }

    private Judgement virtio(FoundDevice found) {
        MachineDevice device = found.description();
        CaptureAdvice advice = new CaptureAdvice(device, found.traced() == null ? null : trace);
        List<Judgement> queues = queues(found);
        Judgement worst = queues.stream()
                .min(Comparator.comparingInt(judgement -> WEIGHT.indexOf(judgement.verdict())))
                .orElse(null);
        boolean tunes = worst != null && worst.verdict() == Verdict.TUNE_FIRST;
        if (!tunes && device.virtioType() != null && !HAS_HARDWARE.contains(device.virtioType())) {
            return new Judgement(
                    Verdict.KEEP_VIRTIO,
                    "there is no device of the host to pass through in place of "
                            + device.virtioType().label(),
                    List.of());
        }
        if (worst == null) {
            return advice.unknown(
                    found.traced() == null
                            ? "nothing of its queues was captured"
                            : "the capture shows none of its requests");
        }
        return isDecided(worst, found, queues) ? withAllSteps(worst, queues) : undecided(found, queues);
    }

    /** What is right for a queue is right for the device only if that queue carries most of what was observed. */
    private boolean isDecided(Judgement worst, FoundDevice found, List<Judgement> queues) {
        if (worst.verdict() == Verdict.TUNE_FIRST || worst.verdict() == Verdict.PASSTHROUGH_CANDIDATE) {
            return true;
        }
        long all = 0;
        long told = 0;
        for (int i = 0; i < queues.size(); i++) {
            long requests = found.queues().get(i).requests();
            boolean counts = found.queues().get(i).isRequestQueue();
            all += counts ? requests : 0;
            told += counts && queues.get(i).verdict() == Verdict.KEEP_VIRTIO ? requests : 0;
        }
        return told > 0 && 2 * told > all;
    }

    /** The busiest queue of which nothing can be said speaks for the device. */
    private static Judgement undecided(FoundDevice found, List<Judgement> queues) {
        return IntStream.range(0, queues.size())
                .filter(i -> queues.get(i).verdict() == Verdict.UNKNOWN)
                .boxed()
                .max(Comparator.comparing((Integer i) -> found.queues().get(i).isRequestQueue())
                        .thenComparing(i -> found.queues().get(i).requests()))
                .map(queues::get)
                .orElse(queues.get(0));
    }

    private static Judgement withAllSteps(Judgement worst, List<Judgement> queues) {
        Set<String> steps = new LinkedHashSet<>(worst.steps());
        queues.stream()
                .filter(other -> other.verdict() == worst.verdict())
                .forEach(other -> steps.addAll(other.steps()));
        return new Judgement(worst.verdict(), worst.reason(), new ArrayList<>(steps));
    }

    /** Returns a judgement for each queue, in their order. */
    List<Judgement> queues(FoundDevice found) {
        CaptureAdvice advice = new CaptureAdvice(found.description(), trace);
        boolean refused = found.traced() != null && found.traced().multiqueueRefused();
        long requestQueues = found.queues().stream()
                .filter(QueueEvidence::isRequestQueue)
                .filter(queue -> queue.requests() > 0)
                .count();
        return found.queues().stream()
                .map(queue -> new QueueJudge(found.description(), queue, refused || requestQueues == 1, advice, options)
                        .judge())
                .toList();
    }
}
