package io.vqtrace.testkit.internal.device;

import io.vqtrace.testkit.GuestMemory;
import io.vqtrace.testkit.Workload;
import io.vqtrace.trace.FaultReason;
import io.vqtrace.trace.Operation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A disk in memory (virtio 1.4 section 5.2.6): read, write, flush, get-id. */
final class BlockBackend implements Backend {
    static final int HEADER_BYTES = 16;
    static final int STATUS_OK = 0;
    static final int STATUS_IOERR = 1;
    static final int STATUS_UNSUPPORTED = 2;

    private static final int TYPE_IN = 0;
    private static final int TYPE_OUT = 1;
    private static final int TYPE_FLUSH = 4;
    private static final int TYPE_GET_ID = 8;
    private static final int ID_BYTES = 20;

    private final ChainIo io;
    private final ByteBuffer disk;
    private final ByteBuffer header = ByteBuffer.allocateDirect(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final ByteBuffer id = ByteBuffer.allocateDirect(ID_BYTES);

    BlockBackend(GuestMemory memory, ByteBuffer disk) {
        io = new ChainIo(memory);
        this.disk = disk;
        byte[] name = "vqtrace-testkit".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        id.put(0, name);
    }

    @Override
    public FaultReason parse(Request request) {
        if (request.chain.outBytes() < HEADER_BYTES || request.chain.inBytes() < 1) {
            return FaultReason.REQUEST_MALFORMED;
        }
        io.read(request.chain, 0, header, 0, HEADER_BYTES);
        request.argument = header.getLong(8);
        request.operation = operation(header.getInt(0));
        return null;
    }

    private static int operation(int type) {
        return switch (type) {
            case TYPE_IN -> Operation.READ.code();
            case TYPE_OUT -> Operation.WRITE.code();
            case TYPE_FLUSH -> Operation.FLUSH.code();
            case TYPE_GET_ID -> Operation.GET_ID.code();
            default -> Operation.COMMAND.code();
        };
    }

    @Override
    public void serve(Request request) {
        int read = (int) request.chain.inBytes() - 1;
        int written = (int) request.chain.outBytes() - HEADER_BYTES;
        long start = request.argument * Workload.SECTOR_BYTES;
        request.status = STATUS_OK;
        request.usedBytes = 1;
        if (request.operation == Operation.READ.code()) {
            if (onDisk(start, read)) {
                io.write(request.chain, 0, disk, (int) start, read);
                request.usedBytes = read + 1;
            } else {
                request.status = STATUS_IOERR;
            }
        } else if (request.operation == Operation.WRITE.code()) {
            if (onDisk(start, written)) {
                io.read(request.chain, HEADER_BYTES, disk, (int) start, written);
            } else {
                request.status = STATUS_IOERR;
            }
        } else if (request.operation == Operation.GET_ID.code()) {
            request.usedBytes = io.write(request.chain, 0, id, 0, Math.min(read, ID_BYTES)) + 1;
        } else if (request.operation != Operation.FLUSH.code()) {
            request.status = STATUS_UNSUPPORTED;
        }
        io.writeLast(request.chain, request.status);
    }

    private boolean onDisk(long start, int length) {
        return start >= 0 && start <= disk.capacity() && length <= disk.capacity() - start;
    }
}
