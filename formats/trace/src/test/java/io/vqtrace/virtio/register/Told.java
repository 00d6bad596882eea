package io.vqtrace.virtio.register;

import java.util.ArrayList;
import java.util.List;

/** Writes down what a decoder tells, one line a call. */
class Told implements RegisterListener {
    final List<String> lines = new ArrayList<>();
    final List<String> faults = new ArrayList<>();

    /** Returns the lines since the last call. */
    List<String> take() {
        List<String> taken = List.copyOf(lines);
        lines.clear();
        return taken;
    }

    /** Returns the faults since the last call. */
    List<String> takeFaults() {
        List<String> taken = List.copyOf(faults);
        faults.clear();
        return taken;
    }

    @Override
    public void statusWritten(int status) {
        lines.add("status " + status);
    }

    @Override
    public void statusRead(int status) {
        lines.add("status read " + status);
    }

    @Override
    public void deviceReset() {
        lines.add("reset");
    }

    @Override
    public void deviceResetComplete() {
        lines.add("reset complete");
    }

    @Override
    public void featuresOffered(long low, long high, int words) {
        lines.add(String.format("offered %x %x words %x", low, high, words));
    }

    @Override
    public void featuresAccepted(long low, long high) {
        lines.add(String.format("accepted %x %x", low, high));
    }

    @Override
    public void queueConfigured(
            int queue,
            boolean packed,
            int size,
            int maxSize,
            int vector,
            long descAddr,
            long driverAddr,
            long deviceAddr) {
        lines.add(String.format(
                "queue %d %s size %d max %d vector %d at %x %x %x",
                queue, packed ? "packed" : "split", size, maxSize, vector, descAddr, driverAddr, deviceAddr));
    }

    @Override
    public void queueStopped(int queue) {
        lines.add("queue " + queue + " stopped");
    }

    @Override
    public void queueReset(int queue) {
        lines.add("queue " + queue + " reset");
    }

    @Override
    public void queueResetComplete(int queue) {
        lines.add("queue " + queue + " reset complete");
    }

    @Override
    public void notified(int queue, int data, boolean hasPosition) {
        lines.add(String.format("notified %d %x %s", queue, data, hasPosition));
    }

    @Override
    public void configRead(int offset, int width, long value) {
        lines.add(String.format("config read %d+%d %x", offset, width, value));
    }

    @Override
    public void configWritten(int offset, int width, long value) {
        lines.add(String.format("config written %d+%d %x", offset, width, value));
    }

    @Override
    public void configGenerationChanged(int generation) {
        lines.add("generation " + generation);
    }

    @Override
    public void interruptStatus(int bits, int fresh) {
        lines.add("interrupt " + bits + " fresh " + fresh);
    }

    @Override
    public void interruptAcknowledged(int bits) {
        lines.add("acknowledged " + bits);
    }

    @Override
    public void fault(RegisterFault fault, int queue, boolean write, int offset, int width, long value) {
        faults.add(fault + (queue == UNKNOWN ? "" : " of queue " + queue));
    }
}
