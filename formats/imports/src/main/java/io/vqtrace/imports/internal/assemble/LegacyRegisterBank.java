package io.vqtrace.imports.internal.assemble;

import io.vqtrace.trace.NegotiationRows;
import io.vqtrace.virtio.PciLegacyRegister;
import io.vqtrace.virtio.register.PciLegacyDecoder;
import java.io.IOException;

/** The I/O region of a device on PCI whose driver uses the legacy interface. */
final class LegacyRegisterBank extends RegisterBank {
    private static final int STATUS = PciLegacyRegister.DEVICE_STATUS.offset();

    private final LegacyHeaderAddress header = new LegacyHeaderAddress();
    private final PciLegacyDecoder decoder = new PciLegacyDecoder(this);

    LegacyRegisterBank(RowSink sink) {
        super(sink);
    }

    @Override
    String transport() {
        return "pci";
    }

    @Override
    String typeName() {
        return null;
    }

    @Override
    void decodeStatus(long value) {
        decoder.write(STATUS, 1, value);
    }

    @Override
    void settle() {
        decoder.settle();
    }

    @Override
    String interfaceDetail() {
        return NegotiationRows.LEGACY_INTERFACE;
    }

    @Override
    void statusAt(long address) {
        header.statusAt(address);
    }

    @Override
    void unconfirmed(long address, long value) throws IOException {
        header.written(address, 1);
        if (header.offset(address) == STATUS) {
            status(value, false);
        } else {
            decoder.write(header.offset(address), 1, value);
        }
    }

    void read(long address, int width, long value) {
        if (header.known(address)) {
            decoder.read(header.offset(address), width, value);
        }
    }

    void write(long address, int width, long value) {
        header.written(address, width);
        if (header.known(address)) {
            decoder.write(header.offset(address), width, value);
        }
    }
}
