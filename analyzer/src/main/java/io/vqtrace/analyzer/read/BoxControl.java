package io.vqtrace.analyzer.read;

import io.vqtrace.trace.DeviceRow;
import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.NegotiationStep;
import io.vqtrace.trace.QueueRow;
import io.vqtrace.trace.box.BoxFile;
import io.vqtrace.trace.box.ControlRecord;
import io.vqtrace.trace.box.ControlRecords;
import io.vqtrace.virtio.DeviceType;
import io.vqtrace.virtio.QueueRoles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The negotiation records in a black box's ring: those that nobody had taken yet, and earlier ones. */
final class BoxControl {
    private static final int MAX_BYTES = 64 << 20;

    private final List<Record> records = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private ByteBuffer memory = ByteBuffer.allocate(0);

    private record Record(long sequence, int at) {}

    private BoxControl() {}

    static BoxControl read(BlackBox box) throws IOException {
        BoxControl control = new BoxControl();
        int bytes = (int) Math.min(MAX_BYTES, (long) box.description().controlRecords() * ControlRecord.BYTES);
        Long found = box.files().files().get(BoxFile.CONTROL_FILE);
        if (found == null || found < bytes) {
            control.problems.add("black box: " + BoxFile.CONTROL_FILE + (found == null ? " is missing" : " is cut"));
        }
        if (found != null) {
            control.load(box.files().bytes(BoxFile.CONTROL_FILE, MAX_BYTES), bytes / ControlRecord.BYTES);
        }
        return control;
    }

    private void load(byte[] content, int capacity) {
        memory = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        int slots = Math.min(capacity, content.length / ControlRecord.BYTES);
        for (int slot = 0; slot < slots; slot++) {
            int at = slot * ControlRecord.BYTES;
            long sequence = memory.getLong(at + ControlRecord.SEQUENCE);
            // The n-th record, from 1, stands in slot n - 1 modulo the capacity; of others the store was not finished.
            if (sequence > 0 && (sequence - 1) % capacity == slot && ControlRecords.step(memory, at) != null) {
                records.add(new Record(sequence, at));
            }
        }
        records.sort(Comparator.comparingLong(Record::sequence));
    }

    List<NegotiationRow> negotiation() {
        return records.stream()
                .map(found -> ControlRecords.negotiation(memory, found.at()))
                .toList();
    }

    /**
     * Returns the queue configurations among the records.
     *
     * @param devices tell the queues' roles
     */
    List<QueueRow> queues(List<DeviceRow> devices) {
        Map<Integer, DeviceType> types = new HashMap<>();
        devices.stream()
                .filter(device -> device.typeId() != null)
                .forEach(device -> types.put(device.device(), DeviceType.ofId(device.typeId())));
        List<QueueRow> rows = new ArrayList<>();
        for (Record found : records) {
            boolean setup = ControlRecords.step(memory, found.at()) == NegotiationStep.QUEUE_SETUP;
            Integer queue = ControlRecords.queue(memory, found.at());
            if (setup && queue != null) {
                DeviceType type = types.get(ControlRecords.device(memory, found.at()));
                rows.add(ControlRecords.configuration(memory, found.at(), QueueRoles.of(type, queue)));
            }
        }
        return rows;
    }

    /** Returns what is missing or damaged, one line each. */
    List<String> problems() {
        return problems;
    }
}
