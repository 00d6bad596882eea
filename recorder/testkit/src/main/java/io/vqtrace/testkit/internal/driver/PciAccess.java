package io.vqtrace.testkit.internal.driver;

import io.vqtrace.testkit.Violation;
import io.vqtrace.testkit.internal.device.Registers;
import io.vqtrace.testkit.internal.device.VirtioDevice;
import io.vqtrace.testkit.internal.run.Misconduct;
import io.vqtrace.testkit.ring.RingLayout;
import io.vqtrace.virtio.FeatureSet;
import io.vqtrace.virtio.PciCommonConfigRegister;

/** A driver's use of the common configuration on PCI (virtio 1.4 sections 4.1.4.3 and 4.1.5), one vector a queue. */
public final class PciAccess implements DeviceAccess {
    private final Registers registers;
    private final VirtioDevice device;
    private final Misconduct misconduct;

    /** Makes the driver's side of a common configuration; the device's other structures are reached directly. */
    public PciAccess(Registers registers, VirtioDevice device, Misconduct misconduct) {
        this.registers = registers;
        this.device = device;
        this.misconduct = misconduct;
    }

    private int read(PciCommonConfigRegister register) {
        return (int) registers.read(register.offset(), register.width());
    }

    private void write(PciCommonConfigRegister register, long value) {
        registers.write(register.offset(), register.width(), value);
    }

    /** Section 4.1.3.1: a 64-bit field is accessed by 32 bits. */
    private void writeHalves(PciCommonConfigRegister register, long value) {
        registers.write(register.offset(), Integer.BYTES, value & 0xffff_ffffL);
        registers.write(register.offset() + Integer.BYTES, Integer.BYTES, value >>> 32);
    }

    @Override
    public void reset() {
        write(PciCommonConfigRegister.DEVICE_STATUS, 0);
        if (!misconduct.once(Violation.RESET_NOT_AWAITED)) {
            while (readStatus() != 0) {
                Thread.onSpinWait();
            }
        }
    }

    @Override
    public int readStatus() {
        return read(PciCommonConfigRegister.DEVICE_STATUS);
    }

    @Override
    public void writeStatus(int status) {
        write(PciCommonConfigRegister.DEVICE_STATUS, status);
    }

    @Override
    public FeatureSet readFeatures() {
        FeatureSet features = FeatureSet.NONE;
        for (int select = 0; select < 4; select++) {
            write(PciCommonConfigRegister.DEVICE_FEATURE_SELECT, select);
            features = features.withWord(select, read(PciCommonConfigRegister.DEVICE_FEATURE));
        }
        return features;
    }

    @Override
    public void writeFeatureWord(int select, FeatureSet features) {
        write(PciCommonConfigRegister.DRIVER_FEATURE_SELECT, select);
        write(PciCommonConfigRegister.DRIVER_FEATURE, features.low() >>> 32 * select & 0xffff_ffffL);
    }

    @Override
    public void configureQueue(int queue, RingLayout layout) {
        write(PciCommonConfigRegister.CONFIG_MSIX_VECTOR, 0);
        write(PciCommonConfigRegister.QUEUE_SELECT, queue);
        read(PciCommonConfigRegister.QUEUE_SIZE);
        write(PciCommonConfigRegister.QUEUE_SIZE, layout.size());
        write(PciCommonConfigRegister.QUEUE_MSIX_VECTOR, queue + 1);
        read(PciCommonConfigRegister.QUEUE_MSIX_VECTOR);
        writeHalves(PciCommonConfigRegister.QUEUE_DESC, layout.descriptorArea());
        writeHalves(PciCommonConfigRegister.QUEUE_DRIVER, layout.driverArea());
        writeHalves(PciCommonConfigRegister.QUEUE_DEVICE, layout.deviceArea());
    }

    @Override
    public boolean enableQueue(int queue) {
        write(PciCommonConfigRegister.QUEUE_SELECT, queue);
        write(PciCommonConfigRegister.QUEUE_ENABLE, 1);
        boolean enabled = read(PciCommonConfigRegister.QUEUE_ENABLE) == 1;
        if (enabled && misconduct.once(Violation.QUEUE_ENABLE_ZERO)) {
            write(PciCommonConfigRegister.QUEUE_ENABLE, 0);
        }
        return enabled;
    }

    @Override
    public void disableQueue(int queue) {
        throw new UnsupportedOperationException("a queue on PCI is stopped by resetting it");
    }

    @Override
    public void resetQueue(int queue) {
        write(PciCommonConfigRegister.QUEUE_SELECT, queue);
        write(PciCommonConfigRegister.QUEUE_RESET, 1);
        if (!misconduct.once(Violation.QUEUE_RESET_NOT_CONFIRMED)) {
            while (read(PciCommonConfigRegister.QUEUE_RESET) != 0 || read(PciCommonConfigRegister.QUEUE_ENABLE) != 0) {
                Thread.onSpinWait();
            }
        }
    }

    @Override
    public void notifyQueue(int value) {
        device.notified(value & 0xffff, value);
    }

    @Override
    public void acknowledgeInterrupt() {
        // An MSI-X message says by its vector what it is about, and needs no acknowledgement (section 4.1.5.3).
    }

    @Override
    public long readConfig(int offset, int width) {
        return device.config().get(offset);
    }

    @Override
    public void writeConfig(int offset, int width, long value) {
        device.config().put(offset, (byte) value);
        device.configWrite(offset, width, value);
    }
}
