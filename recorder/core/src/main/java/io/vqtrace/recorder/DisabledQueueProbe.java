package io.vqtrace.recorder;

/** The probe of a disabled recorder. While no other probe's class is loaded, the compiler removes calls to it. */
final class DisabledQueueProbe extends QueueProbe {
    static final DisabledQueueProbe INSTANCE = new DisabledQueueProbe();

    private DisabledQueueProbe() {}

    @Override
    public void avail(int chains, int ringIndex) {}

    @Override
    public void kick() {}

    @Override
    public void kick(int notificationData) {}

    @Override
    public void kickArm(int value) {}

    @Override
    public void pop(int head, int descriptors, long outBytes, long inBytes, int operation, long argument) {}

    @Override
    public void popBurst(int count, int[] heads, int[] descriptors, int[] outBytes, int[] inBytes) {}

    @Override
    public void used(int head, int usedBytes, int status) {}

    @Override
    public void usedInOrder(int firstHead, int chains) {}

    @Override
    public void usedBurst(int count, int[] heads, int[] usedBytes) {}

    @Override
    public void returned(int head) {}

    @Override
    public void interrupt(int vector) {}

    @Override
    public void interruptSuppressed(int reason) {}

    @Override
    public void interruptArm(int value) {}

    @Override
    public void drop(int packets, long bytes) {}

    @Override
    public void fault(int reason) {}
}
