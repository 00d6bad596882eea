package io.vqtrace.testkit.internal.device;

import io.vqtrace.recorder.DeviceProbe;
import io.vqtrace.testkit.GuestMemory;
import io.vqtrace.testkit.Moderation;
import io.vqtrace.testkit.Violation;
import io.vqtrace.testkit.internal.run.Settings;
import io.vqtrace.trace.FaultReason;
import io.vqtrace.trace.Operation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The coalescing commands of a network device's control queue (virtio 1.4 section 5.1.9.5.10). */
final class ControlBackend implements Backend {
    static final int CLASS_NOTF_COAL = 6;
    static final int TX_SET = 0;
    static final int RX_SET = 1;
    static final int VQ_SET = 2;
    static final int VQ_GET = 3;
    static final int OK = 0;
    static final int ERR = 1;

    private static final int MAX_BYTES = 64;

    private final VirtioDevice device;
    private final ChainIo io;
    private final ByteBuffer command = ByteBuffer.allocateDirect(MAX_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    ControlBackend(GuestMemory memory, VirtioDevice device) {
        io = new ChainIo(memory);
        this.device = device;
    }

    @Override
    public FaultReason parse(Request request) {
        request.operation = Operation.COMMAND.code();
        if (request.chain.outBytes() < 2 || request.chain.outBytes() > MAX_BYTES || request.chain.inBytes() < 1) {
            return FaultReason.REQUEST_MALFORMED;
        }
        io.read(request.chain, 0, command, 0, (int) request.chain.outBytes());
        request.argument = (command.get(0) & 0xff) << 8 | command.get(1) & 0xff;
        return null;
    }

    @Override
    public void serve(Request request) {
        io.read(request.chain, 0, command, 0, (int) request.chain.outBytes());
        boolean known = request.argument >> 8 == CLASS_NOTF_COAL;
        request.usedBytes = 1;
        boolean done = known && execute((int) request.argument & 0xff, request);
        request.status = done ? OK : ERR;
        if (!done) {
            device.fault(2 * device.settings().queues(), FaultReason.COMMAND_REFUSED);
        }
        io.writeLast(request.chain, request.status);
    }

    private boolean execute(int code, Request request) {
        boolean perQueue = code == VQ_SET || code == VQ_GET;
        int feature = perQueue ? Settings.NET_VQ_NOTF_COAL : Settings.NET_NOTF_COAL;
        if (!device.accepted().has(feature)) {
            return false;
        }
        if (!perQueue) {
            return code <= RX_SET && setDirection(code == RX_SET);
        }
        int queue = command.getShort(2) & 0xffff;
        if (queue >= 2 * device.settings().queues() || !device.queue(queue).ready()) {
            return false;
        }
        if (code == VQ_SET) {
            Moderation set = moderation(6, 10);
            device.probe().coalescingSet(queue, queue % 2 == 0, set.maxPackets(), set.maxUsecs());
            device.server(queue).moderate(set);
            return true;
        }
        Moderation now = device.server(queue).moderation();
        boolean lost = device.misconduct().once(Violation.COALESCING_LOST);
        int packets = lost ? now.maxPackets() + 1 : now.maxPackets();
        command.putInt(0, packets);
        command.putInt(4, now.maxUsecs());
        // What the driver is told is recorded as what it set is: the trace shows whether the two agree.
        device.probe().coalescingSet(queue, queue % 2 == 0, packets, now.maxUsecs());
        request.usedBytes = io.write(request.chain, 0, command, 0, 8) + 1;
        return true;
    }

    private boolean setDirection(boolean receive) {
        Moderation set = moderation(2, 6);
        device.probe().coalescingSet(DeviceProbe.UNKNOWN, receive, set.maxPackets(), set.maxUsecs());
        device.coalesce(receive, set);
        return true;
    }

    private Moderation moderation(int maxPackets, int maxUsecs) {
        return new Moderation(
                command.getInt(maxPackets) & Integer.MAX_VALUE, command.getInt(maxUsecs) & Integer.MAX_VALUE);
    }
}
