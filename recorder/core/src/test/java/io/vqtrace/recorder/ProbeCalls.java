package io.vqtrace.recorder;

import java.util.ArrayList;
import java.util.List;

/** Probes that write down their calls, one line each, in one list for a device and its queues. */
public final class ProbeCalls extends DeviceProbe {
    private final List<String> lines = new ArrayList<>();

    /** Returns the calls since the last time. */
    public List<String> take() {
        List<String> taken = List.copyOf(lines);
        lines.clear();
        return taken;
    }

    @Override
    public QueueProbe queue(int index, int maxSize) {
        return new Queue(index);
    }

    @Override
    public void status(int status) {
        lines.add("status " + status);
    }

    @Override
    public void statusRead(int status) {
        lines.add("status read " + status);
    }

    @Override
    public void featuresOffered(long low, long high) {
        lines.add(String.format("offered %x %x", low, high));
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
                "queue %d %s %d of %d vector %d at %x %x %x",
                queue, packed ? "packed" : "split", size, maxSize, vector, descAddr, driverAddr, deviceAddr));
    }

    @Override
    public void queueReset(int queue) {
        lines.add("queue " + queue + " reset");
    }

    @Override
    public void deviceReset() {
        lines.add("reset");
    }

    @Override
    public void configRead(int offset, int width, long value) {
        lines.add(String.format("config read %d+%d %x", offset, width, value));
    }

    @Override
    public void configWrite(int offset, int width, long value) {
        lines.add(String.format("config write %d+%d %x", offset, width, value));
    }

    @Override
    public void configChanged(int vector) {
        lines.add("config changed " + vector);
    }

    @Override
    public void coalescingSet(int queue, boolean receive, int maxPackets, int maxUsecs) {
        lines.add("coalescing " + queue + " " + receive + " " + maxPackets + " " + maxUsecs);
    }

    private final class Queue extends QueueProbe {
        private final String prefix;

        Queue(int index) {
            prefix = "q" + index + " ";
        }

        private void add(String call) {
            lines.add(prefix + call);
        }

        @Override
        public void avail(int chains, int ringIndex) {
            add("avail " + chains + " idx " + ringIndex);
        }

        @Override
        public void kick() {
            add("kick");
        }

        @Override
        public void kick(int notificationData) {
            add(String.format("kick %x", notificationData));
        }

        @Override
        public void kickArm(int value) {
            add("kick arm " + value);
        }

        @Override
        public void pop(int head, int descriptors, long outBytes, long inBytes, int operation, long argument) {
            add("pop " + head + " " + descriptors + " " + outBytes + " " + inBytes);
        }

        @Override
        public void popBurst(int count, int[] heads, int[] descriptors, int[] outBytes, int[] inBytes) {
            add("pop burst " + count);
        }

        @Override
        public void used(int head, int usedBytes, int status) {
            add("used " + head + " " + usedBytes);
        }

        @Override
        public void usedInOrder(int firstHead, int chains) {
            add("used in order " + firstHead + " " + chains);
        }

        @Override
        public void usedBurst(int count, int[] heads, int[] usedBytes) {
            add("used burst " + count);
        }

        @Override
        public void returned(int head) {
            add("returned " + head);
        }

        @Override
        public void interrupt(int vector) {
            add("interrupt " + vector);
        }

        @Override
        public void interruptSuppressed(int reason) {
            add("interrupt suppressed " + reason);
        }

        @Override
        public void interruptArm(int value) {
            add("interrupt arm " + value);
        }

        @Override
        public void drop(int packets, long bytes) {
            add("drop " + packets + " " + bytes);
        }

        @Override
        public void fault(int reason) {
            add("fault " + reason);
        }
    }
}
