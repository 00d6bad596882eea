package io.vqtrace.analyzer.negotiation;

import io.vqtrace.analyzer.negotiation.NegotiationModel.DriverAttempt;
import io.vqtrace.analyzer.negotiation.NegotiationModel.NegotiatedDevice;
import io.vqtrace.analyzer.negotiation.NegotiationModel.Sources;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a capture could not show of its devices, and what would. */
final class NegotiationNotes {
    private static final String NOTHING = "any attempt: needs virtio_set_status events with the driver's start in the"
            + " capture, or QMP answers (--facts)";
    private static final String STATUS = "status steps and times: needs virtio_set_status events";
    private static final String TIMES = "when: needs a log with times (-msg timestamp=on)";
    private static final String OFFERED = "offered features: needs memory_region_ops_* events of virtio-pci, QMP"
            + " answers (--facts; the only way on MMIO), or a recorder";
    private static final String ACCEPTED = "accepted features: needs memory_region_ops_* events of virtio-pci,"
            + " virtio_mmio_* events, QMP answers (--facts), or a recorder";
    private static final String NONE_READ = "offered features: the driver read none from the registers";
    private static final String NONE_ACCEPTED = "accepted features: the driver wrote none to the registers";
    private static final String NONE_SET_UP = "queue sizes: the driver set up no queue by the registers";
    private static final String QUEUES = "queue sizes: needs memory_region_ops_* events of virtio-pci,"
            + " virtio_mmio_* events, QMP answers (--facts), or a recorder";

    /** What is lacking, of which device, in which attempts. */
    private final Map<String, Map<NegotiatedDevice, List<Integer>>> lacking = new LinkedHashMap<>();

    void add(NegotiatedDevice device) {
        if (device.attempts().isEmpty()) {
            lacks(NOTHING, device);
        }
        for (DriverAttempt attempt : device.attempts()) {
            boolean answered = attempt.startNs() == null
                    && DeviceStory.FACTS_SOURCE.equals(attempt.sources().status());
            boolean sizeless = attempt.queues().stream().anyMatch(queue -> queue.size() == null);
            lacks(STATUS, attempt.sources().status() == null || answered, device, attempt);
            lacks(TIMES, attempt.startNs() == null && !answered, device, attempt);
            // What is read on MMIO is not in a log, so that there only what was written is known to be all.
            boolean written = watched(attempt.sources());
            boolean read = written && "pci".equals(device.transport());
            lacks(read ? NONE_READ : OFFERED, attempt.offeredMask() == null, device, attempt);
            lacks(written ? NONE_ACCEPTED : ACCEPTED, attempt.acceptedMask() == null, device, attempt);
            boolean none = attempt.queues().isEmpty();
            lacks(written && none ? NONE_SET_UP : QUEUES, none || sizeless, device, attempt);
        }
    }

    /** Tells whether the log shows what the driver did to the registers. */
    private static boolean watched(Sources sources) {
        return Stream.of(sources.offered(), sources.accepted(), sources.queues())
                .anyMatch(DeviceStory.REGISTERS_SOURCE::equals);
    }

    private void lacks(String what, boolean really, NegotiatedDevice device, DriverAttempt attempt) {
        if (really) {
            lacks(what, device).add(attempt.attempt());
        }
    }

    private List<Integer> lacks(String what, NegotiatedDevice device) {
        return lacking.computeIfAbsent(what, any -> new LinkedHashMap<>())
                .computeIfAbsent(device, any -> new ArrayList<>());
    }

    /** Returns one sentence for each kind of lack. */
    List<String> all() {
        List<String> notes = new ArrayList<>();
        lacking.forEach((what, places) -> notes.add(places.entrySet().stream()
                        .map(place -> place(place.getKey(), place.getValue()))
                        .collect(Collectors.joining(", "))
                + ": " + what));
        return notes;
    }

    private static String place(NegotiatedDevice device, List<Integer> attempts) {
        if (attempts.size() == device.attempts().size()) {
            return device.device();
        }
        return device.device()
                + (attempts.size() == 1 ? " attempt " : " attempts ")
                + attempts.stream().map(String::valueOf).collect(Collectors.joining(" and "));
    }
}
