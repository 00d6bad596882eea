package io.vqtrace.recorder.internal.flight;

import io.vqtrace.trace.DeviceRow;
import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.NegotiationStep;
import io.vqtrace.trace.QueueRow;
import io.vqtrace.trace.TraceWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The small tables of a recorder in flight mode, so that every dump has them whole: each device, and of each the present
 * life and the one before, as {@link DeviceLife} bounds them.
 */
public final class TableHistory {
    private final Map<Integer, DeviceRow> devices = new LinkedHashMap<>();
    private final Map<Integer, DeviceLife> present = new LinkedHashMap<>();
    private final Map<Integer, DeviceLife> previous = new LinkedHashMap<>();

    /** Makes an empty history. */
    public TableHistory() {}

    /**
     * Keeps a device, or what more became known of it.
     *
     * @param row the device's row
     */
    public void device(DeviceRow row) {
        devices.put(row.device(), row);
    }

    /**
     * Keeps a queue's configuration; it replaces the one before it in the device's present life.
     *
     * @param row the queue's row
     */
    public void queue(QueueRow row) {
        life(row.device()).queue(row);
    }

    /**
     * Keeps a step. A device reset begins a new life, and the life before the last one is forgotten.
     *
     * @param row the step
     */
    public void negotiation(NegotiationRow row) {
        DeviceLife life = life(row.device());
        if (row.step() == NegotiationStep.DEVICE_RESET && !life.untouched()) {
            previous.put(row.device(), life);
            present.remove(row.device());
            life = life(row.device());
        }
        life.step(row);
    }

    private DeviceLife life(int device) {
        return present.computeIfAbsent(device, id -> new DeviceLife());
    }

    /**
     * Writes everything kept into a dump.
     *
     * @param trace the dump
     * @return warnings for people: what was left out
     */
    List<Object> writeTo(TraceWriter trace) {
        List<QueueRow> queues = new ArrayList<>();
        List<NegotiationRow> steps = new ArrayList<>();
        List<Object> warnings = new ArrayList<>();
        for (Map<Integer, DeviceLife> lives : List.of(previous, present)) {
            lives.forEach((device, life) -> {
                life.addTo(queues, steps);
                if (life.omitted() > 0) {
                    warnings.add(life.omitted() + " negotiation steps of " + name(device) + " are not in this dump");
                }
            });
        }
        devices.values().forEach(trace::device);
        // A row without a time belongs to the begin.
        queues.sort(Comparator.comparingLong(row -> row.ts() == null ? Long.MIN_VALUE : row.ts()));
        steps.sort(Comparator.comparingLong(row -> row.ts() == null ? Long.MIN_VALUE : row.ts()));
        queues.forEach(trace::queue);
        steps.forEach(trace::negotiation);
        return warnings;
    }

    private String name(int device) {
        DeviceRow row = devices.get(device);
        return row == null || row.name() == null ? "device " + device : row.name();
    }
}
