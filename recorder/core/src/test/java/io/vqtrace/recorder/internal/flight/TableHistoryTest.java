package io.vqtrace.recorder.internal.flight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.trace.DeviceRow;
import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.NegotiationStep;
import io.vqtrace.trace.QueueRow;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableHistoryTest {
    private final TableHistory history = new TableHistory();
    private long ts;

    private void step(int device, NegotiationStep step, long value) {
        history.negotiation(
                new NegotiationRow(device, ++ts, step, null, value, null, null, "driver", null, "recorder", null));
    }

    private void queue(int queue, int size) {
        history.queue(new QueueRow(
                0, queue, "requestq1", "request", "split", size, null, null, null, null, null, ++ts, "recorder"));
    }

    private List<String> steps() {
        List<String> steps = new ArrayList<>();
        history.rows()
                .steps()
                .forEach(row -> steps.add(row.device() + " " + row.step().label() + " " + row.value()));
        return steps;
    }

    @Test
    void keepsThePresentLifeAndTheOneBefore() {
        step(0, NegotiationStep.STATUS, 1);
        step(0, NegotiationStep.DEVICE_RESET, 0);
        step(0, NegotiationStep.STATUS, 2);
        step(1, NegotiationStep.STATUS, 9);
        step(0, NegotiationStep.DEVICE_RESET, 0);
        step(0, NegotiationStep.STATUS, 3);
        assertEquals(
                List.of("0 device_reset 0", "0 status 2", "1 status 9", "0 device_reset 0", "0 status 3"), steps());
    }

    @Test
    void resetsInARowAreOneLife() {
        step(0, NegotiationStep.STATUS, 1);
        for (int i = 0; i < 5; i++) {
            step(0, NegotiationStep.DEVICE_RESET, i);
        }
        assertEquals("0 status 1", steps().get(0));
    }

    @Test
    void keepsTheLastConfigurationOfEachQueueInALife() {
        queue(0, 64);
        queue(1, 64);
        queue(0, 128);
        assertEquals(
                List.of(64, 128),
                history.rows().queues().stream().map(QueueRow::size).toList());
    }

    @Test
    void longLifeIsBoundedAndSaysSo() {
        history.device(new DeviceRow(0, "disk0", "virtio-blk", 2, null, null, "java", null, null, null, null));
        int most = DeviceLife.FIRST_STEPS + DeviceLife.LATEST_STEPS;
        for (int i = 0; i < most + 7; i++) {
            step(0, NegotiationStep.CONFIG_READ, i);
        }
        List<String> steps = steps();
        assertEquals(most, steps.size());
        assertEquals("0 config_read 0", steps.get(0));
        assertEquals("0 config_read " + (most + 6), steps.get(most - 1));
        assertTrue(history.rows().warnings().get(0).startsWith("7 negotiation steps of disk0"));
    }
}
