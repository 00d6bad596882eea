package io.vqtrace.testkit.internal.device;

import io.vqtrace.recorder.QueueProbe;
import io.vqtrace.testkit.GuestMemory;
import io.vqtrace.testkit.RandomStream;
import io.vqtrace.testkit.ring.DeviceRing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Puts arriving packets into the buffers of a receive queue (virtio 1.4 section 5.1.6.3), or drops them. */
final class ReceiveServer extends QueueServer {
    private static final int PACKET_BYTES = 1514;

    private final ChainIo io;
    private final RandomStream random;
    private final Request request = new Request();
    private final Request[] one = {request};
    private final Returner returner;
    private final ByteBuffer packet = ByteBuffer.allocateDirect(TransmitBackend.HEADER_BYTES + PACKET_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    private long arrival = NEVER;
    private long arrived;

    ReceiveServer(VirtioDevice device, int index, GuestMemory memory) {
        super(device, index);
        io = new ChainIo(memory);
        returner = new Returner(this);
        random = RandomStream.of(settings.seed(), 2_000_003L + index);
    }

    @Override
    void attach(DeviceRing newRing) {
        super.attach(newRing);
        arrival = NEVER;
    }

    @Override
    public int inFlight() {
        return 0;
    }

    @Override
    public long nextEvent() {
        return notifier.deadline();
    }

    @Override
    public long step(long now) {
        if (!device.serves(index)) {
            return ignoreKicks(now);
        }
        takeKicks(now);
        if (ring.fault() == null && device.suspending() && device.quiet(index, now)) {
            return NEVER;
        }
        if (arrival == NEVER && settings.receiveRate() > 0) {
            arrival = now + gap();
        }
        if (notifier.deadline() <= now) {
            notifier.reconsider(now);
        }
        for (int i = REAL_TIME_STEPS; i > 0 && arrival <= now && ring.fault() == null; i--) {
            receive(now);
            arrival += gap();
        }
        if (awake && untaken() > 0) {
            awake = false;
        } else if (awake && ring.fault() == null && !sleep(now)) {
            return settings.after(now, 1);
        }
        return Math.min(Math.max(arrival, settings.after(now, 1)), Math.min(kicks.next(), notifier.deadline()));
    }

    private long gap() {
        return Math.max(1, (long) random.exponential(1e9 / settings.receiveRate()));
    }

    private void receive(long now) {
        if (untaken() == 0 && look(now) == 0 && untaken() == 0) {
            counts.drops++;
            probe.drop(1, PACKET_BYTES);
            if (!awake) {
                awake = true;
            }
            return;
        }
        ring.pop(request.chain);
        request.seen = seenAt(popped);
        popped++;
        counts.popped++;
        request.popped = now;
        request.published = device.publishedAt(index, request.chain.head());
        request.operation = QueueProbe.UNKNOWN;
        request.status = QueueProbe.UNKNOWN;
        request.inFlight = 1;
        counts.maxInFlight = 1;
        probe.pop(
                request.chain.head(),
                request.chain.descriptors(),
                request.chain.outBytes(),
                request.chain.inBytes(),
                QueueProbe.UNKNOWN,
                0);
        packet.putLong(TransmitBackend.HEADER_BYTES, arrived++);
        request.usedBytes = 0;
        if (request.chain.fault() == null) {
            request.usedBytes = io.write(request.chain, 0, packet, 0, packet.capacity());
        } else {
            fault(request.chain.fault());
        }
        returner.giveBack(one, 1, now);
    }
}
