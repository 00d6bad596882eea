package io.vqtrace.testkit.internal.device;

import io.vqtrace.recorder.QueueProbe;
import io.vqtrace.testkit.GuestMemory;
import io.vqtrace.trace.FaultReason;
import java.nio.ByteBuffer;

/** Sends packets to nowhere (virtio 1.4 section 5.1.6.2), as a real link would: it reads them whole. */
final class TransmitBackend implements Backend {
    static final int HEADER_BYTES = 12;

    private static final int LARGEST = 1 << 16;

    private final ChainIo io;
    private final ByteBuffer wire = ByteBuffer.allocateDirect(LARGEST);

    TransmitBackend(GuestMemory memory) {
        io = new ChainIo(memory);
    }

    @Override
    public FaultReason parse(Request request) {
        request.operation = QueueProbe.UNKNOWN;
        long bytes = request.chain.outBytes();
        return bytes < HEADER_BYTES || bytes > LARGEST ? FaultReason.REQUEST_MALFORMED : null;
    }

    @Override
    public void serve(Request request) {
        io.read(request.chain, 0, wire, 0, (int) request.chain.outBytes());
        request.status = QueueProbe.UNKNOWN;
        request.usedBytes = 0;
    }
}
