package io.vqtrace.imports.internal.assemble;

import io.vqtrace.imports.internal.facts.QueueFacts;
import io.vqtrace.imports.internal.facts.VirtioDeviceFacts;
import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.NegotiationRows;
import io.vqtrace.trace.NegotiationStep;
import io.vqtrace.virtio.FeatureSet;
import java.util.function.Consumer;

/** The negotiation as the monitor's answers tell it: an outcome, without times. */
final class FactRows {
    private static final String FACTS = "facts";

    private final int device;
    private final VirtioDeviceFacts facts;

    FactRows(int device, VirtioDeviceFacts facts) {
        this.device = device;
        this.facts = facts;
    }

    /** Makes the rows: features, and of a driver that is ready its status and queues. */
    void forEach(Consumer<NegotiationRow> rows) {
        features(NegotiationStep.FEATURES_OFFERED, facts.offered, NegotiationRows.DEVICE, rows);
        if (facts.driverReady()) {
            features(NegotiationStep.FEATURES_ACCEPTED, facts.accepted, NegotiationRows.DRIVER, rows);
            rows.accept(NegotiationRows.status(device, null, facts.status, NegotiationRows.DEVICE, null, FACTS));
            facts.queues.forEach((index, queue) -> queue(index, queue, rows));
        }
    }

    private void features(NegotiationStep step, FeatureSet features, String actor, Consumer<NegotiationRow> rows) {
        if (features != null) {
            rows.accept(new NegotiationRow(
                    device, null, step, null, null, features.low(), features.high(), actor, null, FACTS, null));
        }
    }

    /** A queue without a descriptor area was not set up. */
    private void queue(int index, QueueFacts queue, Consumer<NegotiationRow> rows) {
        boolean areas = queue.descriptorArea() != null && queue.driverArea() != null && queue.deviceArea() != null;
        if (facts.accepted != null && queue.size() != null && areas && queue.descriptorArea() != 0) {
            rows.accept(NegotiationRows.queueSetup(
                    device,
                    null,
                    index,
                    facts.accepted.has(VirtioDevice.RING_PACKED),
                    queue.size(),
                    queue.maxSize(),
                    null,
                    queue.descriptorArea(),
                    queue.driverArea(),
                    queue.deviceArea(),
                    null,
                    FACTS));
        }
    }
}
