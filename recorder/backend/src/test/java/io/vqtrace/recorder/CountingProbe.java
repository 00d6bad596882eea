package io.vqtrace.recorder;

import java.util.ArrayList;
import java.util.List;

/** Counts what a queue records, and writes down its notifications. Of this package, since probes are the recorder's own. */
public final class CountingProbe extends QueueProbe {
    public final List<String> notifications = new ArrayList<>();
    public final List<Integer> faults = new ArrayList<>();
    public final List<Integer> used = new ArrayList<>();
    public int announced;
    public int popped;
    public int returned;
    public int dropped;
    public int kicks;

    @Override
    public void avail(int chains, int ringIndex) {
        announced += chains;
    }

    @Override
    public void kick() {
        kicks++;
    }

    @Override
    public void kick(int notificationData) {
        kicks++;
    }

    @Override
    public void kickArm(int value) {
        notifications.add("kick-arm " + value);
    }

    @Override
    public void pop(int head, int descriptors, long outBytes, long inBytes, int operation, long argument) {
        popped++;
    }

    @Override
    public void popBurst(int count, int[] heads, int[] descriptors, int[] outBytes, int[] inBytes) {
        popped += count;
    }

    @Override
    public void used(int head, int usedBytes, int status) {
        used.add(head);
    }

    @Override
    public void usedInOrder(int firstHead, int chains) {
        throw new IllegalStateException("each chain's length is known");
    }

    @Override
    public void usedBurst(int count, int[] heads, int[] usedBytes) {
        for (int i = 0; i < count; i++) {
            used.add(heads[i]);
        }
    }

    @Override
    public void returned(int head) {
        returned++;
    }

    @Override
    public void interrupt(int vector) {
        notifications.add("interrupt");
    }

    @Override
    public void interruptSuppressed(int reason) {
        notifications.add("suppressed " + reason);
    }

    @Override
    public void interruptArm(int value) {
        notifications.add("interrupt-arm " + value);
    }

    @Override
    public void drop(int packets, long bytes) {
        dropped += packets;
    }

    @Override
    public void fault(int reason) {
        faults.add(reason);
    }
}
