package io.vqtrace.analyzer.negotiation;

import io.vqtrace.analyzer.negotiation.NegotiationModel.DriverAttempt;
import io.vqtrace.analyzer.negotiation.NegotiationModel.NegotiatedDevice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What a capture could not show of its devices, and what would. */
final class NegotiationNotes {
    private static final String NOTHING = "any attempt: needs virtio_set_status events with the driver's start in the"
            + " capture, or QMP answers (--facts)";
    private static final String STATUS = "status steps and times: needs virtio_set_status events";
    private static final String TIMES = "when: needs a log with times (-msg timestamp=on)";
    private static final String OFFERED = "offered features: needs memory_region_ops_* events of virtio-pci-common, QMP"
            + " answers (--facts; the only way on MMIO), or a recorder";
    private static final String ACCEPTED = "accepted features: needs memory_region_ops_* events of virtio-pci-common,"
            + " virtio_mmio_* events, QMP answers (--facts), or a recorder";
    private static final String QUEUES = "queue sizes: needs memory_region_ops_* events of virtio-pci-common,"
            + " virtio_mmio_* events, QMP answers (--facts), or a recorder";

    private final Map<String, TreeSet<String>> lacking = new LinkedHashMap<>();

    void add(NegotiatedDevice device) {
        if (device.attempts().isEmpty()) {
            lacks(NOTHING, device.device());
        }
        for (DriverAttempt attempt : device.attempts()) {
            String name = device.device() + (device.attempts().size() == 1 ? "" : " attempt " + attempt.attempt());
            lacks(STATUS, attempt.sources().status() == null || fromFacts(attempt), name);
            lacks(TIMES, attempt.startNs() == null && !fromFacts(attempt), name);
            lacks(OFFERED, attempt.offeredMask() == null, name);
            lacks(ACCEPTED, attempt.acceptedMask() == null, name);
            lacks(
                    QUEUES,
                    attempt.queues().isEmpty() || attempt.queues().stream().anyMatch(queue -> queue.size() == null),
                    name);
        }
    }

    private static boolean fromFacts(DriverAttempt attempt) {
        return attempt.startNs() == null && "QMP facts".equals(attempt.sources().status());
    }

    private void lacks(String what, boolean really, String name) {
        if (really) {
            lacks(what, name);
        }
    }

    private void lacks(String what, String name) {
        lacking.computeIfAbsent(what, any -> new TreeSet<>()).add(name);
    }

    List<String> all() {
        List<String> notes = new ArrayList<>();
        lacking.forEach((what, names) -> notes.add(String.join(", ", names) + ": " + what));
        return notes;
    }
}
