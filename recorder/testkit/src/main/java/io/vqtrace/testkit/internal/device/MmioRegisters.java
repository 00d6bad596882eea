package io.vqtrace.testkit.internal.device;

import io.vqtrace.testkit.internal.run.Settings;
import io.vqtrace.trace.FaultReason;
import io.vqtrace.virtio.MmioRegister;

/** The registers of virtio-mmio version 2 (virtio 1.4 section 4.2.2). */
public final class MmioRegisters implements Registers {
    private static final int MAGIC = 0x7472_6976;
    private static final int VERSION = 2;
    private static final int NOT_SELECTED = -1;

    private final VirtioDevice device;
    private final Settings settings;
    private int queueSelect;
    private int deviceFeaturesSelect = NOT_SELECTED;
    private int driverFeaturesSelect = NOT_SELECTED;

    /** Makes the registers of a device. */
    public MmioRegisters(VirtioDevice device) {
        this.device = device;
        settings = device.settings();
    }

    @Override
    public int statusOffset() {
        return MmioRegister.STATUS.offset();
    }

    @Override
    public long read(int offset, int width) {
        MmioRegister register = MmioRegister.at(offset);
        if (register == MmioRegister.CONFIG) {
            return ConfigSpace.read(device, offset - MmioRegister.CONFIG.offset(), width);
        }
        if (register == null || width != Integer.BYTES || !register.access().readable()) {
            refuse();
            return 0;
        }
        return switch (register) {
            case MAGIC_VALUE -> MAGIC;
            case VERSION -> VERSION;
            case DEVICE_ID -> settings.type().id();
            case DEVICE_FEATURES -> deviceFeatures();
            case QUEUE_SIZE_MAX -> queueSelect < device.queueCount() ? settings.ringSize() : 0;
            case QUEUE_READY -> selected() && device.queue(queueSelect).ready() ? 1 : 0;
            case INTERRUPT_STATUS -> device.interrupts().readStatus();
            case STATUS -> device.readStatus();
            default -> 0;
        };
    }

    private int deviceFeatures() {
        if (deviceFeaturesSelect == NOT_SELECTED) {
            refuse(FaultReason.FEATURES_NOT_SELECTED);
            return 0;
        }
        return device.negotiation().offeredWord(deviceFeaturesSelect);
    }

    @Override
    public void write(int offset, int width, long value) {
        MmioRegister register = MmioRegister.at(offset);
        if (register == MmioRegister.CONFIG) {
            ConfigSpace.write(device, offset - MmioRegister.CONFIG.offset(), width, value);
        } else if (register == null
                || width != Integer.BYTES
                || !register.access().writable()) {
            refuse();
        } else {
            write(register, (int) value);
        }
    }

    private void write(MmioRegister register, int value) {
        switch (register) {
            case DEVICE_FEATURES_SEL -> deviceFeaturesSelect = value;
            case DRIVER_FEATURES_SEL -> driverFeaturesSelect = value;
            case DRIVER_FEATURES -> driverFeatures(value);
            case QUEUE_SEL -> queueSelect = value;
            case QUEUE_NOTIFY -> device.notified(value & 0xffff, value);
            case INTERRUPT_ACK -> acknowledge(value);
            case STATUS -> writeStatus(value);
            default -> queueRegister(register, value);
        }
    }

    private void driverFeatures(int value) {
        if (driverFeaturesSelect == NOT_SELECTED) {
            refuse(FaultReason.FEATURES_NOT_SELECTED);
        } else {
            device.negotiation().acceptWord(driverFeaturesSelect, value);
        }
    }

    private void acknowledge(int value) {
        if ((value & ~3) != 0) {
            refuse(FaultReason.INTERRUPT_ACK_UNDEFINED);
        }
        device.interrupts().acknowledge(value);
    }

    private void writeStatus(int value) {
        device.writeStatus(value);
        if (value == 0) {
            queueSelect = 0;
            deviceFeaturesSelect = NOT_SELECTED;
            driverFeaturesSelect = NOT_SELECTED;
        }
    }

    private void queueRegister(MmioRegister register, int value) {
        if (!selected()) {
            refuse();
            return;
        }
        QueueState queue = device.queue(queueSelect);
        if (register == MmioRegister.QUEUE_READY) {
            if (value == 1 && !queue.ready()) {
                device.enableQueue(queueSelect);
            } else if (value == 0) {
                device.disableQueue(queueSelect);
            }
        } else if (register == MmioRegister.QUEUE_RESET) {
            device.resetQueue(queueSelect);
        } else if (queue.ready()) {
            refuse(FaultReason.QUEUE_REGISTER_WHILE_READY);
        } else {
            configure(queue, register, value & 0xffff_ffffL);
        }
    }

    private static void configure(QueueState queue, MmioRegister register, long value) {
        long low = 0xffff_ffffL;
        switch (register) {
            case QUEUE_SIZE -> queue.size((int) value);
            case QUEUE_DESC_LOW -> queue.descriptorArea(queue.descriptorArea() & ~low | value);
            case QUEUE_DESC_HIGH -> queue.descriptorArea(queue.descriptorArea() & low | value << 32);
            case QUEUE_DRIVER_LOW -> queue.driverArea(queue.driverArea() & ~low | value);
            case QUEUE_DRIVER_HIGH -> queue.driverArea(queue.driverArea() & low | value << 32);
            case QUEUE_DEVICE_LOW -> queue.deviceArea(queue.deviceArea() & ~low | value);
            case QUEUE_DEVICE_HIGH -> queue.deviceArea(queue.deviceArea() & low | value << 32);
            default -> throw new AssertionError(register);
        }
    }

    private boolean selected() {
        return queueSelect >= 0 && queueSelect < device.queueCount();
    }

    private void refuse() {
        refuse(FaultReason.REGISTER_ACCESS);
    }

    private void refuse(FaultReason reason) {
        device.fault(selected() ? queueSelect : 0, reason);
    }
}
