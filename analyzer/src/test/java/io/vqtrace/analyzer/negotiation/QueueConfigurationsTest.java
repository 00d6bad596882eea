package io.vqtrace.analyzer.negotiation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.NegotiationRows;
import io.vqtrace.trace.NegotiationStep;
import io.vqtrace.trace.QueueRow;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Queues as two tables tell of them. */
class QueueConfigurationsTest {
    private static NegotiationRow setup(int device, long ns, int queue, int size) {
        return NegotiationRows.queueSetup(
                device, ns, queue, true, size, 256, 3, 0x1000, 0x2000, 0x3000, null, "recorder");
    }

    private static QueueRow row(int device, int queue, Integer size, Long ns) {
        return new QueueRow(device, queue, null, null, "split", size, null, null, null, null, null, ns, "facts");
    }

    @Test
    void eachSetUpOfTheNegotiationCountsAndReplacesTheTable() {
        List<QueueRow> found = QueueConfigurations.of(
                0, List.of(row(0, 0, 8, 5L), row(0, 1, 16, null)), List.of(setup(0, 10, 0, 64), setup(0, 20, 0, 128)));
        assertEquals(List.of(64, 128, 16), found.stream().map(QueueRow::size).toList());
        assertEquals("packed", found.get(0).ring());
        assertEquals(0x2000, found.get(0).driverAddr());
        assertEquals(3, found.get(0).vector());
        assertNull(found.get(2).ts(), "what only a side channel tells has no time");
    }

    @Test
    void otherDevicesAndStepsWithoutAddressesAreLeftOut() {
        NegotiationRow vague = new NegotiationRow(
                0, 10L, NegotiationStep.QUEUE_SETUP, 0, 64L, null, null, "driver", null, "log", "split, vhost-vdpa");
        List<QueueRow> found =
                QueueConfigurations.of(0, List.of(row(1, 0, 8, 5L)), List.of(vague, setup(1, 10, 0, 64)));
        assertEquals(List.of(), found);
    }
}
