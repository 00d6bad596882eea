package io.vqtrace.testkit.internal.device;

import io.vqtrace.testkit.internal.run.Settings;
import io.vqtrace.trace.FaultReason;
import io.vqtrace.virtio.PciCommonConfigRegister;

/** The common configuration structure of a device on PCI (virtio 1.4 section 4.1.4.3). */
public final class PciCommonConfig implements Registers {
    private final VirtioDevice device;
    private final Settings settings;
    private int deviceFeatureSelect;
    private int driverFeatureSelect;
    private int configVector = 0xffff;
    private int queueSelect;

    /** Makes the structure of a device. */
    public PciCommonConfig(VirtioDevice device) {
        this.device = device;
        settings = device.settings();
    }

    @Override
    public int statusOffset() {
        return PciCommonConfigRegister.DEVICE_STATUS.offset();
    }

    @Override
    public long read(int offset, int width) {
        PciCommonConfigRegister register = PciCommonConfigRegister.containing(offset);
        if (register == null || width > Integer.BYTES) {
            refuse();
            return 0;
        }
        long part = value(register) >>> 8 * (offset - register.offset());
        return part & (1L << 8 * width) - 1;
    }

    private long value(PciCommonConfigRegister register) {
        QueueState queue = selected() ? device.queue(queueSelect) : new QueueState();
        return switch (register) {
            case DEVICE_FEATURE_SELECT -> deviceFeatureSelect;
            case DEVICE_FEATURE -> device.negotiation().offeredWord(deviceFeatureSelect) & 0xffff_ffffL;
            case DRIVER_FEATURE_SELECT -> driverFeatureSelect;
            case DRIVER_FEATURE -> device.negotiation().acceptedWord(driverFeatureSelect) & 0xffff_ffffL;
            case CONFIG_MSIX_VECTOR -> configVector;
            case NUM_QUEUES -> device.queueCount();
            case DEVICE_STATUS -> device.readStatus();
            case QUEUE_SELECT -> queueSelect;
            case QUEUE_SIZE -> selected() ? queue.size() == 0 ? settings.ringSize() : queue.size() : 0;
            case QUEUE_MSIX_VECTOR -> queue.vector() & 0xffff;
            case QUEUE_ENABLE -> queue.ready() ? 1 : 0;
            case QUEUE_NOTIFY_OFF -> queueSelect;
            case QUEUE_DESC -> queue.descriptorArea();
            case QUEUE_DRIVER -> queue.driverArea();
            case QUEUE_DEVICE -> queue.deviceArea();
            default -> 0;
        };
    }

    @Override
    public void write(int offset, int width, long value) {
        PciCommonConfigRegister register = PciCommonConfigRegister.containing(offset);
        if (register == null || width > Integer.BYTES || !register.access().writable()) {
            refuse();
            return;
        }
        switch (register) {
            case DEVICE_FEATURE_SELECT -> deviceFeatureSelect = (int) value;
            case DRIVER_FEATURE_SELECT -> driverFeatureSelect = (int) value;
            case DRIVER_FEATURE -> device.negotiation().acceptWord(driverFeatureSelect, (int) value);
            case CONFIG_MSIX_VECTOR -> configVector = (int) value;
            case DEVICE_STATUS -> device.writeStatus((int) value);
            case QUEUE_SELECT -> queueSelect = (int) value;
            default -> queueField(register, offset - register.offset(), width, value);
        }
    }

    private void queueField(PciCommonConfigRegister register, int byteOffset, int width, long value) {
        if (!selected()) {
            refuse();
            return;
        }
        QueueState queue = device.queue(queueSelect);
        switch (register) {
            case QUEUE_SIZE -> queue.size((int) value);
            case QUEUE_MSIX_VECTOR -> queue.vector((int) value);
            case QUEUE_ENABLE -> enable(queue, (int) value);
            case QUEUE_RESET -> device.resetQueue(queueSelect);
            case QUEUE_DESC -> queue.descriptorArea(merge(queue.descriptorArea(), byteOffset, width, value));
            case QUEUE_DRIVER -> queue.driverArea(merge(queue.driverArea(), byteOffset, width, value));
            case QUEUE_DEVICE -> queue.deviceArea(merge(queue.deviceArea(), byteOffset, width, value));
            default -> refuse();
        }
    }

    private void enable(QueueState queue, int value) {
        if (value != 1) {
            device.fault(queueSelect, FaultReason.QUEUE_ENABLE_ZERO);
        } else if (!queue.ready()) {
            device.enableQueue(queueSelect);
        }
    }

    /** A 64-bit field is written as two halves (section 4.1.3.1). */
    private static long merge(long old, int byteOffset, int width, long value) {
        long mask = (1L << 8 * width) - 1 << 8 * byteOffset;
        return old & ~mask | value << 8 * byteOffset & mask;
    }

    private boolean selected() {
        return queueSelect >= 0 && queueSelect < device.queueCount();
    }

    private void refuse() {
        device.fault(selected() ? queueSelect : 0, FaultReason.REGISTER_ACCESS);
    }
}
