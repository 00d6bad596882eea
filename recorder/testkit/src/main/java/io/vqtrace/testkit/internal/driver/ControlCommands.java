package io.vqtrace.testkit.internal.driver;

import io.vqtrace.testkit.GuestMemory;
import io.vqtrace.testkit.Moderation;
import io.vqtrace.testkit.Violation;
import io.vqtrace.testkit.internal.run.Misconduct;
import io.vqtrace.testkit.internal.run.Settings;
import io.vqtrace.testkit.ring.Buffers;
import java.util.ArrayList;
import java.util.List;

/** The coalescing commands that a network driver sends after DRIVER_OK (virtio 1.4 section 5.1.9.5.10). */
final class ControlCommands implements RequestSource {
    private static final int CLASS_NOTF_COAL = 6;
    private static final int TX_SET = 0;
    private static final int RX_SET = 1;
    private static final int VQ_SET = 2;
    private static final int VQ_GET = 3;
    private static final int NO_QUEUE = -1;
    private static final int RESULT_OFFSET = 32;
    private static final int ACK_OFFSET = 48;
    private static final int TABLE_OFFSET = 64;
    private static final int SLOT_BYTES = 128;
    private static final int NO_ACK = 0xff;

    private final GuestMemory memory;
    private final long slots;
    private final List<Command> commands = new ArrayList<>();
    private int next;

    ControlCommands(Settings settings, GuestMemory memory, Misconduct misconduct) {
        this.memory = memory;
        slots = memory.allocate(SLOT_BYTES * settings.ringSize(), 16);
        Moderation wanted = settings.moderation();
        if (settings.features().has(Settings.NET_NOTF_COAL)) {
            commands.add(new Command(RX_SET, NO_QUEUE, wanted));
            commands.add(new Command(TX_SET, NO_QUEUE, wanted));
        }
        boolean perQueue = settings.features().has(Settings.NET_VQ_NOTF_COAL);
        if (perQueue) {
            commands.add(new Command(VQ_SET, 1, wanted));
            commands.add(new Command(VQ_GET, 1, wanted));
        }
        if (perQueue && misconduct.once(Violation.COALESCING_QUEUE)
                || !perQueue && misconduct.planned(Violation.COALESCING_NOT_NEGOTIATED)) {
            misconduct.once(Violation.COALESCING_NOT_NEGOTIATED);
            commands.add(new Command(VQ_SET, perQueue ? 2 * settings.queues() : 1, wanted));
        }
    }

    int count() {
        return commands.size();
    }

    @Override
    public void build(int slot, Buffers buffers) {
        Command command = commands.get(next++ % commands.size());
        long base = base(slot);
        long data = base + 2;
        memory.putByte(base, CLASS_NOTF_COAL);
        memory.putByte(base + 1, command.code);
        memory.putByte(base + ACK_OFFSET, NO_ACK);
        int bytes = 0;
        if (command.queue != NO_QUEUE) {
            memory.putShort(data, command.queue);
            memory.putShort(data + 2, 0);
            bytes = 4;
        }
        if (command.code != VQ_GET) {
            memory.putInt(data + bytes, command.value.maxPackets());
            memory.putInt(data + bytes + 4, command.value.maxUsecs());
            bytes += 8;
        }
        buffers.clear().readable(base, 2).readable(data, bytes);
        if (command.code == VQ_GET) {
            buffers.writable(base + RESULT_OFFSET, 8);
        }
        buffers.writable(base + ACK_OFFSET, 1);
    }

    @Override
    public long table(int slot) {
        return base(slot) + TABLE_OFFSET;
    }

    @Override
    public int finish(int slot, int usedLength) {
        if (memory.getByte(base(slot) + ACK_OFFSET) != 0) {
            return FAILED;
        }
        Command command = commands.get((next - 1) % commands.size());
        boolean right = command.code != VQ_GET
                || memory.getInt(base(slot) + RESULT_OFFSET) == command.value.maxPackets()
                        && memory.getInt(base(slot) + RESULT_OFFSET + 4) == command.value.maxUsecs();
        return right ? FINE : CORRUPTED;
    }

    private long base(int slot) {
        return slots + (long) slot * SLOT_BYTES;
    }

    private record Command(int code, int queue, Moderation value) {}
}
