package io.vqtrace.virtio.register;

import io.vqtrace.virtio.PciLegacyRegister;

/**
 * Decodes accesses to the I/O region of a legacy or transitional device on PCI that is driven by its legacy interface:
 * the header and the device-specific configuration behind it (virtio 1.4 section 4.1.4.10).
 *
 * <p>Whether MSI-X is enabled decides where the configuration starts, and no register tells it. It is learnt from the
 * accesses: vectors are written by 16 bits, and configuration lies in their place if it is accessed otherwise. Accesses to
 * the configuration before that are not told. An access to the header that has not its register's width is told as a fault
 * and otherwise ignored, as devices do.
 *
 * <p>Not thread-safe.
 */
public final class PciLegacyDecoder {
    /** Unit of the queue's address and alignment of its used ring (sections 2.7.2, 4.1.5.1.3.1). */
    private static final int PAGE_BYTES = 4096;

    private static final int NO_VECTOR = 0xffff;
    private static final int WORD = 4;

    private final RegisterListener listener;
    private final Access access;
    private final DeviceRegisters device;
    private final SelectedQueue selected;
    /** Where the configuration starts, or unknown. */
    private int configStart = RegisterListener.UNKNOWN;
    /** Whether the selected queue has its address and may get its vector next. */
    private boolean placed;

    /** Vector of a queue for which none was written: a reset unmaps all. */
    private int defaultVector = RegisterListener.UNKNOWN;

    /**
     * Makes a decoder of a device that was not accessed yet, or of one whose earlier accesses are not known.
     *
     * @param listener is told what the accesses mean
     */
    public PciLegacyDecoder(RegisterListener listener) {
        this.listener = listener;
        access = new Access(listener);
        device = new DeviceRegisters(access);
        selected = new SelectedQueue(access, device);
    }

    /**
     * The driver read from the region.
     *
     * @param offset bytes from its start
     * @param width bytes: 1, 2 or 4
     * @param value what the device answered, in the low bytes
     */
    public void read(int offset, int width, long value) {
        PciLegacyRegister register = accessed(false, offset, width, value);
        if (register == null) {
            return;
        }
        switch (register) {
            case DEVICE_FEATURES -> {
                device.offered.select(0, WORD, 0);
                device.offeredWordRead(0, WORD, value);
            }
            case QUEUE_SIZE -> selected.maxSizeRead((int) value & 0xffff);
            case DEVICE_STATUS -> device.statusRead((int) value & 0xff);
            case QUEUE_MSIX_VECTOR -> {
                vector(value);
                startPlaced();
            }
            default -> {
                // The other registers return what was written, or nothing that matters here.
            }
        }
    }

    /**
     * The driver wrote to the region.
     *
     * @param offset bytes from its start
     * @param width bytes: 1, 2 or 4
     * @param value what it wrote, in the low bytes
     */
    public void write(int offset, int width, long value) {
        PciLegacyRegister register = accessed(true, offset, width, value);
        if (register == null) {
            return;
        }
        switch (register) {
            case DRIVER_FEATURES -> {
                device.accepted.select(0, WORD, 0);
                device.acceptedWordWritten(0, WORD, value);
            }
            case QUEUE_ADDRESS -> queueAddress(Access.low(value, WORD));
            case QUEUE_SELECT -> selected.select(0, WORD, value & 0xffff);
            case QUEUE_NOTIFY -> listener.notified((int) value & 0xffff, (int) value & 0xffff, false);
            case DEVICE_STATUS -> statusWritten((int) value & 0xff);
            case QUEUE_MSIX_VECTOR -> vector(value);
            default -> {
                // Registers for reading only were told as faults; the vector of configuration changes is no queue's.
            }
        }
    }

    /** Tells what was only to be told at the next access: call it when no more will come. */
    public void settle() {
        startPlaced();
        device.settle();
    }

    /** Returns the register that is accessed; null if it is none, or the device would ignore it. */
    private PciLegacyRegister accessed(boolean write, int offset, int width, long value) {
        access.start(write, offset, width, value);
        PciLegacyRegister register = PciLegacyRegister.at(offset);
        if (register != PciLegacyRegister.DEVICE_FEATURES && register != PciLegacyRegister.DRIVER_FEATURES) {
            device.settle();
        }
        if (placed && !mayPrecedeVector(register, write, value)) {
            startPlaced();
        }
        if (offset >= PciLegacyRegister.HEADER_BYTES) {
            learnConfigStart(write, offset, width, value);
            boolean isVector =
                    register != null && register.width() == width && configStart != PciLegacyRegister.HEADER_BYTES;
            if (!isVector) {
                config(write, offset, width, value);
                return null;
            }
            return register;
        }
        if (register == null || register.width() != width) {
            access.fault(offset < 0 ? RegisterFault.NO_SUCH_REGISTER : RegisterFault.WIDTH);
            return null;
        }
        if (write ? !register.access().writable() : !register.access().readable()) {
            access.fault(RegisterFault.DIRECTION);
            return null;
        }
        return register;
    }

    /** Takes what an access behind the status tells of MSI-X; a driver that frees its vectors may disable it. */
    private void learnConfigStart(boolean write, int offset, int width, long value) {
        PciLegacyRegister register = PciLegacyRegister.at(offset);
        if (register != null && width == register.width()) {
            if (write) {
                boolean freed = register == PciLegacyRegister.CONFIG_MSIX_VECTOR && (value & NO_VECTOR) == NO_VECTOR;
                configStart = freed ? RegisterListener.UNKNOWN : PciLegacyRegister.MSIX_HEADER_BYTES;
            }
        } else if (offset < PciLegacyRegister.MSIX_HEADER_BYTES) {
            configStart = PciLegacyRegister.HEADER_BYTES;
        }
    }

    private void config(boolean write, int offset, int width, long value) {
        if (configStart == RegisterListener.UNKNOWN || !Access.isWidth(width)) {
            return;
        }
        if (write) {
            listener.configWritten(offset - configStart, width, Access.low(value, width));
        } else {
            listener.configRead(offset - configStart, width, Access.low(value, width));
        }
    }

    private void statusWritten(int status) {
        if (device.statusWritten(status, false)) {
            selected.reset();
            defaultVector = NO_VECTOR;
            configStart = RegisterListener.UNKNOWN;
        }
    }

    private void vector(long value) {
        QueueRegisters queue = selected.queue();
        if (queue != null) {
            queue.vector = (int) value & 0xffff;
        }
    }

    private void queueAddress(long page) {
        if (page == 0) {
            selected.stop(false);
            return;
        }
        QueueRegisters queue = selected.queue();
        if (queue != null) {
            queue.align = PAGE_BYTES;
            queue.size = queue.maxSize;
            selected.place(page * PAGE_BYTES);
            placed = true;
            if (configStart != PciLegacyRegister.MSIX_HEADER_BYTES) {
                startPlaced();
            }
        }
    }

    /** Tells whether the queue's vector can still come: drivers select the queue again, write the vector and read it back. */
    private boolean mayPrecedeVector(PciLegacyRegister register, boolean write, long value) {
        return register == PciLegacyRegister.QUEUE_MSIX_VECTOR
                || register == PciLegacyRegister.QUEUE_SELECT && write && selected.is(value & 0xffff);
    }

    private void startPlaced() {
        QueueRegisters queue = placed ? selected.queue() : null;
        placed = false;
        if (queue != null) {
            queue.vector = queue.vector == RegisterListener.UNKNOWN ? defaultVector : queue.vector;
            selected.start(false);
        }
    }
}
