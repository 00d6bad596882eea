package io.vqtrace.backend.device.net;

import io.vqtrace.backend.device.QueueService;
import io.vqtrace.backend.queue.Moderation;
import io.vqtrace.backend.queue.VirtQueue;
import io.vqtrace.backend.ring.ChainBurst;
import io.vqtrace.backend.ring.ChainIo;
import io.vqtrace.recorder.DeviceProbe;
import io.vqtrace.trace.FaultReason;
import io.vqtrace.trace.Operation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Serves the control queue (virtio 1.4 section 5.1.6.5): receive modes, number of queue pairs, moderation. */
final class NetControl implements QueueService {
    private static final int OK = 0;
    private static final int ERR = 1;

    private static final int RX = 0;
    private static final int RX_NOBCAST = 5;
    private static final int MQ = 4;
    private static final int MQ_VQ_PAIRS_SET = 0;
    private static final int NOTF_COAL = 6;
    private static final int TX_SET = 0;
    private static final int RX_SET = 1;
    private static final int VQ_SET = 2;
    private static final int VQ_GET = 3;

    private static final int MAX_BYTES = 64;

    /** Where a command's data starts, and that of a queue's setting; bytes of both settings. */
    private static final int DATA = 2;

    private static final int VQ_DATA = 6;
    private static final int SET_BYTES = DATA + 8;
    private static final int VQ_SET_BYTES = VQ_DATA + 8;

    private final NetBackend device;
    private final DeviceProbe probe;
    private final ChainBurst burst = new ChainBurst(1);
    private final ByteBuffer command = ByteBuffer.allocateDirect(MAX_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final ByteBuffer answer = ByteBuffer.allocateDirect(MAX_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private int bytes;
    private int answerBytes;

    NetControl(NetBackend device, DeviceProbe probe) {
        this.device = device;
        this.probe = probe;
    }

    @Override
    public int serve(VirtQueue queue) {
        if (queue.takeUnrecorded(burst, 1) == 0) {
            return 0;
        }
        bytes = ChainIo.read(queue.memory(), burst, 0, 0, command, 0, MAX_BYTES);
        answerBytes = 0;
        boolean readable = bytes >= DATA && burst.inBytes()[0] != 0;
        int code = readable ? (command.get(0) & 0xff) << 8 | command.get(1) & 0xff : 0;
        queue.taken(burst, 0, Operation.COMMAND.code(), code);
        if (!readable) {
            queue.fault(FaultReason.REQUEST_MALFORMED);
            queue.use(burst.head(0), 0, ERR);
        } else {
            int ack = execute(code >> 8, code & 0xff) ? OK : ERR;
            if (ack == ERR) {
                queue.fault(FaultReason.COMMAND_REFUSED);
            }
            queue.use(burst.head(0), answer(queue, ack), ack);
        }
        queue.flush();
        return 1;
    }

    /** The command's answer, if any, comes before {@code ack}: in the chain's last byte. */
    private int answer(VirtQueue queue, int ack) {
        long room = Integer.toUnsignedLong(burst.inBytes()[0]) - 1;
        int written = 0;
        if (ack == OK && answerBytes > 0) {
            int length = (int) Math.min(room, answerBytes);
            written = ChainIo.write(queue.memory(), burst, 0, 0, answer, 0, length);
        }
        answer.put(0, (byte) ack);
        return written + ChainIo.write(queue.memory(), burst, 0, room, answer, 0, 1);
    }

    private boolean execute(int group, int code) {
        return switch (group) {
            // All frames are passed on whatever the mode: that is what a device may do that cannot filter.
            case RX -> device.accepted(NetFeature.CTRL_RX) && code <= RX_NOBCAST && bytes > DATA;
            case MQ -> device.accepted(NetFeature.MQ) && code == MQ_VQ_PAIRS_SET && setPairs();
            case NOTF_COAL -> code <= RX_SET ? setDirection(code == RX_SET) : code <= VQ_GET && ofQueue(code);
            default -> false;
        };
    }

    /** Frames stay on the pair on which they were sent, so that the driver's choice of pairs is that of the device. */
    private boolean setPairs() {
        int pairs = command.getShort(DATA) & 0xffff;
        return bytes >= DATA + Short.BYTES
                && pairs >= 1
                && pairs <= device.options().pairs();
    }

    private boolean setDirection(boolean receive) {
        if (!device.accepted(NetFeature.NOTF_COAL) || bytes < SET_BYTES) {
            return false;
        }
        Moderation set = setting(DATA);
        probe.coalescingSet(DeviceProbe.UNKNOWN, receive, set.maxFrames(), set.maxMicros());
        for (int pair = 0; pair < device.options().pairs(); pair++) {
            VirtQueue queue = device.queue(receive ? 2 * pair : 2 * pair + 1);
            // Also for one that does not run: section 5.1.9.5.10.6 lets it begin with this setting.
            queue.lock().lock();
            try {
                queue.moderate(set);
            } finally {
                queue.lock().unlock();
            }
        }
        return true;
    }

    /** Section 5.1.9.5.10: the queue has to be a receive or transmit queue that is enabled. */
    private boolean ofQueue(int code) {
        int index = command.getShort(DATA) & 0xffff;
        boolean set = code == VQ_SET;
        if (!device.accepted(NetFeature.VQ_NOTF_COAL)
                || bytes < (set ? VQ_SET_BYTES : DATA + Short.BYTES)
                || index >= 2 * device.options().pairs()
                || index == device.controlQueue()) {
            return false;
        }
        Moderation now = exchange(device.queue(index), set ? setting(VQ_DATA) : null);
        if (now == null) {
            return false;
        }
        if (!set) {
            answer.putInt(0, now.maxFrames()).putInt(Integer.BYTES, now.maxMicros());
            answerBytes = 2 * Integer.BYTES;
        }
        // What the driver is told is recorded as what it set is: the trace shows whether the two agree.
        probe.coalescingSet(index, index % 2 == 0, now.maxFrames(), now.maxMicros());
        return true;
    }

    /** Sets the moderation of a queue that runs, unless null is given, and returns it; null if the queue does not run. */
    private static Moderation exchange(VirtQueue queue, Moderation setting) {
        queue.lock().lock();
        try {
            if (!queue.running()) {
                return null;
            }
            if (setting != null) {
                queue.moderate(setting);
            }
            return queue.moderation();
        } finally {
            queue.lock().unlock();
        }
    }

    private Moderation setting(int at) {
        return new Moderation(command.getInt(at), command.getInt(at + Integer.BYTES));
    }
}
