package io.vqtrace.imports.internal.assemble;

import io.vqtrace.virtio.PciLegacyRegister;

/**
 * Where the legacy header of a device lies, of which the log shows absolute addresses. The BAR has at least 32 bytes and is
 * aligned to its size, so that the place of a register within 32 bytes tells it. Only what is written is taken for a
 * register of the header: reading the configuration behind it may look the same, and drivers start by writing the status.
 */
final class LegacyHeaderAddress {
    private static final int ALIGNMENT = 32;
    /** I/O BARs have no more than 256 bytes (PCI Local Bus Specification 3.0, section 6.2.5.1). */
    private static final int MAX_BAR_BYTES = 256;

    private static final int STATUS = PciLegacyRegister.DEVICE_STATUS.offset();
    private static final long UNKNOWN = -1;

    private long base = UNKNOWN;

    /** Tells whether a write could be one of the status, which the event of the status then confirms. */
    static boolean mayBeStatus(long address, int width) {
        return place(address) == STATUS && width == 1;
    }

    private static int place(long address) {
        return (int) (address & ALIGNMENT - 1);
    }

    /** The status is known to lie at an address. */
    void statusAt(long address) {
        base = address - STATUS;
    }

    /** Takes the base from a write if it is not known or the BAR was moved. */
    void written(long address, int width) {
        PciLegacyRegister register = PciLegacyRegister.at(place(address));
        if (!known(address)
                && register != null
                && register.width() == width
                && register.access().writable()) {
            base = address - register.offset();
        }
    }

    /** Tells whether an address lies in the BAR. */
    boolean known(long address) {
        return base != UNKNOWN && address >= base && address - base < MAX_BAR_BYTES;
    }

    /** Returns how many bytes an address lies from the header's start; call it if that is known. */
    int offset(long address) {
        return (int) (address - base);
    }
}
