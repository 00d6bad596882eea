package io.vqtrace.virtio.register;

/** The queue that the queue registers refer to, and what the driver does to it. */
final class SelectedQueue {
    private static final int MAX_SIZE = 1 << 15;
    private static final int DESC_ALIGN = 16;
    private static final int SPLIT_DRIVER_ALIGN = 2;
    private static final int PACKED_DRIVER_ALIGN = 4;
    private static final int DEVICE_ALIGN = 4;

    private final Access access;
    private final DeviceRegisters device;
    private final QueueRegisterTable queues = new QueueRegisterTable();
    private long index;

    SelectedQueue(Access access, DeviceRegisters device) {
        this.access = access;
        this.device = device;
    }

    /** Replaces bytes of the selection. */
    void select(int from, int width, long part) {
        index = Access.merge(index, from, width, part);
        if (!QueueRegisterTable.isIndex(index)) {
            access.fault(RegisterFault.NO_SUCH_QUEUE);
        }
    }

    /** Tells whether a queue is the selected one. */
    boolean is(long other) {
        return index == other;
    }

    /** Returns the selected queue, or null if no device can have it. */
    QueueRegisters queue() {
        return QueueRegisterTable.isIndex(index) ? queues.get((int) index) : null;
    }

    /** Forgets what the driver chose for any queue. */
    void reset() {
        index = 0;
        queues.reset();
    }

    /** Returns the selected queue, of which a register other than its state is written; null if there is none. */
    private QueueRegisters written() {
        QueueRegisters queue = queue();
        if (queue != null) {
            if (queue.ready) {
                access.fault(RegisterFault.QUEUE_READY, queue.index);
            }
            inUseAgain(queue);
        }
        return queue;
    }

    private void inUseAgain(QueueRegisters queue) {
        if (queue.stopUnread) {
            queue.stopUnread = false;
            access.fault(RegisterFault.QUEUE_STOP_NOT_READ, queue.index);
        }
        if (queue.resetPending) {
            queue.resetPending = false;
            access.fault(RegisterFault.QUEUE_RESET_NOT_AWAITED, queue.index);
        }
    }

    void sizeWritten(int size) {
        QueueRegisters queue = written();
        if (queue == null) {
            return;
        }
        queue.size = size;
        queue.sizeWritten = true;
        boolean tooLarge = size > (queue.maxSize > 0 ? queue.maxSize : MAX_SIZE);
        boolean uneven = !device.packed() && Integer.bitCount(size) != 1;
        if (size <= 0 || tooLarge || uneven) {
            access.fault(RegisterFault.QUEUE_SIZE, queue.index);
        }
    }

    void maxSizeRead(int size) {
        QueueRegisters queue = queue();
        if (queue != null) {
            queue.maxSize = size;
        }
    }

    void areaWritten(int area, int from, int width, long part) {
        QueueRegisters queue = written();
        if (queue != null) {
            queue.area(area, from, width, part);
        }
    }

    /**
     * Places the three areas one after the other, as section 2.7.2 does for legacy interfaces.
     *
     * @param start guest address of the first
     */
    void place(long start) {
        QueueRegisters queue = queue();
        if (queue == null) {
            return;
        }
        long size = Math.max(0, queue.size);
        long available = start + 16 * size;
        long end = available + 2 * (3 + size);
        long used = queue.align == 0 ? end : (end + queue.align - 1) / queue.align * queue.align;
        areaWritten(QueueRegisters.DESC, 0, Long.BYTES, start);
        areaWritten(QueueRegisters.DRIVER, 0, Long.BYTES, available);
        areaWritten(QueueRegisters.DEVICE, 0, Long.BYTES, used);
    }

    /**
     * The queue is to be used from now on, if it is not already.
     *
     * @param sizeNeeded whether the transport has no size unless the driver writes one
     */
    void start(boolean sizeNeeded) {
        QueueRegisters queue = queue();
        if (queue == null || queue.ready) {
            return;
        }
        device.goesOn();
        inUseAgain(queue);
        if (!queue.placed() || sizeNeeded && !queue.sizeWritten) {
            access.fault(RegisterFault.QUEUE_NOT_CONFIGURED, queue.index);
        } else if (!aligned(queue)) {
            access.fault(RegisterFault.QUEUE_ALIGNMENT, queue.index);
        }
        queue.ready = true;
        access.listener.queueConfigured(
                queue.index,
                device.packed(),
                queue.size,
                queue.maxSize,
                queue.vector,
                queue.area(QueueRegisters.DESC),
                queue.area(QueueRegisters.DRIVER),
                queue.area(QueueRegisters.DEVICE));
    }

    private boolean aligned(QueueRegisters queue) {
        int driverAlign = device.packed() ? PACKED_DRIVER_ALIGN : SPLIT_DRIVER_ALIGN;
        return queue.area(QueueRegisters.DESC) % DESC_ALIGN == 0
                && queue.area(QueueRegisters.DRIVER) % driverAlign == 0
                && queue.area(QueueRegisters.DEVICE) % DEVICE_ALIGN == 0;
    }

    /** The queue is no longer used. */
    void stop(boolean mustBeRead) {
        QueueRegisters queue = queue();
        if (queue != null && queue.ready) {
            queue.ready = false;
            queue.stopUnread = mustBeRead;
            access.listener.queueStopped(queue.index);
        }
    }

    /** The queue's state was read. */
    void stateRead() {
        QueueRegisters queue = queue();
        if (queue != null) {
            queue.stopUnread = false;
        }
    }

    /** The driver asks for a reset of the queue. */
    void resetWritten(long value) {
        QueueRegisters queue = queue();
        if (queue == null || value != 1) {
            return;
        }
        if (!device.ringReset()) {
            access.fault(RegisterFault.QUEUE_RESET_NOT_NEGOTIATED, queue.index);
        }
        queue.reset();
        queue.resetPending = true;
        access.listener.queueReset(queue.index);
    }

    void resetRead(long value) {
        QueueRegisters queue = queue();
        if (queue != null && value == 0 && queue.resetPending) {
            queue.resetPending = false;
            access.listener.queueResetComplete(queue.index);
        }
    }
}
