package io.vqtrace.recorder.internal.flight;

import io.vqtrace.trace.DeviceRow;
import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.NegotiationStep;
import io.vqtrace.trace.QueueRow;
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
     * The rows of a dump's small tables.
     *
     * @param devices devices by id
     * @param queues configurations in order of their time
     * @param steps steps in order of their time
     * @param warnings for people: what was left out
     */
    public record Rows(
            List<DeviceRow> devices, List<QueueRow> queues, List<NegotiationRow> steps, List<String> warnings) {}

    /**
     * Returns everything kept.
     *
     * @return copies
     */
    public Rows rows() {
        Rows rows =
                new Rows(new ArrayList<>(devices.values()), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Map<Integer, DeviceLife> lives : List.of(previous, present)) {
            lives.forEach((device, life) -> {
                life.addTo(rows.queues(), rows.steps());
                if (life.omitted() > 0) {
                    rows.warnings().add(life.omitted() + " negotiation steps of " + name(device) + " are left out");
                }
            });
        }
        // A row without a time belongs to the begin.
        rows.queues().sort(Comparator.comparingLong(row -> row.ts() == null ? Long.MIN_VALUE : row.ts()));
        rows.steps().sort(Comparator.comparingLong(row -> row.ts() == null ? Long.MIN_VALUE : row.ts()));
        return rows;
    }

    private String name(int device) {
        DeviceRow row = devices.get(device);
        return row == null || row.name() == null ? "device " + device : row.name();
    }
}
