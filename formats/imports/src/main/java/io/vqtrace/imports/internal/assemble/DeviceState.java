package io.vqtrace.imports.internal.assemble;

import io.vqtrace.virtio.DeviceType;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What the log has told about a device so far.
 *
 * <p>A device that only element traffic hints at has no pointer yet; it gets one when an event names the owner of one of
 * its queues.
 */
final class DeviceState {
    private static final int DRIVER_OK = 4;

    final int id;
    final List<QueueState> queues = new ArrayList<>();
    /** Types that events of this device have told. */
    final TreeSet<String> types = new TreeSet<>();
    /** PCI devices that were probed when this device was, by the two-resets-then-acknowledge pattern of a PCI probe. */
    final TreeSet<PciDevice> probed = new TreeSet<>();

    /** Queues as the driver set them up by registers that the log shows. */
    final QueueSetups setups = new QueueSetups();

    private RegisterBank registers;
    private long pointer;
    private boolean known;
    /** Address of queue 0 as the proven queues tell it; 0 if none is proven. */
    long arrayBase;

    /** Position among the devices whose status was set, from 0; -1 if it was not. */
    int statusOrder = -1;

    private int zerosInRow;
    private ThreadState zerosBy;
    private int lastStatus = DRIVER_OK;
    String vhostName;
    /** Whether vhost-vdpa serves the device. */
    boolean vdpa;

    DeviceState(int id) {
        this.id = id;
    }

    void pointer(long value) {
        pointer = value;
        known = true;
    }

    long pointer() {
        return pointer;
    }

    /** Tells whether an event named the device. */
    boolean known() {
        return known;
    }

    /**
     * Takes a write of the status register.
     *
     * @return whether it is the acknowledgement after two resets on one thread, with which a PCI driver's probe starts
     */
    boolean status(int value, ThreadState thread) {
        boolean probe = value == 1 && zerosInRow >= 2 && zerosBy == thread;
        if (value == 0) {
            zerosInRow = zerosBy == thread ? zerosInRow + 1 : 1;
            zerosBy = thread;
        } else {
            zerosInRow = 0;
        }
        lastStatus = value;
        return probe;
    }

    /** The device's registers are in the log. */
    void registers(RegisterBank bank) {
        registers = bank;
        DeviceType type = bank.typeName() == null ? null : DeviceType.ofName(bank.typeName());
        if (type != null && types.isEmpty()) {
            types.add(type.label());
        }
    }

    /** Tells whether accesses to the device's registers are in the log. */
    boolean hasRegisters() {
        return registers != null;
    }

    /** Returns the transport, if registers tell it, or null. */
    String transport() {
        return registers == null ? null : registers.transport();
    }

    /** Tells whether there is anything to say of the device. */
    boolean exists() {
        return known || registers != null || !queues.isEmpty();
    }

    /** A queue was reset by its driver. */
    void queueReset(int index, long ts) {
        setups.end(index, ts);
        queues.stream()
                .filter(queue -> queue.indexProven && queue.index == index)
                .forEach(QueueState::reset);
    }

    /** Tells whether the driver is ready, which is assumed until the log says otherwise. */
    boolean ready() {
        return (lastStatus & DRIVER_OK) != 0;
    }
}
