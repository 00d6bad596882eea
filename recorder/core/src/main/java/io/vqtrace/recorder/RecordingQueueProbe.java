package io.vqtrace.recorder;

import io.vqtrace.recorder.internal.path.AnySide;
import io.vqtrace.recorder.internal.path.QueuePath;
import io.vqtrace.recorder.internal.path.ReturningSide;
import io.vqtrace.recorder.internal.path.TakingSide;

/** A queue of an open recorder. */
final class RecordingQueueProbe extends QueueProbe {
    private final TakingSide taking;
    private final ReturningSide returning;
    private final AnySide any;
    private final QueuePath path;

    RecordingQueueProbe(QueuePath path) {
        this.path = path;
        taking = path.taking();
        returning = path.returning();
        any = path.any();
    }

    void reset() {
        path.reset();
    }

    @Override
    public void avail(int chains, int ringIndex) {
        taking.avail(chains, ringIndex);
    }

    @Override
    public void kick() {
        taking.kick(0, false);
    }

    @Override
    public void kick(int notificationData) {
        taking.kick(notificationData, true);
    }

    @Override
    public void kickArm(int value) {
        taking.kickArm(value);
    }

    @Override
    public void pop(int head, int descriptors, long outBytes, long inBytes, int operation, long argument) {
        taking.pop(head, descriptors, outBytes, inBytes, operation, argument);
    }

    @Override
    public void popBurst(int count, int[] heads, int[] descriptors, int[] outBytes, int[] inBytes) {
        taking.popBurst(count, heads, descriptors, outBytes, inBytes);
    }

    @Override
    public void used(int head, int usedBytes, int status) {
        returning.used(head, usedBytes, status);
    }

    @Override
    public void usedInOrder(int firstHead, int chains) {
        returning.usedInOrder(firstHead, chains);
    }

    @Override
    public void usedBurst(int count, int[] heads, int[] usedBytes) {
        returning.usedBurst(count, heads, usedBytes);
    }

    @Override
    public void returned(int head) {
        returning.returned(head);
    }

    @Override
    public void interrupt(int vector) {
        returning.interrupt(vector);
    }

    @Override
    public void interruptSuppressed(int reason) {
        returning.interruptSuppressed(reason);
    }

    @Override
    public void interruptArm(int value) {
        returning.interruptArm(value);
    }

    @Override
    public void drop(int packets, long bytes) {
        any.drop(packets, bytes);
    }

    @Override
    public void fault(int reason) {
        any.fault(reason);
    }
}
