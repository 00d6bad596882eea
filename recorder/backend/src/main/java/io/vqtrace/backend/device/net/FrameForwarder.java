package io.vqtrace.backend.device.net;

import io.vqtrace.backend.device.QueueService;
import io.vqtrace.backend.memory.GuestMemory;
import io.vqtrace.backend.queue.VirtQueue;
import io.vqtrace.backend.ring.ChainBurst;
import io.vqtrace.backend.ring.ChainIo;
import io.vqtrace.trace.FaultReason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Serves a transmit queue: copies each frame into the receive queue that it goes to. */
final class FrameForwarder implements QueueService {
    /** A frame that spans more receive buffers than a burst holds cannot be told in one piece. */
    private static final int MAX_FRAME_BYTES = 65535;

    /** Frames taken at once: the more, the less each one bears of clocks, locks and decisions about notifying. */
    private static final int BURST = 128;

    /** The share of the ring that is taken at once at most: the driver goes on with the rest meanwhile. */
    private static final int RING_SHARE = 2;

    private static final int ADDRESS_BYTES = 6;
    private static final int NUM_BUFFERS_AT = 10;

    /** Chains for a frame cannot be had in this burst. */
    private static final int SHORT_OF_CHAINS = -1;

    private final NetBackend from;
    private final int pair;
    private final ChainBurst sent = new ChainBurst(BURST);
    private final ChainBurst received = new ChainBurst(BURST);
    private final int[] sentLengths = new int[BURST];
    private final int[] receivedLengths = new int[BURST];
    private final ByteBuffer frame = ByteBuffer.allocateDirect(MAX_FRAME_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final ByteBuffer header = ByteBuffer.allocateDirect(12).order(ByteOrder.LITTLE_ENDIAN);
    private int dropped;
    private long droppedBytes;

    FrameForwarder(NetBackend from, int pair) {
        this.from = from;
        this.pair = pair;
    }

    @Override
    public int serve(VirtQueue transmit) {
        int count = transmit.take(sent, Math.max(1, transmit.size() / RING_SHARE));
        if (count > 0) {
            NetBackend to = from.peer();
            VirtQueue receive = to.queue(2 * pair);
            receive.lock().lock();
            try {
                deliver(transmit, receive, to, count);
                // Each flush and each unlock waits until memory has all that was stored: all of it comes first.
                transmit.useBurst(sent, count, sentLengths);
                receive.flush();
                tellDrops(receive);
            } finally {
                receive.lock().unlock();
            }
            transmit.flush();
        }
        return count;
    }

    private void deliver(VirtQueue transmit, VirtQueue receive, NetBackend to, int count) {
        int have = receive.take(received, count);
        int next = 0;
        for (int i = 0; i < count; i++) {
            int chains = next < have ? forward(transmit, receive, to, i, next) : SHORT_OF_CHAINS;
            if (chains == SHORT_OF_CHAINS) {
                giveBack(receive, next);
                have = receive.take(received, received.capacity());
                next = 0;
                chains = have > 0 ? forward(transmit, receive, to, i, next) : SHORT_OF_CHAINS;
            }
            if (chains == SHORT_OF_CHAINS) {
                drop(i);
            } else {
                next += chains;
            }
        }
        giveBack(receive, next);
    }

    private void tellDrops(VirtQueue receive) {
        if (dropped > 0) {
            receive.probe().drop(dropped, droppedBytes);
            dropped = 0;
            droppedBytes = 0;
        }
    }

    /** Answers the chains that were filled and puts the others back. */
    private void giveBack(VirtQueue receive, int filled) {
        if (filled > 0) {
            receive.useBurst(received, filled, receivedLengths);
        }
        if (filled < received.count()) {
            receive.untake(received, filled);
        }
        received.clear();
    }

    private void drop(int packet) {
        dropped++;
        droppedBytes += Math.max(0, Integer.toUnsignedLong(sent.outBytes()[packet]) - from.headerBytes());
    }

    /** Copies a frame; tells how many chains it took, 0 if it was refused or lost. */
    private int forward(VirtQueue transmit, VirtQueue receive, NetBackend to, int packet, int chain) {
        int fromHeader = from.headerBytes();
        int toHeader = to.headerBytes();
        long length = Integer.toUnsignedLong(sent.outBytes()[packet]) - fromHeader;
        if (length < 2 * ADDRESS_BYTES || length > MAX_FRAME_BYTES) {
            transmit.fault(FaultReason.REQUEST_MALFORMED);
            return 0;
        }
        int bytes = (int) length;
        if (from.capture() == null
                && sent.buffers(packet) == 1
                && received.buffers(chain) == 1
                && received.readable(chain) == 0
                && Integer.toUnsignedLong(received.inBytes()[chain]) >= toHeader + bytes) {
            long source = sent.address(sent.first(packet)) + fromHeader;
            long target = received.address(received.first(chain));
            putHeader(receive.memory(), target, toHeader);
            receive.memory().copy(source, transmit.memory(), target + toHeader, bytes);
            if (from.loopback()) {
                swapAddresses(receive.memory(), target + toHeader);
            }
            receivedLengths[chain] = toHeader + bytes;
            return 1;
        }
        return scatter(transmit, receive, to, packet, chain);
    }

    /** One buffer; no checksum or segmentation offload is on offer, so that all else is 0 (section 5.1.6.4.1). */
    private static void putHeader(GuestMemory memory, long address, int headerBytes) {
        memory.putLong(address, 0);
        if (headerBytes > NUM_BUFFERS_AT) {
            memory.putInt(address + Long.BYTES, 1 << Short.SIZE);
        } else {
            memory.putShort(address + Long.BYTES, 0);
        }
    }

    private static void swapAddresses(GuestMemory memory, long address) {
        long low = memory.getLong(address);
        long high = Integer.toUnsignedLong(memory.getInt(address + Long.BYTES));
        long source = low >>> 48 | high << 16;
        memory.putLong(address, source | low << 48);
        memory.putInt(address + Long.BYTES, (int) (low >>> 16));
    }

    /** Copies a frame through a buffer of its own: between chains of several buffers, over several chains, or captured. */
    private int scatter(VirtQueue transmit, VirtQueue receive, NetBackend to, int packet, int first) {
        int bytes = ChainIo.read(transmit.memory(), sent, packet, from.headerBytes(), frame, 0, MAX_FRAME_BYTES);
        int headerBytes = to.headerBytes();
        int chains = chainsFor(headerBytes + bytes, first, to.accepted(NetFeature.MRG_RXBUF));
        if (chains == SHORT_OF_CHAINS) {
            return SHORT_OF_CHAINS;
        }
        if (from.capture() != null) {
            from.capture().write(frame, bytes);
        }
        if (chains == 0) {
            drop(packet);
            return 0;
        }
        if (from.loopback()) {
            swapAddresses(frame);
        }
        header.putShort(NUM_BUFFERS_AT, (short) chains);
        int done = 0;
        for (int i = 0; i < chains; i++) {
            int chain = first + i;
            int skip = i == 0 ? headerBytes : 0;
            if (i == 0) {
                ChainIo.write(receive.memory(), received, chain, 0, header, 0, headerBytes);
            }
            int part = ChainIo.write(receive.memory(), received, chain, skip, frame, done, bytes - done);
            receivedLengths[chain] = skip + part;
            done += part;
        }
        return chains;
    }

    /** Tells how many chains hold so many bytes; 0 if they cannot be held, however many there are. */
    private int chainsFor(int bytes, int first, boolean mergeable) {
        long room = 0;
        for (int chain = first; chain < received.count(); chain++) {
            room += Integer.toUnsignedLong(received.inBytes()[chain]);
            if (room >= bytes) {
                return chain - first + 1;
            }
            if (!mergeable) {
                return 0;
            }
        }
        return first == 0 && received.count() == received.capacity() ? 0 : SHORT_OF_CHAINS;
    }

    private static void swapAddresses(ByteBuffer frame) {
        long low = frame.getLong(0);
        long high = Integer.toUnsignedLong(frame.getInt(Long.BYTES));
        frame.putLong(0, (low >>> 48 | high << 16) | low << 48);
        frame.putInt(Long.BYTES, (int) (low >>> 16));
    }
}
