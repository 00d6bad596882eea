package io.vqtrace.imports.internal.assemble;

import io.vqtrace.virtio.PciCommonConfigRegister;
import io.vqtrace.virtio.register.PciCommonConfigDecoder;

/** The common configuration structure of a device on PCI. */
final class PciRegisterBank extends RegisterBank {
    private static final int STATUS = PciCommonConfigRegister.DEVICE_STATUS.offset();

    /** Start of the page at which the device's common configuration lies. */
    long page = -1;

    private final String typeName;
    private final PciCommonConfigDecoder decoder = new PciCommonConfigDecoder(this);

    PciRegisterBank(RowSink sink, String typeName) {
        super(sink);
        this.typeName = typeName;
    }

    static boolean isStatus(int offset, int width) {
        return offset == STATUS && width == 1;
    }

    @Override
    String transport() {
        return "pci";
    }

    @Override
    String typeName() {
        return typeName;
    }

    @Override
    void decodeStatus(long value) {
        decoder.write(STATUS, 1, value);
    }

    @Override
    void settle() {
        decoder.settle();
    }

    void read(int offset, int width, long value) {
        decoder.read(offset, width, value);
    }

    void write(int offset, int width, long value) {
        decoder.write(offset, width, value);
    }
}
