package io.vqtrace.testkit.ring;

import io.vqtrace.testkit.GuestMemory;
import io.vqtrace.trace.FaultReason;
import io.vqtrace.trace.SuppressionReason;
import java.lang.invoke.VarHandle;

/**
 * The device's side of a ring: sees what the driver made available and checks it, returns used chains, and follows and sets
 * the notification suppression of both directions.
 */
public abstract class DeviceRing {
    final GuestMemory memory;
    final RingLayout layout;
    final int size;

    private final boolean[] held;
    private FaultReason fault;

    DeviceRing(GuestMemory memory, RingLayout layout) {
        this.memory = memory;
        this.layout = layout;
        size = layout.size();
        held = new boolean[1 << 16];
    }

    /**
     * Makes the device's side of a ring that the driver set up.
     *
     * @param memory where the ring lies
     * @param layout the ring, {@linkplain RingLayout#valid valid}
     * @return the device's side
     */
    public static DeviceRing of(GuestMemory memory, RingLayout layout) {
        return layout.packed() ? new PackedDeviceRing(memory, layout) : new SplitDeviceRing(memory, layout);
    }

    /**
     * Looks at the ring.
     *
     * @return how many chains were made available since the last look; 0 if the ring is {@linkplain #fault() broken}
     */
    public final int observe() {
        return fault == null ? look() : 0;
    }

    /**
     * Returns where the driver was at the last look.
     *
     * @return {@code avail.idx}, or the packed ring's next descriptor index
     */
    public abstract int ringIndex();

    /**
     * Takes the next chain that a look has seen.
     *
     * @param chain filled with it; {@link Chain#fault()} tells if it cannot be served
     * @return false if there is none
     */
    public final boolean pop(Chain chain) {
        if (fault != null || !take(chain)) {
            return false;
        }
        if (held[chain.head()]) {
            chain.refuse(FaultReason.HEAD_IN_USE);
        }
        held[chain.head()] = true;
        return true;
    }

    /**
     * Returns a chain; the driver sees it after {@link #publish()}.
     *
     * @param chain as taken
     * @param length bytes written into its device-writable buffers
     */
    public final void use(Chain chain, int length) {
        checkUnchanged(chain);
        use(chain.head(), chain.descriptors(), length);
    }

    /**
     * Returns chains by one used entry (sections 2.7.9 and 2.8.8, IN_ORDER): all that were taken and not yet used, up to one.
     *
     * @param last the last of them
     * @param chains how many
     * @param descriptors ring entries that they occupy together
     * @param length bytes written into the last one
     */
    public final void useInOrder(Chain last, int chains, int descriptors, int length) {
        checkUnchanged(last);
        write(last.head(), chains, descriptors, length);
    }

    /**
     * Returns an id whether or not the driver made it available: the way to break section 2.7.8.
     *
     * @param id any id
     * @param descriptors ring entries to move on by
     * @param length the length to say
     */
    public final void use(int id, int descriptors, int length) {
        held[id & 0xffff] = false;
        write(id, 1, descriptors, length);
    }

    /**
     * Marks a chain of an IN_ORDER batch as no longer held.
     *
     * @param chain one of the batch
     */
    public final void skip(Chain chain) {
        held[chain.head()] = false;
    }

    /** Shows the driver all chains that were returned since the last time. */
    public abstract void publish();

    /**
     * Tells why the driver does not want an interrupt for what was published since the last {@link #decided()} (sections
     * 2.7.7.2 and 2.8.14).
     *
     * @return {@link SuppressionReason#FLAGS}, {@link SuppressionReason#EVENT_INDEX}, or null if it wants one
     */
    public final SuppressionReason suppression() {
        VarHandle.fullFence();
        return readSuppression();
    }

    /** Remembers that all that was published is decided upon. */
    public abstract void decided();

    /**
     * Reads what the driver advises about interrupts.
     *
     * @return {@code avail.flags}, {@code used_event} with EVENT_IDX, or the 32 bits of the packed driver event suppression
     *     structure
     */
    public abstract int interruptAdvice();

    /**
     * Tells whether the driver's advice holds values that are not defined (sections 2.7.7.1 and 2.8.14).
     *
     * @return true if it breaks the rule
     */
    public abstract boolean interruptAdviceInvalid();

    /**
     * Advises the driver that kicks are not needed; with EVENT_IDX in a split ring that holds by itself.
     *
     * @return true if anything was written
     */
    public abstract boolean disableKicks();

    /**
     * Asks for a kick at the next chain that becomes available.
     *
     * @return true if there are chains that were not taken yet
     */
    public final boolean enableKicks() {
        armKicks();
        VarHandle.fullFence();
        return hasUnseen();
    }

    /** Asks for a kick at a chain that is there already, so that none comes: the way to break section 2.7.10. */
    public abstract void armKicksBehind();

    /** Writes an advice about kicks that is not defined: the way to break sections 2.7.10.2 and 2.8.14. */
    public abstract void armKicksInvalidly();

    /**
     * Writes the length of the chain that was returned last once more: the way to break section 2.8.12.
     *
     * @param chain the chain
     * @param length the length
     */
    public abstract void rewriteUsed(Chain chain, int length);

    /**
     * Finds an id that the device does not hold, the highest: a driver that reuses free ones first comes to it last.
     *
     * @return an id, 0 to the ring's size - 1; the ring's size if all are outstanding
     */
    public final int unusedId() {
        int id = size - 1;
        while (id >= 0 && held[id]) {
            id--;
        }
        return id >= 0 ? id : size;
    }

    /**
     * Returns what the device advises about kicks.
     *
     * @return {@code used.flags}, {@code avail_event} with EVENT_IDX, or the 32 bits of the packed device event suppression
     *     structure
     */
    public abstract int kickAdvice();

    /**
     * Tells whether a notification's data (section 2.9) is a position at which the driver is or was.
     *
     * @param notificationData as it came
     * @return true if it can be right
     */
    public abstract boolean plausible(int notificationData);

    /**
     * Tells why the whole ring can no longer be served.
     *
     * @return the reason, or null
     */
    public final FaultReason fault() {
        return fault;
    }

    /**
     * Returns the layout.
     *
     * @return as given
     */
    public final RingLayout layout() {
        return layout;
    }

    abstract int look();

    abstract boolean take(Chain chain);

    abstract void write(int id, int chains, int descriptors, int length);

    abstract SuppressionReason readSuppression();

    abstract void armKicks();

    abstract boolean hasUnseen();

    /** Notes in the chain if the driver changed what it gave away. */
    abstract void checkUnchanged(Chain chain);

    final void broken(FaultReason reason) {
        fault = reason;
    }

    /** Adds a descriptor's buffer to a chain if it lies inside the memory. */
    final void addBuffer(Chain chain, long address, int length, boolean writable) {
        if (!memory.contains(address, length & 0xffff_ffffL)) {
            chain.refuse(FaultReason.ADDRESS_OUT_OF_RANGE);
        }
        chain.add(address, length, writable);
    }

    /** Checks an indirect table's place and length (section 2.7.5.3); notes a refusal in the chain. */
    final boolean tableUsable(Chain chain, long table, int length) {
        if (!layout.indirect()) {
            chain.refuse(FaultReason.INDIRECT_NOT_NEGOTIATED);
        } else if (length <= 0 || length % RingLayout.DESCRIPTOR_BYTES != 0) {
            chain.refuse(FaultReason.INDIRECT_TABLE_LENGTH);
        } else if (!memory.contains(table, length)) {
            chain.refuse(FaultReason.ADDRESS_OUT_OF_RANGE);
        }
        return chain.fault() == null;
    }
}
