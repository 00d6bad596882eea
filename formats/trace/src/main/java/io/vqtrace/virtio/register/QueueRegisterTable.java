package io.vqtrace.virtio.register;

/** The queues of a device. A queue takes memory from its first access on, and 256 of them share a page. */
final class QueueRegisterTable {
    private static final int PAGE_BITS = 8;
    private static final int PAGE = 1 << PAGE_BITS;
    private static final int QUEUES = 1 << 16;

    private final QueueRegisters[][] pages = new QueueRegisters[QUEUES >>> PAGE_BITS][];

    /** Tells whether a device can have a queue of an index. */
    static boolean isIndex(long index) {
        return index >= 0 && index < QUEUES;
    }

    /** Returns a queue's registers. */
    QueueRegisters get(int index) {
        QueueRegisters[] page = pages[index >>> PAGE_BITS];
        if (page == null) {
            page = new QueueRegisters[PAGE];
            pages[index >>> PAGE_BITS] = page;
        }
        QueueRegisters queue = page[index & PAGE - 1];
        if (queue == null) {
            queue = new QueueRegisters(index);
            page[index & PAGE - 1] = queue;
        }
        return queue;
    }

    /** Forgets what the driver chose for any queue. */
    void reset() {
        for (QueueRegisters[] page : pages) {
            if (page == null) {
                continue;
            }
            for (QueueRegisters queue : page) {
                if (queue != null) {
                    queue.reset();
                }
            }
        }
    }
}
