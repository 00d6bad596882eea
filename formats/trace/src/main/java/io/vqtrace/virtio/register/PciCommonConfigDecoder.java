package io.vqtrace.virtio.register;

import io.vqtrace.virtio.PciCommonConfigRegister;

/**
 * Decodes accesses to the common configuration structure of a device on PCI (virtio 1.4 section 4.1.4.3).
 *
 * <p>A field of 64 bits may be accessed as two halves (section 4.1.3.1). Any other access that does not have the width of
 * its field is told as a fault and then decoded byte by byte: what it writes is merged into the field, what it reads counts
 * where it covers a whole field, or part of a feature word.
 *
 * <p>Not thread-safe.
 */
public final class PciCommonConfigDecoder {
    private static final int HALF = 4;
    private static final int NO_VECTOR = 0xffff;

    private final Access access;
    private final DeviceRegisters device;
    private final SelectedQueue selected;
    /** Vector of a queue for which none was written: a reset unmaps all (section 4.1.5.1.2.1). */
    private int defaultVector = RegisterListener.UNKNOWN;

    /**
     * Makes a decoder of a device that was not accessed yet, or of one whose earlier accesses are not known.
     *
     * @param listener is told what the accesses mean
     */
    public PciCommonConfigDecoder(RegisterListener listener) {
        access = new Access(listener);
        device = new DeviceRegisters(access);
        selected = new SelectedQueue(access, device);
    }

    /**
     * The driver read from the structure.
     *
     * @param offset bytes from its start
     * @param width bytes: 1, 2, 4 or 8
     * @param value what the device answered, in the low bytes
     */
    public void read(int offset, int width, long value) {
        decode(false, offset, width, value);
    }

    /**
     * The driver wrote to the structure.
     *
     * @param offset bytes from its start
     * @param width bytes: 1, 2, 4 or 8
     * @param value what it wrote, in the low bytes
     */
    public void write(int offset, int width, long value) {
        decode(true, offset, width, value);
    }

    /** Tells what was only to be told at the next access: call it when no more will come. */
    public void settle() {
        device.settle();
    }

    private void decode(boolean write, int offset, int width, long value) {
        access.start(write, offset, width, value);
        PciCommonConfigRegister first = PciCommonConfigRegister.containing(offset);
        if (first == null || !Access.isWidth(width)) {
            device.settle();
            access.fault(first == null ? RegisterFault.NO_SUCH_REGISTER : RegisterFault.WIDTH);
            return;
        }
        if (!isProper(first, offset, width)) {
            access.fault(RegisterFault.WIDTH);
        }
        int at = offset;
        int end = Math.min(offset + width, PciCommonConfigRegister.STRUCTURE_BYTES);
        while (at < end) {
            PciCommonConfigRegister field = PciCommonConfigRegister.containing(at);
            int from = at - field.offset();
            int bytes = Math.min(end, field.offset() + field.width()) - at;
            long part = Access.low(value >>> (at - offset << 3), bytes);
            field(write, field, from, bytes, part);
            at += bytes;
        }
    }

    private static boolean isProper(PciCommonConfigRegister field, int offset, int width) {
        int from = offset - field.offset();
        return field.width() == Long.BYTES ? width == HALF && from % HALF == 0 : width == field.width() && from == 0;
    }

    private void field(boolean write, PciCommonConfigRegister field, int from, int bytes, long part) {
        if (!isFeature(field)) {
            device.settle();
        }
        if (write ? !field.access().writable() : !field.access().readable()) {
            access.fault(RegisterFault.DIRECTION);
        } else if (write) {
            written(field, from, bytes, part);
        } else if (field == PciCommonConfigRegister.DEVICE_FEATURE) {
            device.offeredWordRead(from, bytes, part);
        } else if (bytes == field.width()) {
            read(field, (int) part);
        }
    }

    private static boolean isFeature(PciCommonConfigRegister field) {
        return field.offset() <= PciCommonConfigRegister.DRIVER_FEATURE.offset();
    }

    private void read(PciCommonConfigRegister field, int value) {
        switch (field) {
            case DEVICE_STATUS -> device.statusRead(value);
            case CONFIG_GENERATION -> device.generationRead(value);
            case QUEUE_SIZE -> sizeRead(value);
            case QUEUE_MSIX_VECTOR -> vector(0, field.width(), value);
            case QUEUE_RESET -> selected.resetRead(value);
            default -> {
                // The other fields return what was written, or nothing that matters here.
            }
        }
    }

    private void written(PciCommonConfigRegister field, int from, int bytes, long part) {
        switch (field) {
            case DEVICE_FEATURE_SELECT -> device.offered.select(from, bytes, part);
            case DRIVER_FEATURE_SELECT -> device.accepted.select(from, bytes, part);
            case DRIVER_FEATURE -> device.acceptedWordWritten(from, bytes, part);
            case DEVICE_STATUS -> statusWritten((int) part);
            case QUEUE_SELECT -> selected.select(from, bytes, part);
            case QUEUE_SIZE -> sizeWritten(from, bytes, part);
            case QUEUE_MSIX_VECTOR -> vector(from, bytes, part);
            case QUEUE_ENABLE -> enableWritten(from, part);
            case QUEUE_DESC -> selected.areaWritten(QueueRegisters.DESC, from, bytes, part);
            case QUEUE_DRIVER -> selected.areaWritten(QueueRegisters.DRIVER, from, bytes, part);
            case QUEUE_DEVICE -> selected.areaWritten(QueueRegisters.DEVICE, from, bytes, part);
            case QUEUE_RESET -> selected.resetWritten(from == 0 ? part : 0);
            default -> {
                // The vector of configuration changes is no queue's.
            }
        }
    }

    private void statusWritten(int status) {
        if (device.statusWritten(status, true)) {
            selected.reset();
            defaultVector = NO_VECTOR;
        }
    }

    /** Until the driver writes the size, the field holds the largest one, with which the queue can be used. */
    private void sizeRead(int value) {
        QueueRegisters queue = selected.queue();
        if (queue != null && !queue.sizeWritten) {
            queue.maxSize = value;
            queue.size = value;
        }
    }

    private void sizeWritten(int from, int bytes, long part) {
        QueueRegisters queue = selected.queue();
        if (queue != null) {
            selected.sizeWritten((int) Access.merge(Math.max(0, queue.size), from, bytes, part));
        }
    }

    private void vector(int from, int bytes, long part) {
        QueueRegisters queue = selected.queue();
        if (queue != null) {
            queue.vector = (int) Access.merge(Math.max(0, queue.vector), from, bytes, part);
        }
    }

    private void enableWritten(int from, long part) {
        if (from != 0) {
            return;
        }
        QueueRegisters queue = selected.queue();
        if (queue == null) {
            return;
        }
        if ((part & 1) != 0) {
            queue.size = queue.size == RegisterListener.UNKNOWN ? queue.maxSize : queue.size;
            queue.vector = queue.vector == RegisterListener.UNKNOWN ? defaultVector : queue.vector;
            selected.start(false);
        } else {
            access.fault(RegisterFault.QUEUE_ENABLE_ZERO, queue.index);
            selected.stop(false);
        }
    }
}
