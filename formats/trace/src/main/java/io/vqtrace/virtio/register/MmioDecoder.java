package io.vqtrace.virtio.register;

import io.vqtrace.virtio.MmioRegister;

/**
 * Decodes accesses to the registers of a device on the MMIO transport (virtio 1.4 section 4.2.2), version 2 and the legacy
 * version 1 (section 4.2.4).
 *
 * <p>The version is learnt from reading the Version register; until then registers of both are taken. An access to a
 * control register that has not its width is told as a fault and otherwise ignored, as devices do.
 *
 * <p>Not thread-safe, but for writes to QueueNotify, which may come from any thread at any time: they change no state.
 */
public final class MmioDecoder {
    private static final int NOTIFY_OFFSET = MmioRegister.QUEUE_NOTIFY.offset();
    private static final int CONFIG_OFFSET = MmioRegister.CONFIG.offset();
    private static final int WIDTH = 4;
    private static final int HIGH = 4;
    private static final int INTERRUPT_BITS = 3;
    private static final int LEGACY = 1;

    private final RegisterListener listener;
    private final Access access;
    private final DeviceRegisters device;
    private final SelectedQueue selected;
    private int version = RegisterListener.UNKNOWN;
    /** Interrupt bits that the driver has read and not acknowledged. */
    private int interrupts;

    /** Bytes in a page, the unit of QueuePFN. */
    private long pageSize;

    /**
     * Makes a decoder of a device that was not accessed yet, or of one whose earlier accesses are not known.
     *
     * @param listener is told what the accesses mean
     */
    public MmioDecoder(RegisterListener listener) {
        this.listener = listener;
        access = new Access(listener);
        device = new DeviceRegisters(access);
        selected = new SelectedQueue(access, device);
    }

    /**
     * The driver read a register.
     *
     * @param offset bytes from the start of the device's registers
     * @param width bytes: 1, 2, 4 or 8
     * @param value what the device answered, in the low bytes
     */
    public void read(int offset, int width, long value) {
        MmioRegister register = accessed(false, offset, width, value);
        if (register == null) {
            return;
        }
        int word = (int) value;
        switch (register) {
            case VERSION -> version = word;
            case DEVICE_FEATURES -> device.offeredWordRead(0, WIDTH, value);
            case QUEUE_SIZE_MAX -> selected.maxSizeRead(word);
            case QUEUE_READY -> selected.stateRead();
            case QUEUE_RESET -> selected.resetRead(word);
            case INTERRUPT_STATUS -> interruptStatus(word);
            case STATUS -> device.statusRead(word);
            case CONFIG_GENERATION -> device.generationRead(word);
            case CONFIG -> listener.configRead(offset - CONFIG_OFFSET, width, Access.low(value, width));
            default -> {
                // Nothing follows from the identification, shared memory and QueuePFN.
            }
        }
    }

    /**
     * The driver read a register, and it is not known what the device answered.
     *
     * @param offset as in {@link #read}
     * @param width as in {@link #read}
     */
    public void readUnseen(int offset, int width) {
        MmioRegister register = accessed(false, offset, width, 0);
        if (register == MmioRegister.STATUS) {
            device.statusRead();
        } else if (register == MmioRegister.QUEUE_READY) {
            selected.stateRead();
        }
    }

    /**
     * The driver wrote a register.
     *
     * @param offset bytes from the start of the device's registers
     * @param width bytes: 1, 2, 4 or 8
     * @param value what it wrote, in the low bytes
     */
    public void write(int offset, int width, long value) {
        if (offset == NOTIFY_OFFSET && width == WIDTH) {
            listener.notified((int) value & 0xffff, (int) value, device.notificationData());
            return;
        }
        MmioRegister register = accessed(true, offset, width, value);
        if (register == null) {
            return;
        }
        int word = (int) value;
        switch (register) {
            case DEVICE_FEATURES_SEL -> device.offered.select(0, WIDTH, value);
            case DRIVER_FEATURES_SEL -> device.accepted.select(0, WIDTH, value);
            case DRIVER_FEATURES -> device.acceptedWordWritten(0, WIDTH, value);
            case GUEST_PAGE_SIZE -> pageSize = Access.low(value, WIDTH);
            case QUEUE_SEL -> selected.select(0, WIDTH, value);
            case QUEUE_SIZE -> selected.sizeWritten(word);
            case QUEUE_ALIGN -> queueAlign(value);
            case QUEUE_PFN -> queuePage(Access.low(value, WIDTH));
            case QUEUE_READY -> queueReady(word);
            case QUEUE_DESC_LOW -> selected.areaWritten(QueueRegisters.DESC, 0, WIDTH, value);
            case QUEUE_DESC_HIGH -> selected.areaWritten(QueueRegisters.DESC, HIGH, WIDTH, value);
            case QUEUE_DRIVER_LOW -> selected.areaWritten(QueueRegisters.DRIVER, 0, WIDTH, value);
            case QUEUE_DRIVER_HIGH -> selected.areaWritten(QueueRegisters.DRIVER, HIGH, WIDTH, value);
            case QUEUE_DEVICE_LOW -> selected.areaWritten(QueueRegisters.DEVICE, 0, WIDTH, value);
            case QUEUE_DEVICE_HIGH -> selected.areaWritten(QueueRegisters.DEVICE, HIGH, WIDTH, value);
            case QUEUE_RESET -> selected.resetWritten(Access.low(value, WIDTH));
            case INTERRUPT_ACK -> interruptAcknowledged(word);
            case STATUS -> statusWritten(word);
            case CONFIG -> configWritten(offset, width, value);
            default -> {
                // Registers for reading only were told as faults, and shared memory does not matter here.
            }
        }
    }

    /** Tells what was only to be told at the next access: call it when no more will come. */
    public void settle() {
        device.settle();
    }

    /** Checks an access and returns its register; null if the device would ignore it. */
    private MmioRegister accessed(boolean write, int offset, int width, long value) {
        access.start(write, offset, width, value);
        MmioRegister register = MmioRegister.at(offset);
        if (!isFeature(register)) {
            device.settle();
        }
        boolean present = register != null && (version < 0 || register.inVersion(version));
        if (!present) {
            boolean inside = offset >= 0 && MmioRegister.at(offset & -WIDTH) != null && offset % WIDTH != 0;
            access.fault(inside ? RegisterFault.WIDTH : RegisterFault.NO_SUCH_REGISTER);
            return null;
        }
        boolean isConfig = register == MmioRegister.CONFIG;
        if (!isConfig && width != WIDTH || !Access.isWidth(width)) {
            access.fault(RegisterFault.WIDTH);
            return null;
        }
        if (isConfig && (width > WIDTH || offset % width != 0)) {
            access.fault(RegisterFault.WIDTH);
        }
        if (write ? !register.access().writable() : !register.access().readable()) {
            access.fault(RegisterFault.DIRECTION);
            return null;
        }
        return register;
    }

    private static boolean isFeature(MmioRegister register) {
        return register == MmioRegister.DEVICE_FEATURES
                || register == MmioRegister.DEVICE_FEATURES_SEL
                || register == MmioRegister.DRIVER_FEATURES
                || register == MmioRegister.DRIVER_FEATURES_SEL;
    }

    private void statusWritten(int status) {
        if (device.statusWritten(status, false)) {
            selected.reset();
            interrupts = 0;
        }
    }

    private void queueReady(int value) {
        if (value == 0) {
            selected.stop(true);
        } else {
            selected.start(true);
        }
    }

    private void queueAlign(long value) {
        QueueRegisters queue = selected.queue();
        if (queue != null) {
            queue.align = Access.low(value, WIDTH);
        }
    }

    private void queuePage(long page) {
        if (page == 0) {
            selected.stop(false);
        } else {
            selected.place(page * pageSize);
            selected.start(true);
        }
    }

    private void interruptStatus(int bits) {
        if ((interrupts & ~bits) != 0) {
            access.fault(RegisterFault.INTERRUPT_STATUS_LOST);
        }
        int fresh = bits & ~interrupts;
        interrupts = bits;
        listener.interruptStatus(bits, fresh);
    }

    private void interruptAcknowledged(int bits) {
        if ((bits & ~INTERRUPT_BITS) != 0) {
            access.fault(RegisterFault.INTERRUPT_ACK);
        }
        interrupts &= ~bits;
        listener.interruptAcknowledged(bits);
    }

    private void configWritten(int offset, int width, long value) {
        if (version != LEGACY && device.negotiating()) {
            access.fault(RegisterFault.CONFIG_WRITTEN_IN_NEGOTIATION);
        }
        listener.configWritten(offset - CONFIG_OFFSET, width, Access.low(value, width));
    }
}
