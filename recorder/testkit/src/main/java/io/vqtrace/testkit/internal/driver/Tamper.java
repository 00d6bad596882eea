package io.vqtrace.testkit.internal.driver;

import io.vqtrace.testkit.GuestMemory;
import io.vqtrace.testkit.Violation;
import io.vqtrace.testkit.internal.run.Misconduct;
import io.vqtrace.testkit.ring.DriverRing;
import io.vqtrace.testkit.ring.RingLayout;

/** Breaks the driver's rules of the ring by writing into the guest's memory what a driver must not write. */
final class Tamper {
    private static final int FLAGS = 12;
    private static final int NEXT_INDEX = 14;
    private static final int NEXT = 1;
    private static final int WRITE = 2;
    private static final int INDIRECT = 4;
    private static final long NOWHERE = -1;

    /** Enough for the device to have taken the chain, and less than it takes to serve it. */
    private static final long TAKEN_AFTER_NANOS = 20_000;

    private final GuestMemory memory;
    private final RingLayout layout;
    private final Misconduct misconduct;
    private long candidate = NOWHERE;
    private int victim;
    private long placedAt;

    Tamper(GuestMemory memory, RingLayout layout, Misconduct misconduct) {
        this.memory = memory;
        this.layout = layout;
        this.misconduct = misconduct;
    }

    /** A chain was placed and is not published yet. */
    void placed(int id, int count, long table) {
        long first = descriptor(id);
        if (count >= 3 && misconduct.once(Violation.READABLE_AFTER_WRITABLE)) {
            memory.putShort(first + FLAGS, NEXT | WRITE);
            memory.putShort(descriptor(memory.getShort(first + NEXT_INDEX)) + FLAGS, NEXT);
        }
        if (misconduct.once(Violation.CHAIN_LOOP)) {
            memory.putShort(first + FLAGS, memory.getShort(first + FLAGS) | NEXT);
            memory.putShort(first + NEXT_INDEX, id);
        }
        if (misconduct.once(Violation.INDIRECT_NESTED)) {
            memory.putShort(table + FLAGS, memory.getShort(table + FLAGS) | INDIRECT);
        }
        if (misconduct.once(Violation.INDIRECT_WITH_NEXT)) {
            memory.putShort(first + FLAGS, NEXT | INDIRECT);
        }
    }

    /** A chain was placed at a packed ring's position; an earlier one, if the device has it still, may be changed now. */
    void placed(DriverRing ring, int id, int position, long now) {
        if (!misconduct.planned(Violation.DESCRIPTOR_OVERWRITTEN)) {
            return;
        }
        // A chain that has the victim's id came after its end.
        boolean pending = candidate != NOWHERE && id != victim && ring.outstanding(victim) && !ring.hasUsed();
        if (!pending) {
            candidate = descriptor(position);
            victim = id;
            placedAt = now;
        } else if (now - placedAt >= TAKEN_AFTER_NANOS && misconduct.once(Violation.DESCRIPTOR_OVERWRITTEN)) {
            memory.putInt(candidate + 8, memory.getInt(candidate + 8) - 1);
        }
    }

    /** Chains were published; returns true if the device must be notified whatever it advises. */
    boolean published() {
        if (misconduct.once(Violation.AVAIL_INDEX_JUMP)) {
            long idx = layout.driverArea() + 2;
            memory.putShortRelease(idx, memory.getShort(idx) + 2 * layout.size());
            return true;
        }
        return false;
    }

    /** Interrupts were armed. */
    void armed() {
        if (misconduct.always(Violation.AVAIL_FLAGS)) {
            memory.putShort(layout.driverArea(), 2);
        }
        if (misconduct.once(Violation.DRIVER_EVENT_FLAGS)) {
            memory.putShort(layout.driverArea() + 2, 3);
        }
    }

    private long descriptor(int index) {
        return layout.descriptorArea() + 16L * index;
    }
}
