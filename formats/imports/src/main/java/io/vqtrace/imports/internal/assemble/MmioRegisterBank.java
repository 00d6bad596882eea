package io.vqtrace.imports.internal.assemble;

import io.vqtrace.virtio.MmioRegister;
import io.vqtrace.virtio.register.MmioDecoder;

/** The registers of a device on MMIO, of which the log shows neither the width of an access nor what was read. */
final class MmioRegisterBank extends RegisterBank {
    private static final int WIDTH = 4;
    private static final int CONFIG = MmioRegister.CONFIG.offset();

    private final MmioDecoder decoder = new MmioDecoder(this);

    MmioRegisterBank(RowSink sink) {
        super(sink);
    }

    @Override
    String transport() {
        return "mmio";
    }

    @Override
    String typeName() {
        return null;
    }

    @Override
    void decodeStatus(long value) {
        decoder.write(MmioRegister.STATUS.offset(), WIDTH, value);
    }

    @Override
    void settle() {
        decoder.settle();
    }

    @Override
    int shownWidth(int width) {
        return 0;
    }

    void read(int offset) {
        decoder.readUnseen(offset, WIDTH);
        if (offset >= CONFIG) {
            config(offset - CONFIG, 0, null);
        }
    }

    void maxSize(int size) {
        decoder.read(MmioRegister.QUEUE_SIZE_MAX.offset(), WIDTH, size);
    }

    void write(int offset, long value) {
        decoder.write(offset, WIDTH, value);
    }
}
