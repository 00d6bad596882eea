package io.vqtrace.testkit.internal.driver;

import io.vqtrace.testkit.Violation;
import io.vqtrace.testkit.internal.device.Registers;
import io.vqtrace.testkit.internal.run.Misconduct;
import io.vqtrace.testkit.ring.RingLayout;
import io.vqtrace.virtio.FeatureSet;
import io.vqtrace.virtio.MmioRegister;

/** A driver's use of virtio-mmio (virtio 1.4 section 4.2.3). */
public final class MmioAccess implements DeviceAccess {
    private static final int WIDTH = Integer.BYTES;
    private static final int UNDEFINED_INTERRUPT = 1 << 5;

    private final Registers registers;
    private final Misconduct misconduct;

    /** Makes the driver's side of some registers. */
    public MmioAccess(Registers registers, Misconduct misconduct) {
        this.registers = registers;
        this.misconduct = misconduct;
    }

    private int read(MmioRegister register) {
        return (int) registers.read(register.offset(), WIDTH);
    }

    private void write(MmioRegister register, int value) {
        registers.write(register.offset(), WIDTH, value & 0xffff_ffffL);
    }

    @Override
    public void reset() {
        read(MmioRegister.MAGIC_VALUE);
        read(MmioRegister.VERSION);
        read(MmioRegister.DEVICE_ID);
        write(MmioRegister.STATUS, 0);
        while (readStatus() != 0) {
            Thread.onSpinWait();
        }
    }

    @Override
    public int readStatus() {
        return read(MmioRegister.STATUS);
    }

    @Override
    public void writeStatus(int status) {
        write(MmioRegister.STATUS, status);
    }

    @Override
    public FeatureSet readFeatures() {
        if (misconduct.once(Violation.FEATURES_NOT_SELECTED)) {
            read(MmioRegister.DEVICE_FEATURES);
        }
        FeatureSet features = FeatureSet.NONE;
        for (int select = 0; select < 4; select++) {
            write(MmioRegister.DEVICE_FEATURES_SEL, select);
            features = features.withWord(select, read(MmioRegister.DEVICE_FEATURES));
        }
        return features;
    }

    @Override
    public void writeFeatureWord(int select, FeatureSet features) {
        write(MmioRegister.DRIVER_FEATURES_SEL, select);
        write(MmioRegister.DRIVER_FEATURES, (int) (features.low() >>> 32 * select));
    }

    @Override
    public void configureQueue(int queue, RingLayout layout) {
        write(MmioRegister.QUEUE_SEL, queue);
        read(MmioRegister.QUEUE_READY);
        read(MmioRegister.QUEUE_SIZE_MAX);
        write(MmioRegister.QUEUE_SIZE, layout.size());
        write(MmioRegister.QUEUE_DESC_LOW, (int) layout.descriptorArea());
        write(MmioRegister.QUEUE_DESC_HIGH, (int) (layout.descriptorArea() >>> 32));
        write(MmioRegister.QUEUE_DRIVER_LOW, (int) layout.driverArea());
        write(MmioRegister.QUEUE_DRIVER_HIGH, (int) (layout.driverArea() >>> 32));
        write(MmioRegister.QUEUE_DEVICE_LOW, (int) layout.deviceArea());
        write(MmioRegister.QUEUE_DEVICE_HIGH, (int) (layout.deviceArea() >>> 32));
    }

    @Override
    public boolean enableQueue(int queue) {
        write(MmioRegister.QUEUE_SEL, queue);
        write(MmioRegister.QUEUE_READY, 1);
        boolean ready = read(MmioRegister.QUEUE_READY) == 1;
        if (ready && misconduct.once(Violation.QUEUE_REGISTER_WHILE_READY)) {
            write(MmioRegister.QUEUE_SIZE, 1);
        }
        return ready;
    }

    @Override
    public void disableQueue(int queue) {
        write(MmioRegister.QUEUE_SEL, queue);
        write(MmioRegister.QUEUE_READY, 0);
        if (!misconduct.once(Violation.QUEUE_READY_NOT_READ_BACK)) {
            read(MmioRegister.QUEUE_READY);
        }
    }

    @Override
    public void resetQueue(int queue) {
        write(MmioRegister.QUEUE_SEL, queue);
        write(MmioRegister.QUEUE_RESET, 1);
        if (!misconduct.once(Violation.QUEUE_RESET_NOT_CONFIRMED)) {
            while (read(MmioRegister.QUEUE_RESET) != 0) {
                Thread.onSpinWait();
            }
        }
    }

    @Override
    public void notifyQueue(int value) {
        write(MmioRegister.QUEUE_NOTIFY, value);
    }

    @Override
    public void acknowledgeInterrupt() {
        boolean twice = misconduct.planned(Violation.INTERRUPT_STATUS_LOST);
        int cause = read(MmioRegister.INTERRUPT_STATUS);
        if (twice) {
            // Only a second look before the acknowledgement shows that a bit was lost.
            read(MmioRegister.INTERRUPT_STATUS);
        }
        if (misconduct.once(Violation.INTERRUPT_ACK_UNDEFINED)) {
            cause |= UNDEFINED_INTERRUPT;
        }
        if (cause != 0) {
            write(MmioRegister.INTERRUPT_ACK, cause);
        }
    }

    @Override
    public long readConfig(int offset, int width) {
        return registers.read(MmioRegister.CONFIG.offset() + offset, width);
    }

    @Override
    public void writeConfig(int offset, int width, long value) {
        registers.write(MmioRegister.CONFIG.offset() + offset, width, value);
    }
}
