package io.vqtrace.testkit.internal.device;

/** A queue's registers. */
public final class QueueState {
    private int size;
    private boolean ready;
    private long descriptorArea;
    private long driverArea;
    private long deviceArea;
    private int vector = -1;

    void reset() {
        size = 0;
        ready = false;
        descriptorArea = 0;
        driverArea = 0;
        deviceArea = 0;
        vector = -1;
    }

    /** Returns whether the queue is enabled. */
    public boolean ready() {
        return ready;
    }

    void ready(boolean value) {
        ready = value;
    }

    /** Returns the size that the driver wrote, or 0. */
    public int size() {
        return size;
    }

    /** Sets the size. */
    public void size(int value) {
        size = value;
    }

    /** Returns the MSI-X vector, or -1. */
    public int vector() {
        return vector;
    }

    /** Sets the MSI-X vector. */
    public void vector(int value) {
        vector = value;
    }

    /** Returns the address of the descriptor area. */
    public long descriptorArea() {
        return descriptorArea;
    }

    /** Sets the address of the descriptor area. */
    public void descriptorArea(long address) {
        descriptorArea = address;
    }

    /** Returns the address of the driver area. */
    public long driverArea() {
        return driverArea;
    }

    /** Sets the address of the driver area. */
    public void driverArea(long address) {
        driverArea = address;
    }

    /** Returns the address of the device area. */
    public long deviceArea() {
        return deviceArea;
    }

    /** Sets the address of the device area. */
    public void deviceArea(long address) {
        deviceArea = address;
    }
}
