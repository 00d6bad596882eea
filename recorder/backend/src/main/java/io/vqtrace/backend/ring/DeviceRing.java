package io.vqtrace.backend.ring;

import io.vqtrace.backend.memory.GuestMemory;
import io.vqtrace.trace.FaultReason;
import io.vqtrace.trace.SuppressionReason;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/**
 * The device's side of a ring that a driver nobody trusts writes at any time.
 *
 * <p>What is taken is read once, checked, and copied into a {@link ChainBurst}; a chain against the rules is handed over with
 * its {@link FaultReason} and must be {@linkplain #refuse refused}, and an index against the rules {@linkplain #broken()
 * breaks} the whole ring. No content of the ring makes a method throw, loop without end or touch anything outside the
 * memory. Nothing allocates but a burst that has to grow. One thread at a time.
 */
public abstract sealed class DeviceRing permits SplitDeviceRing, PackedDeviceRing {
    static final int DESCRIPTOR_BYTES = 16;

    /** VIRTQ_DESC_F_NEXT, VIRTQ_DESC_F_WRITE, VIRTQ_DESC_F_INDIRECT. */
    static final int NEXT = 1;

    static final int WRITE = 2;
    static final int INDIRECT = 4;

    /** VIRTQ_AVAIL_F_NO_INTERRUPT, VIRTQ_USED_F_NO_NOTIFY and RING_EVENT_FLAGS_DISABLE. */
    static final int EVENTS_DISABLE = 1;

    static final int EVENTS_ENABLE = 0;

    final RingSetup setup;
    final int size;
    GuestMemory memory;
    ByteBuffer descriptors;
    ByteBuffer driverArea;
    ByteBuffer deviceArea;

    /** Ring entries that a chain which the device holds occupies, by head; 0 of one that it does not hold. */
    private final int[] entries;

    private int held;
    private FaultReason broken;

    DeviceRing(GuestMemory memory, RingSetup setup) {
        if (!setup.valid(memory)) {
            throw new IllegalArgumentException("no ring can be run on " + setup);
        }
        this.setup = setup;
        size = setup.size();
        entries = new int[size];
        map(memory);
    }

    /**
     * Makes the device's side of a ring.
     *
     * @param memory where it lies
     * @param setup a {@linkplain RingSetup#valid valid} one
     * @return the ring
     * @throws IllegalArgumentException if the setup is not valid
     */
    public static DeviceRing of(GuestMemory memory, RingSetup setup) {
        return setup.packed() ? new PackedDeviceRing(memory, setup) : new SplitDeviceRing(memory, setup);
    }

    /**
     * Goes on in another memory, in which the ring has the same guest addresses.
     *
     * @param newMemory the memory
     * @return false if the ring does not lie in it: then nothing changed
     */
    public final boolean move(GuestMemory newMemory) {
        if (!setup.valid(newMemory)) {
            return false;
        }
        map(newMemory);
        return true;
    }

    private void map(GuestMemory newMemory) {
        memory = newMemory;
        descriptors = newMemory.slice(setup.descriptorArea(), (int) RingSetup.descriptorBytes(size));
        driverArea = newMemory.slice(setup.driverArea(), (int) RingSetup.driverBytes(setup.packed(), size));
        deviceArea = newMemory.slice(setup.deviceArea(), (int) RingSetup.deviceBytes(setup.packed(), size));
    }

    /**
     * Returns how the ring was set up.
     *
     * @return as given
     */
    public final RingSetup setup() {
        return setup;
    }

    /**
     * Looks how far the driver is. Chains are found without it as well: it is for those who want to tell of it.
     *
     * @return how many chains were made available since the last look; 0 if the ring is broken
     */
    public abstract int look();

    /**
     * Returns where the driver was at the last look.
     *
     * @return {@code avail.idx}, or the packed ring's next descriptor index
     */
    public abstract int ringIndex();

    /**
     * Takes the next chains, as many as there are and the burst has room for: either chains that break no rule, or a single
     * one that has to be refused.
     *
     * @param burst an empty one
     * @param max how many at most
     */
    public final void take(ChainBurst burst, int max) {
        int room = Math.min(max, burst.capacity() - burst.count());
        // A thread that polls comes here in vain most of the time, which must not teach the compiler that little is
        // taken.
        if (broken == null && room > 0 && hasMore()) {
            takeSome(burst, room);
        }
    }

    /**
     * Puts back the chains taken last, as if they had not been.
     *
     * @param burst the burst of the last {@link #take}; it loses them
     * @param chains how many, none of them used
     */
    public final void untake(ChainBurst burst, int chains) {
        for (int i = 0; i < chains; i++) {
            int last = burst.count() - 1;
            release(burst.head(last));
            stepBack(burst.descriptors()[last]);
            burst.truncate(last);
        }
    }

    /**
     * Returns a chain to the driver, which sees it after {@link #publish()}.
     *
     * @param head as taken and not yet returned
     * @param length bytes written into its device-writable buffers
     */
    public final void use(int head, int length) {
        int count = entries[head];
        release(head);
        write(head, count, length);
    }

    /**
     * Returns a chain that cannot be served, its length 0.
     *
     * @param head the head of a chain with a {@link ChainBurst#fault}
     * @param descriptorCount the ring entries that it occupies
     */
    public final void refuse(int head, int descriptorCount) {
        write(head, descriptorCount, 0);
    }

    /** Shows the driver all chains that were returned since the last time. */
    public abstract void publish();

    /**
     * Tells why the driver does not want an interrupt for what was published since the last {@link #decided()} (sections
     * 2.7.7.2 and 2.8.14).
     *
     * @param advice of {@link #interruptAdvice()}, read since: the driver may change its mind at any time
     * @return {@link SuppressionReason#FLAGS}, {@link SuppressionReason#EVENT_INDEX}, or null if it wants one
     */
    public abstract SuppressionReason suppression(int advice);

    /** Notes that all that was published is decided upon. */
    public abstract void decided();

    /**
     * Reads what the driver advises about interrupts, after what was published.
     *
     * @return {@code avail.flags}, {@code used_event} with EVENT_IDX, or the 32 bits of the packed driver event suppression
     *     structure
     */
    public final int interruptAdvice() {
        VarHandle.fullFence();
        return readAdvice();
    }

    /**
     * Tells the driver that no kick is needed.
     *
     * @return true if anything was written
     */
    public abstract boolean disableKicks();

    /**
     * Asks for a kick at the next chain that becomes available.
     *
     * @return true if there are chains that were not taken yet: no kick may come for them
     */
    public final boolean enableKicks() {
        armKicks();
        VarHandle.fullFence();
        return hasMore();
    }

    /**
     * Returns what the device advises about kicks.
     *
     * @return {@code used.flags}, {@code avail_event} with EVENT_IDX, or the 32 bits of the packed device event suppression
     *     structure
     */
    public abstract int kickAdvice();

    /**
     * Returns where the device is.
     *
     * @return as for {@link RingSetup#position()}
     */
    public abstract int position();

    /**
     * Returns the chains that the device took and has not returned.
     *
     * @return 0 to the ring's size
     */
    public final int held() {
        return held;
    }

    /**
     * Tells whether the device holds a chain.
     *
     * @param head any number
     * @return true from its taking to its return
     */
    public final boolean holds(int head) {
        return head >= 0 && head < size && entries[head] != 0;
    }

    /**
     * Tells why the ring can no longer be served.
     *
     * @return the reason, or null
     */
    public final FaultReason broken() {
        return broken;
    }

    abstract void takeSome(ChainBurst burst, int max);

    abstract void stepBack(int descriptorCount);

    abstract void write(int head, int descriptorCount, int length);

    abstract int readAdvice();

    abstract void armKicks();

    /** Tells whether there is something to take, or an index that cannot be right. */
    abstract boolean hasMore();

    final void breakDown(FaultReason reason) {
        broken = reason;
    }

    final boolean free(int head) {
        return head < size && entries[head] == 0;
    }

    final void hold(int head, int descriptorCount) {
        entries[head] = descriptorCount;
        held++;
    }

    private void release(int head) {
        entries[head] = 0;
        held--;
    }

    /** Ends a chain that was begun: the device holds it, or has to refuse it. */
    final void end(ChainBurst burst, int head, int descriptorCount) {
        if (head >= size) {
            burst.refuse(FaultReason.DESCRIPTOR_OUT_OF_RANGE);
        } else if (entries[head] != 0) {
            burst.refuse(FaultReason.HEAD_IN_USE);
        }
        if (!burst.refused()) {
            hold(head, descriptorCount);
        }
        burst.end(descriptorCount);
    }

    /**
     * A chain that has to be refused is handed over alone, since those before it could not be put back across it: gives the
     * last chain, which has to be, up if it is one of several.
     *
     * @return true if it is to be taken again
     */
    final boolean leavesRefused(ChainBurst burst) {
        boolean leaves = burst.count() > 1;
        if (leaves) {
            burst.leaveRefused();
        }
        return leaves;
    }

    /** Adds a descriptor's buffer to the chain that was begun, if it lies inside the memory. */
    final void addBuffer(ChainBurst burst, long address, int length, boolean writable) {
        if (memory.contains(address, Integer.toUnsignedLong(length))) {
            burst.add(address, length, writable);
        } else {
            burst.refuse(FaultReason.ADDRESS_OUT_OF_RANGE);
        }
    }

    /** Checks an indirect table's place and length (section 2.7.5.3). */
    final boolean tableUsable(ChainBurst burst, long table, int length) {
        if (!setup.indirect()) {
            burst.refuse(FaultReason.INDIRECT_NOT_NEGOTIATED);
        } else if (length == 0 || length % DESCRIPTOR_BYTES != 0) {
            burst.refuse(FaultReason.INDIRECT_TABLE_LENGTH);
        } else if (Integer.toUnsignedLong(length) > Integer.MAX_VALUE
                || !memory.contains(table, Integer.toUnsignedLong(length))) {
            burst.refuse(FaultReason.ADDRESS_OUT_OF_RANGE);
        }
        return !burst.refused();
    }
}
